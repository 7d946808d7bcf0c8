"""Passkeys: the portal's own address, a verified user, nothing believed before it is read."""

import json
from html import unescape
from typing import Any

import pytest
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from fido2.utils import websafe_encode

from foundation.accounts import actions, factors
from foundation.accounts.forms import MAX_PASSKEYS, NOT_ADDED, NOT_USABLE
from foundation.accounts.models import User
from foundation.accounts.views import NO_APP, NO_CODES, NO_PASSKEY
from foundation.audit.enums import Kind
from foundation.audit.models import SecurityEvent
from foundation.outbox.models import Message
from tests.accounts.passkey import Passkey
from tests.accounts.test_second_factor import code
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
HERE = "https://psp.example.gov"
ADD = "/accounts/2fa/webauthn/add/"
SIGN_IN = "/accounts/2fa/webauthn/login/"
SECOND = "/accounts/2fa/authenticate/"
AGAIN = "/accounts/2fa/webauthn/reauthenticate/"
LOGIN = "/accounts/login/"


@pytest.fixture(autouse=True)
def production_like(settings):
    cache.clear()
    settings.PSP_REQUIRE_MFA = True
    settings.PUBLIC_BASE_URL = HERE


@pytest.fixture
def dora() -> User:
    return UserFactory(email="dora@example.gov", password="secret-pass")


@pytest.fixture
def device() -> Passkey:
    return Passkey(HERE, host="psp.example.gov")


def give_password(client: Client, user: User) -> Any:
    return client.post(LOGIN, {"login": user.email, "password": "secret-pass"})


def add(client: Client, device: Passkey, name: str = "", **more: Any) -> Any:
    options = json.loads(client.get(ADD).context["options"])
    return client.post(ADD, {"name": name, "credential": device.made(options, **more)})


def sign_in(client: Client, device: Passkey, **more: Any) -> Any:
    options = client.get(SIGN_IN, headers={"Accept": "application/json"}).json()
    answer = device.signed(options["request_options"], **more)
    return client.post(SIGN_IN, {"credential": answer})


def is_in(client: Client) -> bool:
    return client.get("/inbox/").status_code == 200


@pytest.fixture
def owned(dora, device) -> Passkey:
    """Dora's passkey, her only second factor."""
    client = Client()
    give_password(client, dora)
    add(client, device, "Work laptop")
    assert is_in(client)
    return device


def test_a_passkey_alone_signs_in_and_counts_as_second_factor(client, owned):
    assert sign_in(client, owned).url == "/my-day/"
    assert is_in(client)


def test_a_passkey_is_the_second_step_after_the_password(client, dora, owned):
    assert give_password(client, dora).url.startswith(SECOND)
    assert not is_in(client)
    page = client.get(SECOND)
    assert not page.context["has_app"]
    client.post(SECOND, {"credential": owned.signed(json.loads(page.context["options"]))})
    assert is_in(client)


def test_signing_in_stays_possible_without_the_passkey(client, dora, owned):
    codes = factors.Authenticator.objects.get(user=dora, type="recovery_codes").wrap()
    give_password(client, dora)
    client.post(SECOND, {"code": codes.get_unused_codes()[0]})
    assert is_in(client)


def test_a_device_that_did_not_verify_its_user_does_not_sign_in(client, owned):
    owned.verified = False
    assert sign_in(client, owned).url == LOGIN
    assert not is_in(client)


def test_a_device_that_did_not_verify_its_user_is_not_added(client, dora, device):
    device.verified = False
    give_password(client, dora)
    add(client, device)
    assert not Authenticator.objects.exists()


def test_an_unverified_user_is_refused_as_second_step_too(client, dora, owned):
    give_password(client, dora)
    owned.verified = False
    options = json.loads(client.get(SECOND).context["options"])
    page = client.post(SECOND, {"credential": owned.signed(options)})
    assert NOT_USABLE.replace("'", "&#x27;") in page.text
    assert not is_in(client)


ELSEWHERE = pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "https://evil.psp.example.gov",
        "https://psp.example.gov:8443",
        "http://psp.example.gov",
        "https://example.gov",
        "not an address",
        "",
    ],
)


@ELSEWHERE
def test_a_page_elsewhere_cannot_use_a_passkey(client, owned, origin):
    owned.origin = origin
    sign_in(client, owned)
    assert not is_in(client)


@ELSEWHERE
def test_a_page_elsewhere_cannot_add_one(client, dora, device, origin):
    device.origin = origin
    give_password(client, dora)
    add(client, device)
    assert not Authenticator.objects.exists()


def test_a_passkey_of_another_host_is_refused(client, owned):
    owned.host = "example.gov"
    sign_in(client, owned)
    assert not is_in(client)


def test_the_host_is_the_portals_whatever_the_request_says(client, dora, settings):
    settings.ALLOWED_HOSTS = ["*"]
    give_password(client, dora)
    page = client.get(ADD, headers={"host": "evil.example"})
    assert json.loads(page.context["options"])["publicKey"]["rp"]["id"] == "psp.example.gov"


