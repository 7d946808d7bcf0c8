"""A second factor used in this session, not merely owned."""

import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.test import RequestFactory, override_settings
from django.utils import timezone

from foundation.accounts.links import password_url
from foundation.accounts.models import User
from foundation.audit.enums import Kind
from foundation.audit.models import SecurityEvent
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"
ENROL = "/accounts/2fa/totp/activate/"
GIVE = "/accounts/2fa/authenticate/"
AGAIN = "/accounts/2fa/reauthenticate/"
PERIOD = 30  # seconds


@pytest.fixture(autouse=True)
def factor_required():
    cache.clear()
    with override_settings(PSP_REQUIRE_MFA=True):
        yield


@pytest.fixture
def dora() -> User:
    return UserFactory(email="dora@example.gov", password="secret-pass")


@pytest.fixture
def secret() -> str:
    return generate_totp_secret()


@pytest.fixture
def enrolled(dora, secret) -> User:
    TOTP.activate(dora, secret)
    RecoveryCodes.activate(dora)
    return dora


def code(secret: str) -> str:
    """Return the code of now; one that is about to end would no longer count when it arrives."""
    left = PERIOD - time.time() % PERIOD
    if left < 5:
        time.sleep(left)
    counter = next(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(secret, counter))


def sign_in(client, query=""):
    return client.post(LOGIN + query, {"login": "dora@example.gov", "password": "secret-pass"})


def in_(client) -> bool:
    return client.get("/inbox/").status_code == 200


def test_a_password_alone_leads_to_enrolling(client, dora):
    sign_in(client)
    answer = client.get("/inbox/?a=1&b=2")
    assert answer.url == f"{ENROL}?next=%2Finbox%2F%3Fa%3D1%26b%3D2"


def test_the_page_to_enrol_opens_without_a_loop(client, dora):
    sign_in(client)
    assert client.get(ENROL).status_code == 200


@pytest.mark.parametrize("path", ["/admin/", "/accounts/password/change/", "/account/away/"])
def test_nothing_else_opens_before(client, dora, path):
    sign_in(client)
    assert client.get(path).url.startswith(ENROL)


def test_a_post_is_not_replayed_as_a_get(client, dora):
    sign_in(client)
    answer = client.post("/account/away/", {"site": "x"})
    assert (answer.status_code, answer.url) == (303, ENROL)


