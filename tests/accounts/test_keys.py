"""A new SECRET_KEY: what the old one signed and encrypted goes on, then is encrypted again."""

from io import StringIO

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings as live
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client

from foundation.accounts import devices, links, sessions
from foundation.accounts.models import User
from foundation.audit.enums import Kind
from foundation.audit.models import SecurityEvent
from sites.actions import invitations
from sites.querysets import PLACES
from tests.accounts.test_limits import GIVE, LOGIN, right
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
NEW_KEY = "another key of fifty characters, made for this test only"


@pytest.fixture(autouse=True)
def no_counts() -> None:
    cache.clear()


@pytest.fixture
def dora() -> User:
    return UserFactory(email="dora@example.gov", password="secret-pass")


def rotate(settings) -> None:
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = NEW_KEY


def renew() -> str:
    said = StringIO()
    call_command("renew_secrets", stdout=said)
    return said.getvalue()


def test_a_rotation_from_end_to_end(dora, settings, riverton, dana_of_riverton, act):
    secret = generate_totp_secret()
    TOTP.activate(dora, secret)
    RecoveryCodes.activate(dora)
    codes = RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).get_unused_codes()
    client = Client()
    client.post(LOGIN, {"login": dora.email, "password": "secret-pass"})
    client.post(GIVE, {"code": codes[0]})
    device = client.cookies[devices.COOKIE].value
    dora.refresh_from_db()  # signing in ends links
    with act(dana_of_riverton) as by:
        made = invitations.to_seat(
            riverton,
            email="new@example.gov",
            name="New Person",
            role="executive-leadership",
            seat="executive",
            by=by,
        )
    invitation = f"/invitations/{invitations.token_of(made.pk)}/"
    reset = links.password_url(dora).removeprefix(live.PUBLIC_BASE_URL)
    cursor = PLACES.write(riverton)

    rotate(settings)

    assert client.get("/inbox/").status_code == 200  # still signed in
    assert client.get("/inbox/").status_code == 200  # and under the new key's hash
    assert Client().get(invitation).status_code == 200
    page = Client().get(reset, follow=True)
    assert not page.context.get("token_fail")
    assert PLACES.read(cursor) == (riverton.name, riverton.pk)
    request = client.get("/inbox/").wsgi_request
    assert request.COOKIES[devices.COOKIE] == device
    assert devices.digest_of(request) == client.session[sessions.DEVICE]
    fresh = Client()
    fresh.post(LOGIN, {"login": dora.email, "password": "secret-pass"})
    assert fresh.post(GIVE, {"code": right(secret)}).status_code == 302

    assert renew() == "Authenticators re-encrypted: 2.\n"
    line = SecurityEvent.objects.get(kind=Kind.SECRETS_RENEWED)
    assert line.detail == {"count": 2}
    assert renew() == "Authenticators re-encrypted: 0.\n"
    assert SecurityEvent.objects.filter(kind=Kind.SECRETS_RENEWED).count() == 1

    settings.SECRET_KEY_FALLBACKS = []
    cache.clear()
    assert client.get("/inbox/").status_code == 200
    fresh = Client()
    fresh.post(LOGIN, {"login": dora.email, "password": "secret-pass"})
    assert fresh.post(GIVE, {"code": right(secret)}).status_code == 302
    fresh = Client()
    fresh.post(LOGIN, {"login": dora.email, "password": "secret-pass"})
    assert fresh.post(GIVE, {"code": codes[1]}).status_code == 302


def test_without_the_old_key_everybody_signs_in_again_and_nothing_breaks(dora, settings):
    client = Client()
    client.force_login(dora)
    settings.SECRET_KEY = NEW_KEY
    assert client.get("/inbox/").status_code == 302
    assert client.get("/about/").status_code == 200


def test_secrets_of_a_lost_key_are_told_and_the_rest_is_renewed(dora, settings):
    first = settings.SECRET_KEY
    TOTP.activate(dora, generate_totp_secret())
    settings.SECRET_KEY = "a key that was lost"  # of this test only
    lost = TOTP.activate(UserFactory(), generate_totp_secret()).instance
    before = Authenticator.objects.get(pk=lost.pk).data
    settings.SECRET_KEY = first
    rotate(settings)
    with pytest.raises(CommandError, match="can decrypt: 1"):
        renew()
    assert SecurityEvent.objects.get(kind=Kind.SECRETS_RENEWED).detail == {"count": 1}
    assert Authenticator.objects.get(pk=lost.pk).data == before


def test_recovery_codes_of_another_system_are_a_list_and_all_renewed(dora, settings):
    sealed = get_adapter().encrypt("12345678")
    row = Authenticator.objects.create(
        user=dora, type="recovery_codes", data={"migrated_codes": [sealed, sealed]}
    )
    rotate(settings)
    renew()
    settings.SECRET_KEY_FALLBACKS = []
    row.refresh_from_db()
    assert row.wrap().get_unused_codes() == ["12345678"] * 2
