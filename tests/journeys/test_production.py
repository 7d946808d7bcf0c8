"""Getting in for the first time, and again: the real server in production settings, over TLS."""

import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from foundation.accounts.actors import resolve
from foundation.accounts.models import User
from foundation.audit.enums import Kind
from foundation.audit.models import SecurityEvent
from foundation.tenancy.context import acting_atomic
from sites.actions import invitations
from tests.accounts.test_second_factor import code
from tests.addresses import address_of
from tests.browser_fixtures import DESK, PICTURES
from tests.faults.portal import KEPT
from tests.journeys.authenticator import Device
from tests.journeys.production import (
    Production,
    make_certificate,
    run_manage,
    served,
    variables_of,
)

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])
PASSWORD = "a quiet river at noon"
NADIA = "nadia@riverton.example.gov"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The proxy's certificate."""
    return make_certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture(scope="module")
def variables(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of the server, its static files collected."""
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}  # noqa: TID251 -- handed on to a child
    told = variables_of(tmp_path_factory.mktemp("production"), address_of(), kept)
    run_manage(told | {"PUBLIC_BASE_URL": "https://localhost"}, "collectstatic", "--noinput", "-v0")
    return told


@pytest.fixture(scope="module")
def portal(variables: dict[str, str], certificate: Path) -> Iterator[Production]:
    """The portal."""
    with served(variables, certificate) as running:
        yield running


def lasting(secret: str) -> str:
    """Return an authenticator's code that is good for some seconds more, however busy the machine is."""
    left = 30 - time.time() % 30
    if left < 10:
        time.sleep(left + 0.5)
    return code(secret)


class Person:
    """Somebody in front of a browser of their own.

    Attributes:
        page: Playwright's page.
        said: what the browser complained about.
    """

    def __init__(self, browser: Browser, portal: Production) -> None:
        context = browser.new_context(
            viewport=DESK, locale="en-US", base_url=portal.address, ignore_https_errors=True
        )
        self.page: Page = context.new_page()
        self.page.set_default_timeout(20_000)
        self.said: list[str] = []
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("console", lambda line: self._note(line.type, line.text))

    def _note(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"}:
            self.said.append(text)

    def presses(self, name: str) -> None:
        """Press a button or follow a link of the page by its words."""
        main = self.page.locator("main")
        either = main.get_by_role("button", name=name, exact=True)
        either.or_(main.get_by_role("link", name=name, exact=True)).first.click()

    def is_at(self, path: str) -> None:
        """Wait for the page."""
        expect(self.page).to_have_url(re.compile(f"^https://localhost:\\d+{path}"))

    def signs_in(self, email: str) -> None:
        """Give the password."""
        self.page.goto("/accounts/login/")
        self.page.get_by_label("Email address").fill(email)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.presses("Sign in")
        expect(self.page).not_to_have_url(re.compile("/accounts/login/"))

    def signs_out(self) -> None:
        """From the menu."""
        self.page.locator("details.psp-account summary").click()
        self.page.get_by_role("button", name="Sign out").first.click()
        expect(self.page.get_by_role("link", name="Sign in").first).to_be_visible()

    def adds_an_authenticator(self) -> tuple[str, list[str]]:
        """Scan and confirm; the secret and the recovery codes."""
        self.is_at("/accounts/2fa/totp/activate/")
        secret = self.page.locator("main code").inner_text()
        self.page.get_by_label("Code from the app").fill(lasting(secret))
        self.presses("Turn on authenticator app")
        self.is_at("/accounts/2fa/recovery-codes/")
        codes = self.page.locator(".psp-codes li").all_inner_texts()
        assert len(codes) == 10
        return secret, codes

    def gives(self, code: str) -> None:
        """Take the second step."""
        self.is_at("/accounts/2fa/authenticate/")
        self.page.get_by_label("Code", exact=True).fill(code)
        self.presses("Sign in")

    def picture(self, name: str) -> None:
        """Keep the whole page as a picture."""
        folder = PICTURES / "production"
        folder.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=folder / f"{name}.png", full_page=True)


@pytest.fixture
def comes(browser: Browser, portal: Production) -> Iterator[Callable[[], Person]]:
    """Somebody opens a browser; at the end none of them has complained."""
    people: list[Person] = []

    def opened() -> Person:
        people.append(Person(browser, portal))
        return people[-1]

    yield opened
    said = [line for person in people for line in person.said]
    for person in people:
        person.page.context.close()
    assert said == []


@pytest.fixture
def nadia(comes, portal, riverton, cora_coordinator) -> tuple[Person, str, list[str]]:
    """Somebody who was invited, came, and is in; with the authenticator's secret and the codes."""
    with acting_atomic(f"user:{cora_coordinator.pk}"):
        invitations.to_seat(
            riverton, email=NADIA, name="Nadia Newcomer", role="executive-leadership", seat="executive",
            by=resolve(cora_coordinator),
        )  # fmt: skip
    (link,) = re.findall(r"https://\S+/invitations/\S+", portal.letters(NADIA)[-1])
    person = comes()
    person.page.goto(link)
    for name in ("password", "password_again"):
        person.page.locator(f"main [name={name}]").fill(PASSWORD)
    person.presses("Accept invitation")
    person.is_at("/accounts/login/")
    person.signs_in(NADIA)
    secret, codes = person.adds_an_authenticator()
    return person, secret, codes


def kinds(email: str) -> list[str]:
    """What the security log says of a person."""
    person = User.objects.get(email=email)
    lines = SecurityEvent.objects.filter(user_id=person.pk).order_by("pk")
    return [line.kind for line in lines]


def test_from_an_invitation_to_the_second_sign_in(nadia, portal):
    person, secret, _ = nadia
    person.picture("recovery-codes")
    person.presses("Continue to the portal")
    expect(person.page.get_by_role("heading", level=1)).to_be_visible()
    person.signs_out()
    person.signs_in(NADIA)
    person.gives(lasting(secret))
    expect(person.page.locator("details.psp-account")).to_be_visible()
    person.page.goto("/account/")
    person.picture("account")
    expect(person.page.get_by_text("10 left")).to_be_visible()

    assert {
        Kind.INVITATION_ACCEPTED,
        Kind.SIGNED_IN,
        Kind.FACTOR_ADDED,
        Kind.FACTOR_USED,
        Kind.SIGNED_OUT,
    } <= {*kinds(NADIA)}
    assert any("An authenticator app was added" in letter for letter in portal.letters(NADIA))
    (cookie,) = [c for c in person.page.context.cookies() if c["name"] == "sessionid"]
    assert (cookie["secure"], cookie["httpOnly"]) == (True, True)


def test_a_lost_authenticator_is_replaced_with_a_recovery_code(nadia, portal):
    person, _, codes = nadia
    person.signs_out()
    person.signs_in(NADIA)
    person.gives(codes[3])
    person.page.goto("/account/")
    expect(person.page.get_by_text("9 left")).to_be_visible()
    person.presses("Remove authenticator app")
    person.presses("Remove authenticator app")
    secret, fresh = person.adds_an_authenticator()
    assert not set(codes) & set(fresh)
    person.signs_out()
    person.signs_in(NADIA)
    person.gives(codes[4])
    expect(person.page.get_by_text("Incorrect code.").first).to_be_visible()
    [refused] = person.said
    assert "status of 422" in refused
    person.said.clear()
    person.gives(lasting(secret))
    expect(person.page.locator("details.psp-account")).to_be_visible()
    texts = "".join(portal.letters(NADIA))
    assert "authenticator app was removed from your account" in texts


def test_the_first_administrator_gets_in(comes, portal):
    email = "first@agency.example.gov"
    said = portal.manage("create_admin", email, "First Administrator", "--link")
    (link,) = re.findall(r"https://\S+", said)
    person = comes()
    person.page.goto(link)
    for name in ("password1", "password2"):
        person.page.locator(f"main [name={name}]").fill(PASSWORD)
    person.presses("Save password")
    person.signs_in(email)
    person.page.goto("/admin/")
    secret, _ = person.adds_an_authenticator()
    person.page.goto("/admin/")
    expect(person.page.get_by_role("heading", level=1)).to_be_visible()
    expect(person.page.get_by_role("link", name="Users").first).to_be_visible()
    person.picture("admin")
    person.page.context.clear_cookies()
    person.signs_in(email)
    person.gives(lasting(secret))
    person.page.goto("/admin/")
    assert person.page.url.endswith("/admin/")


def test_a_passkey_signs_in_over_tls(nadia, portal):
    person, *_ = nadia
    device = Device.plugged_into(person.page)
    person.page.goto("/account/")
    person.presses("Add a passkey")
    person.page.get_by_label("Name").fill("Work laptop")
    person.presses("Add passkey")
    person.is_at("/account/")
    expect(person.page.get_by_text("Work laptop").first).to_be_visible()
    assert [kept["rpId"] for kept in device.passkeys()] == ["localhost"]
    person.signs_out()
    person.page.goto("/accounts/login/")
    person.presses("Sign in with a passkey")
    expect(person.page.locator("details.psp-account")).to_be_visible()
    person.page.goto("/account/")
    person.picture("passkeys")


def test_the_portal_is_found_over_tls_only(comes, portal):
    inside = urlsplit(portal.inside)
    with closing(HTTPConnection(inside.hostname, inside.port, timeout=20)) as plain:
        plain.request("GET", "/accounts/login/", headers={"Host": "localhost"})
        answer = plain.getresponse()
        answer.read()
    assert (answer.status, answer.headers["Location"]) == (301, "https://localhost/accounts/login/")
    over_tls = comes().page.goto("/accounts/login/")
    assert over_tls.headers["strict-transport-security"].startswith("max-age=31536000")