def test_htmx_is_sent_to_the_whole_page(client, dora):
    sign_in(client)
    answer = client.get("/inbox/", headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"] == ENROL


def test_signing_out_stays_possible(client, dora):
    sign_in(client)
    assert client.post("/accounts/logout/").url == "/"


def enrol(client, query="?next=/inbox/"):
    page = client.get(ENROL + query)
    return client.post(ENROL + query, {"code": code(page.context["form"].secret)})


def test_enrolling_counts_as_used(client, dora):
    sign_in(client)
    answer = enrol(client)
    assert answer.url == "/accounts/2fa/recovery-codes/?next=%2Finbox%2F"
    assert in_(client)


def test_the_recovery_codes_lead_on_to_where_the_person_was_going(client, dora):
    sign_in(client)
    page = client.get(enrol(client).url)
    assert page.context["onward"] == "/inbox/"


def test_a_person_who_reset_the_password_enrols(client, dora):
    client.post("/accounts/password/reset/", {"email": dora.email})
    link = password_url(dora).partition("/accounts/")[2]
    form = client.get(f"/accounts/{link}").url
    client.post(form, {"password1": "a quiet river at noon", "password2": "a quiet river at noon"})
    client.post(LOGIN, {"login": dora.email, "password": "a quiet river at noon"})
    assert EmailAddress.objects.filter(user=dora, verified=False).exists()
    enrol(client)
    assert in_(client)


def test_the_way_on_stays_inside_the_portal(client, dora):
    sign_in(client)
    page = client.get(enrol(client, "?next=https://evil.example/").url)
    assert not page.context["onward"]


def test_the_form_to_enrol_keeps_the_way_on(client, dora):
    sign_in(client)
    page = client.get(f"{ENROL}?next=/inbox/")
    assert b'name="next" value="/inbox/"' in page.content
    secret_shown = page.context["form"].secret
    answer = client.post(ENROL, {"code": code(secret_shown), "next": "/inbox/"})
    assert answer.url.endswith("next=%2Finbox%2F")


def test_times_are_shown_in_the_readers_zone(client_of, dora):
    from foundation.accounts import middleware
    from foundation.accounts.sessions import SessionStore

    seen = []
    User.objects.filter(pk=dora.pk).update(time_zone="America/Denver")
    with override_settings(PSP_REQUIRE_MFA=False):
        request = RequestFactory().get("/")
        request.user, request.session = User.objects.get(pk=dora.pk), SessionStore()
        middleware.SecondFactorMiddleware(
            lambda _: seen.append(timezone.get_current_timezone_name())
        )(request)
    assert seen == ["America/Denver"]


def test_a_wrong_code_does_not_enrol(client, dora):
    sign_in(client)
    client.get(ENROL)
    client.post(ENROL, {"code": "000000"})
    assert not Authenticator.objects.exists()


def test_a_code_at_the_log_in_opens_the_portal(client, enrolled, secret):
    assert sign_in(client, "?next=/inbox/").url.startswith(GIVE)
    assert not in_(client)
    answer = client.post(GIVE, {"code": code(secret)})
    assert answer.url == "/inbox/"
    assert in_(client)


def test_a_recovery_code_opens_the_portal_once(client, enrolled):
    codes = RecoveryCodes(enrolled.authenticator_set.get(type="recovery_codes")).get_unused_codes()
    sign_in(client)
    client.post(GIVE, {"code": codes[0]})
    assert in_(client)
    client.logout()
    sign_in(client)
    client.post(GIVE, {"code": codes[0]})
    assert not in_(client)


def test_the_last_recovery_codes_are_said_to_be_the_last(client, enrolled):
    codes = RecoveryCodes(enrolled.authenticator_set.get(type="recovery_codes")).get_unused_codes()
    said = []
    for each in codes:
        sign_in(client)
        client.post(GIVE, {"code": each})
        said += [str(message) for message in client.get("/inbox/").context["messages"]]
        client.logout()
    assert said[0] == "You used a recovery code; 9 are left. You can create new ones in My account."
    assert said[-2].startswith("You used a recovery code; 1 is left.")
    assert said[-1] == (
        "You used your last recovery code. Create new ones in My account before you sign out."
    )
    assert len(said) == len(codes)


def test_the_code_of_the_app_uses_up_no_recovery_code(client, enrolled, secret):
    sign_in(client)
    client.post(GIVE, {"code": code(secret)})
    assert list(client.get("/inbox/").context["messages"]) == []


def test_a_wrong_code_says_what_to_enter(client, dora):
    sign_in(client)
    text = client.post(ENROL, {"code": "000000"}).content.decode()
    assert "Code from the app: Incorrect code. Enter the one your app shows now." in text


def test_a_wrong_code_does_not_open_and_is_logged(client, enrolled):
    sign_in(client)
    client.post(GIVE, {"code": "000000"})
    assert not in_(client)
    assert SecurityEvent.objects.filter(kind=Kind.FACTOR_FAILED).exists()


def test_enrolled_is_not_enough(client_of, enrolled):
    assert client_of(enrolled).get("/inbox/").url == f"{AGAIN}?next=%2Finbox%2F"


def test_enrolled_elsewhere_is_given_here(client_of, enrolled, secret):
    client = client_of(enrolled)
    answer = client.post(f"{AGAIN}?next=/inbox/", {"code": code(secret)})
    assert answer.url == "/inbox/"
    assert in_(client)


@pytest.mark.parametrize(
    "path", ["/accounts/2fa/totp/deactivate/", "/accounts/2fa/recovery-codes/", ENROL]
)
def test_the_factor_is_not_changed_without_the_factor(client_of, enrolled, path):
    assert client_of(enrolled).get(path).url.startswith(AGAIN)


def test_another_persons_factor_does_not_count(client, dora):
    sign_in(client)
    enrol(client)
    session = client.session
    other = UserFactory()
    client.force_login(other)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": 1}]
    session["account_authentication_methods_user"] = str(dora.pk)
    session.save()
    assert not in_(client)


def test_the_secret_is_not_stored_in_clear(enrolled, secret):
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in stored


def test_using_and_adding_a_factor_is_logged(client, dora, django_capture_on_commit_callbacks):
    sign_in(client)
    with django_capture_on_commit_callbacks(execute=True):
        enrol(client)
    kinds = set(SecurityEvent.objects.values_list("kind", flat=True))
    assert {Kind.SIGNED_IN, Kind.FACTOR_ADDED, Kind.FACTOR_USED} <= kinds


def test_without_the_switch_a_password_is_enough(client, dora):
    with override_settings(PSP_REQUIRE_MFA=False):
        sign_in(client)
        assert in_(client)