def test_no_answer_counts_twice(client, owned):
    options = client.get(SIGN_IN, headers={"Accept": "application/json"}).json()["request_options"]
    answer = owned.signed(options)
    client.post(SIGN_IN, {"credential": answer})
    client.post("/accounts/logout/")
    client.post(SIGN_IN, {"credential": answer})
    assert not is_in(client)


def test_nobody_signs_in_as_somebody_else(client, owned):
    other = UserFactory()
    mine = Client()
    give_password(mine, other)
    add(mine, Passkey(HERE, host="psp.example.gov"))
    owned.owner = websafe_encode(user_pk_to_url_str(other).encode())
    assert sign_in(client, owned).url == LOGIN
    assert not is_in(client)


def test_a_deactivated_person_does_not_get_in(client, dora, owned):
    User.objects.filter(pk=dora.pk).update(is_active=False)
    assert sign_in(client, owned).url == LOGIN
    User.objects.filter(pk=dora.pk).update(is_active=True)
    assert not is_in(client)


PARTS = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]
GARBAGE = [
    "", "x", "[]", "{}", "null", "1", '"a"', "[" * 20_000, "[" * 9_000, '{"a":"\\u0000"}',
    '{"id":1,"rawId":2,"type":3,"response":4}',
    '{"id":"a","rawId":"a","type":"public-key","response":{}}',
    '{"id":"é","rawId":"é","type":"public-key","response":{"clientDataJSON":"é"}}',
    *(
        json.dumps({"id": "YQ", "rawId": "YQ", "type": "public-key", "response": dict.fromkeys(PARTS, part)})
        for part in ("", "e30", "oA", "_w", "YQ", "a", 7, None, {})
    ),
]  # fmt: skip


@pytest.mark.parametrize("garbage", GARBAGE)
def test_garbage_is_refused_and_never_an_error(client, dora, owned, garbage):
    client.get(SIGN_IN, headers={"Accept": "application/json"})
    assert client.post(SIGN_IN, {"credential": garbage}).url == LOGIN
    give_password(client, dora)
    assert client.post(SECOND, {"credential": garbage}).status_code == 422
    other = UserFactory()
    client.post("/accounts/logout/")
    give_password(client, other)
    client.get(ADD)
    assert client.post(ADD, {"credential": garbage}).status_code == 422
    assert not factors.of(other.pk).passkeys


@pytest.mark.parametrize("handle", ["", "_w", "ODk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5", "LTE", "IQ"])
def test_an_owner_nobody_has_is_refused(client, owned, handle):
    owned.owner = handle
    assert sign_in(client, owned).url == LOGIN
    assert not is_in(client)


def test_what_a_browser_adds_is_not_stored(client, dora, device):
    give_password(client, dora)
    add(client, device, clientExtensionResults={"note": "\x00"}, more="x" * 5_000)
    kept = Authenticator.objects.get(type="webauthn").data["credential"]
    assert {*kept} == {"id", "rawId", "type", "response", "clientExtensionResults"}
    assert kept["clientExtensionResults"] == {"credProps": {"rk": True}}
    sign_in(Client(), device)


def test_one_person_has_ten_at_most(client, dora, device):
    give_password(client, dora)
    for _ in range(MAX_PASSKEYS):
        add(client, Passkey(HERE, host="psp.example.gov"))
    cache.clear()
    assert "Remove one first" in add(client, device).text
    names = [passkey.name for passkey in factors.of(dora.pk).passkeys]
    assert names == [f"Passkey {n + 1}" for n in range(MAX_PASSKEYS)]


def test_a_refused_one_says_so_and_stays_in_the_log(client, dora, owned):
    owned.verified = False
    assert NOT_USABLE.replace("'", "&#x27;") in client.get(sign_in(client, owned).url).text
    line = SecurityEvent.objects.filter(kind=Kind.FACTOR_FAILED).latest("pk")
    assert (line.user_id, line.detail) == (None, {"type": "webauthn"})
    give_password(client, dora)
    client.get(SECOND)
    client.post(SECOND, {"credential": owned.signed({"publicKey": {"challenge": "MQ"}})})
    assert SecurityEvent.objects.filter(kind=Kind.FACTOR_FAILED).latest("pk").user_id == dora.pk


def test_a_refused_new_one_says_so_once(client, dora, device):
    give_password(client, dora)
    device.verified = False
    assert add(client, device).text.count(NOT_ADDED.replace("'", "&#x27;")) == 1


def test_enrolled_elsewhere_is_given_here(client_of, dora, owned):
    client = client_of(dora)
    assert client.get("/inbox/").url == f"{AGAIN}?next=%2Finbox%2F"
    page = client.get(f"{AGAIN}?next=/inbox/")
    assert "Use a code" in page.text
    owned.verified = False
    options = json.loads(page.context["options"])
    refused = client.post(AGAIN, {"credential": owned.signed(options), "next": "/inbox/"})
    assert NOT_USABLE.replace("'", "&#x27;") in refused.text
    owned.verified = True
    options = json.loads(refused.context["options"])
    answer = client.post(AGAIN, {"credential": owned.signed(options), "next": "/inbox/"})
    assert answer.url == "/inbox/"
    assert is_in(client)


