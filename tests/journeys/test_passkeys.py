"""A passkey's whole life in a browser: Chromium's virtual authenticator before the live server."""

import re

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import expect

from foundation.accounts import factors
from foundation.accounts.models import User
from tests.browser.conftest import axe  # noqa: F401 -- a fixture
from tests.browser.pages import ASK_AXE, TAGS
from tests.factories.accounts import UserFactory
from tests.journeys.authenticator import Device

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


@pytest.fixture
def dora(settings) -> User:
    """Somebody of a portal that asks for a second factor."""
    settings.PSP_REQUIRE_MFA = True
    return UserFactory(email="dora@example.gov", password="secret-pass", name="Dora Doe")


@pytest.fixture
def enrolled(dora, visit):
    """Dora after her first sign-in, with a passkey in place of the authenticator, and her device."""
    person = visit(dora)
    device = Device.plugged_into(person.page)
    person.presses("Use a passkey instead")
    person.picture("add")
    person.page.get_by_label("Name").fill("Work laptop")
    person.presses("Add passkey")
    person.reads("10 of 10 codes are left")
    person.presses("Continue to the portal")
    assert Authenticator.objects.filter(user=dora, type="webauthn").count() == 1
    return person, device


def leave(person) -> None:
    """Sign out from the menu."""
    person.page.locator("details.psp-account summary").click()
    person.page.get_by_role("button", name="Sign out").first.click()
    person.goes_to("/accounts/login/?next=/account/")


def test_it_signs_in_alone_and_is_renamed_and_removed(enrolled):
    person, device = enrolled
    leave(person)
    person.picture("sign-in")
    person.presses("Sign in with a passkey")
    person.page.wait_for_url("**/account/")
    person.reads("Your passkeys", "Work laptop", "10 left")
    person.presses("Rename Work laptop")
    person.picture("rename")
    person.page.get_by_label("Name").fill("Old laptop")
    person.presses("Save name")
    person.reads("Old laptop")
    # The same device has one already.
    person.presses("Add a passkey")
    person.presses("Add passkey")
    person.reads("This device already has a passkey for your account.")
    person.goes_to("/account/")
    person.presses("Remove Old laptop")
    person.picture("remove")
    person.presses("Remove passkey")
    # It was her only factor, and all this session was given: the password first, then another factor.
    person.page.get_by_label("Password").fill("secret-pass")
    person.presses("Confirm")
    person.reads("Set up your authenticator")
    assert not Authenticator.objects.exists()
    assert len(device.passkeys()) == 1


def test_it_is_the_second_step_after_the_password(enrolled, dora):
    person, _ = enrolled
    leave(person)
    person.signs_in(dora)
    person.picture("second-step")
    person.presses("Use a passkey")
    person.page.wait_for_url("**/account/")


def test_a_device_that_does_not_verify_its_user_is_refused(enrolled, dora):
    person, device = enrolled
    device.verifies(user=False)
    leave(person)
    person.presses("Sign in with a passkey")
    person.reads("No passkey was used. Try again, or choose another way.")
    person.signs_in(dora)
    person.presses("Use a passkey")
    person.reads("No passkey was used.")
    person.goes_to("/account/")
    expect(person.page).to_have_url(re.compile("/accounts/2fa/authenticate/"))


def test_a_page_that_asks_for_less_gets_no_further(enrolled):
    """The device answers unverified because the page, not the portal, asked for that."""
    person, device = enrolled
    device.verifies(user=False)
    leave(person)
    form = "form[data-passkey=get]"
    options = person.page.evaluate(
        "async (url) => (await (await fetch(url, {headers: {Accept: 'application/json'}})).json()).request_options",
        "/accounts/2fa/webauthn/login/",
    )
    options["publicKey"]["userVerification"] = "discouraged"
    person.page.eval_on_selector(
        form, "(form, options) => { form.dataset.options = JSON.stringify(options); }", options
    )
    person.presses("Sign in with a passkey")
    person.reads("We couldn't verify that passkey.")
    person.goes_to("/account/")
    expect(person.page).to_have_url(re.compile("/accounts/login/"))


def test_signing_in_needs_neither_passkey_nor_javascript(enrolled, dora, visit):
    codes = Authenticator.objects.get(user=dora, type="recovery_codes").wrap().get_unused_codes()
    plain = visit(java_script_enabled=False)
    plain.goes_to("/accounts/login/?next=/account/")
    expect(plain.page.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()
    plain.signs_in(dora)
    expect(plain.page.get_by_role("button", name="Use a passkey")).to_be_hidden()
    plain.page.get_by_label("Recovery code").fill(codes[0])
    plain.presses("Sign in")
    plain.reads("9 left")
    plain.goes_to("/accounts/2fa/webauthn/add/")
    plain.reads("This browser can't use passkeys here.")


def test_its_pages_are_accessible_and_fit_a_phone(enrolled, dora, axe):  # noqa: F811 -- the fixture
    person, _ = enrolled
    kept = factors.of(dora.pk).passkeys[0]
    person.page.set_viewport_size({"width": 320, "height": 800})
    for path in (
        "/account/",
        "/accounts/2fa/webauthn/add/",
        "/accounts/2fa/webauthn/reauthenticate/",
        f"/accounts/2fa/webauthn/keys/{kept.pk}/edit/",
        f"/accounts/2fa/webauthn/keys/{kept.pk}/remove/",
    ):
        assert person.goes_to(path) == 200
        person.fits()
        person.page.evaluate(axe)
        assert person.page.evaluate(ASK_AXE, TAGS) == []
        person.picture(path.strip("/").replace("/", "-") + "-320")