def test_without_a_factor_a_passkey_can_be_made_and_nothing_else(client, dora, device):
    give_password(client, dora)
    assert client.get("/account/").status_code == 302
    options = json.loads(client.get(f"{ADD}?next=/inbox/").context["options"])
    answer = client.post(ADD, {"credential": device.made(options), "next": "/inbox/"})
    assert answer.url == "/accounts/2fa/recovery-codes/?next=%2Finbox%2F"
    assert is_in(client)


def test_one_who_has_a_factor_gives_it_before_adding_a_passkey(client_of, dora, owned):
    assert client_of(dora).get(ADD).url.startswith(AGAIN)


def test_my_account_lists_them(client, dora, owned):
    sign_in(client, owned)
    page = client.get("/account/").text
    passkey = factors.of(dora.pk).passkeys[0]
    assert "Work laptop" in page
    assert "10 left" in page
    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        assert f'href="{reverse(name, args=[passkey.pk])}"' in page
    assert client.get(reverse("mfa_index")).url == "/account/"
    assert client.get(reverse("mfa_list_webauthn")).url == "/account/"


@pytest.mark.parametrize("name", ["mfa_edit_webauthn", "mfa_remove_webauthn"])
def test_another_persons_passkey_does_not_exist(client, dora, owned, name):
    mine = factors.of(dora.pk).passkeys[0]
    other = UserFactory()
    give_password(client, other)
    add(client, Passkey(HERE, host="psp.example.gov"))
    path = reverse(name, args=[mine.pk])
    for answer in (client.get(path), client.post(path, {"name": "Mine now"})):
        assert answer.url == "/account/"
    assert factors.of(dora.pk).passkeys == (mine,)


@pytest.mark.parametrize("name", ["", "x" * 61, "a\x00b"])
def test_a_name_that_is_none_is_refused(client, dora, owned, name):
    sign_in(client, owned)
    mine = factors.of(dora.pk).passkeys[0]
    client.post(reverse("mfa_edit_webauthn", args=[mine.pk]), {"name": name})
    assert factors.of(dora.pk).passkeys[0].name == "Work laptop"


def test_removing_one_of_two_keeps_the_other_and_the_codes(client, dora, owned, device):
    sign_in(client, owned)
    spare = Passkey(HERE, host="psp.example.gov")
    add(client, spare, "Phone")
    first, _ = factors.of(dora.pk).passkeys
    client.post(reverse("mfa_remove_webauthn", args=[first.pk]))
    assert [left.name for left in factors.of(dora.pk).passkeys] == ["Phone"]
    assert factors.of(dora.pk).codes_left == 10
    assert is_in(client)  # adding the second one proved it in this session
    fresh = Client()
    sign_in(fresh, device)
    assert not is_in(fresh)


def test_a_removed_factor_proves_nothing_any_more(client, dora, owned):
    sign_in(client, owned)
    secret = client.get("/accounts/2fa/totp/activate/").context["form"].secret
    client.post("/accounts/2fa/totp/activate/", {"code": code(secret)})
    other = Client()
    sign_in(other, owned)
    mine = factors.of(dora.pk).passkeys[0]
    other.post(reverse("mfa_remove_webauthn", args=[mine.pk]))
    assert other.get("/inbox/").url.startswith("/accounts/2fa/reauthenticate/")


def test_an_administrator_takes_passkeys_away_too(client, dora, owned, adam_admin):
    actions.reset_second_factor(dora, by=adam_admin.pk)
    assert factors.of(dora.pk) == factors.Factors(None, (), None)
    assert Message.objects.filter(payload__what="factors_taken_away").count() == 1
    sign_in(client, owned)
    assert not is_in(client)
    give_password(client, dora)
    assert client.get("/inbox/").url.startswith("/accounts/2fa/totp/activate/")


@pytest.mark.parametrize("name", ["mfa_edit_webauthn", "mfa_remove_webauthn"])
def test_a_passkey_removed_in_another_tab_leads_back_with_a_sentence(client, dora, owned, name):
    sign_in(client, owned)
    add(client, Passkey(HERE, host="psp.example.gov"), "Phone")
    mine = factors.of(dora.pk).passkeys[0]
    client.post(reverse("mfa_remove_webauthn", args=[mine.pk]))
    for act in (client.get, client.post):
        answer = act(reverse(name, args=[mine.pk]), {"name": "Old laptop"}, follow=True)
        assert answer.redirect_chain == [("/account/", 302)]
        assert NO_PASSKEY in unescape(answer.content.decode())


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("mfa_deactivate_totp", NO_APP),
        ("mfa_view_recovery_codes", NO_CODES),
        ("mfa_download_recovery_codes", NO_CODES),
    ],
)
def test_a_factor_that_is_gone_leads_back_with_a_sentence(client, dora, settings, name, said):
    settings.PSP_REQUIRE_MFA = False
    give_password(client, dora)
    answer = client.get(reverse(name), follow=True)
    assert answer.redirect_chain == [("/account/", 302)]
    assert said in unescape(answer.content.decode())
