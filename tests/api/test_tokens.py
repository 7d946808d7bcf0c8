"""Tokens: who they act for, how far they reach, when they end."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.test import Client, override_settings

from foundation.accounts.models import PortalSession as Session
from foundation.api import actions
from foundation.api.enums import Scope
from foundation.api.errors import TooManyTokens
from foundation.api.models import AccessToken, KeptAnswer
from foundation.audit.enums import Kind
from foundation.audit.models import SecurityEvent
from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from tests.api.conftest import Caller, problem

pytestmark = pytest.mark.django_db


def test_a_token_acts_as_its_owner(caller, dana_of_riverton):
    told = caller(dana_of_riverton).get("/me/").json()
    assert told["name"] == "Dana of Riverton"
    assert told["token"]["scope"] == "write"
    assert [site["slug"] for site in told["sites"]] == ["riverton-ex"]
    assert "tta-request:create" in told["sites"][0]["may"]


def test_without_a_token_nobody_comes_in(nobody):
    response = nobody.get("/me/")
    assert problem(response) == (401, "unauthenticated")
    assert response["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize(
    "text", ["", "psp_", "psp_" + "0" * 64, "x" * 5000, "a b", "\x00" * 20, "ü" * 30, "💥" * 20]
)
def test_a_made_up_token_opens_nothing(nobody, dana_of_riverton, token_of, text):
    token_of(dana_of_riverton)
    response = nobody.get("/me/", Authorization=f"Bearer {text}")
    assert problem(response) == (401, "unauthenticated")


def test_the_beginning_of_a_token_is_not_enough(dana_of_riverton, token_of):
    text = token_of(dana_of_riverton)
    assert Caller(text[:-1]).get("/me/").status_code == 401
    assert Caller(text[:15] + "0" * 49).get("/me/").status_code == 401


def test_a_token_ends(caller, dana_of_riverton):
    calling = caller(dana_of_riverton)
    with clock.shifted(timedelta(days=30, minutes=-1)):
        assert calling.get("/me/").status_code == 200
    with clock.shifted(timedelta(days=30, minutes=1)):
        assert problem(calling.get("/me/")) == (401, "unauthenticated")


def test_who_is_shut_out_is_shut_out_with_every_token(caller, dana_of_riverton):
    calling = caller(dana_of_riverton)
    dana_of_riverton.is_active = False
    dana_of_riverton.save()
    assert problem(calling.get("/me/")) == (401, "unauthenticated")


def test_a_token_has_its_owners_powers_of_this_moment(caller, member, riverton, act):
    seat = member(riverton, "point-of-contact", "law-enforcement", starts_at=clock.now())
    calling = caller(seat.user)
    assert calling.get("/sites/riverton-ex/").status_code == 200
    with acting_atomic("system:demo"):
        seat.ends_at = clock.now()
        seat.save()
    assert calling.get("/sites/riverton-ex/").status_code == 403


def test_a_reading_token_changes_nothing(caller, dana_of_riverton, riverton):
    calling = caller(dana_of_riverton, Scope.READ)
    assert calling.get("/requests/").status_code == 200
    response = calling.post("/requests/", {"site": "riverton-ex", "title": "A review"})
    assert problem(response) == (403, "not-allowed")


def test_a_token_leaves_no_session(caller, dana_of_riverton):
    response = caller(dana_of_riverton).get("/me/")
    assert response.cookies == {}
    assert not Session.objects.exists()


def test_a_token_goes_before_a_session(caller, client_of, dana_of_riverton, mona_manager):
    calling = caller(dana_of_riverton)
    calling.client = client_of(mona_manager)
    assert calling.get("/me/").json()["name"] == "Dana of Riverton"


@pytest.fixture
def with_authenticator(dana_of_riverton):
    return Authenticator.objects.create(
        user=dana_of_riverton, type=Authenticator.Type.TOTP, data={"secret": "x"}
    )


@override_settings(PSP_REQUIRE_MFA=True)
@pytest.mark.parametrize(("factor", "enrolled", "status"), [(1, 1, 200), (0, 1, 401), (1, 0, 401)])
def test_a_required_second_factor_is_required_of_tokens(
    token_of, dana_of_riverton, with_authenticator, factor, enrolled, status
):
    calling = Caller(token_of(dana_of_riverton, factor=bool(factor)))
    if not enrolled:
        with_authenticator.delete()
    assert calling.get("/me/").status_code == status


@override_settings(PSP_REQUIRE_MFA=True)
def test_a_session_without_its_second_factor_gets_a_problem(client_of, dana_of_riverton):
    response = client_of(dana_of_riverton).get("/api/v1/me/")
    assert problem(response) == (403, "not-allowed")
    assert "second factor" in response.json()["detail"]


def test_what_is_stored_does_not_give_the_token_away(token_of, dana_of_riverton):
    text = token_of(dana_of_riverton)
    kept = AccessToken.objects.get()
    assert text.startswith("psp_")
    assert text not in {str(getattr(kept, f.name)) for f in AccessToken._meta.concrete_fields}
    assert len(text) - len(kept.token_key) >= 49


def test_the_database_refuses_a_longer_life(dana_of_riverton):
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.make_token(
            name="Long", scope=Scope.READ, days=91, with_factor=False, by=dana_of_riverton
        )


def test_nobody_collects_tokens(token_of, dana_of_riverton):
    for _ in range(10):
        token_of(dana_of_riverton)
    with pytest.raises(TooManyTokens):
        token_of(dana_of_riverton)


def test_old_answers_and_tokens_are_forgotten(caller, dana_of_riverton, riverton):
    calling = caller(dana_of_riverton)
    calling.post("/requests/", {"site": "riverton-ex", "title": "A"}, Idempotency_Key="once-1234")
    for days, answers, tokens in ((1, 1, 1), (3, 0, 1), (33, 0, 0)):
        with clock.shifted(timedelta(days=days)), acting_atomic("system:outbox"):
            actions.tidy()
            assert (KeptAnswer.objects.count(), AccessToken.objects.count()) == (answers, tokens)


# The page


@pytest.fixture
def client_of(nothing_counted):
    """A client that signed in with the password just now."""

    def sign_in(user):
        client = Client()
        client.post("/accounts/login/", {"login": user.email, "password": "secret-pass"})
        return client

    return sign_in


def made(client, **values):
    return client.post("/account/tokens/", {"name": "Export", "scope": "read", "days": 7} | values)


def test_the_page_shows_a_new_token_once(client_of, dana_of_riverton):
    client = client_of(dana_of_riverton)
    response = made(client)
    assert (response.status_code, response["Location"]) == (303, "/account/tokens/")
    first, second = client.get("/account/tokens/"), client.get("/account/tokens/")
    text = first.context["fresh"]
    assert text in first.content.decode()
    assert text not in second.content.decode()
    assert "Export" in second.content.decode()
    assert Caller(text).get("/me/").json()["token"]["name"] == "Export"


def test_the_session_never_holds_a_token_in_the_clear(client_of, dana_of_riverton):
    client = client_of(dana_of_riverton)
    made(client)
    assert "psp_" not in str(dict(client.session))


@pytest.mark.parametrize("values", [{"days": 91}, {"scope": "admin"}, {"name": " "}])
def test_the_page_refuses_what_is_not_offered(client_of, dana_of_riverton, values):
    assert made(client_of(dana_of_riverton), **values).status_code == 422
    assert not AccessToken.objects.exists()


def test_revoking_shuts_a_program_out(client_of, caller, dana_of_riverton):
    calling = caller(dana_of_riverton)
    token = AccessToken.objects.get()
    client_of(dana_of_riverton).post(f"/account/tokens/{token.public_id}/revoke/")
    assert calling.get("/me/").status_code == 401


def test_nobody_revokes_another_persons_token(client_of, token_of, dana_of_riverton, mona_manager):
    token_of(dana_of_riverton)
    token = AccessToken.objects.get()
    response = client_of(mona_manager).post(f"/account/tokens/{token.public_id}/revoke/")
    assert response.status_code == 404
    assert AccessToken.objects.exists()
    assert "Test" not in client_of(mona_manager).get("/account/tokens/").content.decode()


def test_making_and_revoking_are_security_events(client_of, dana_of_riverton):
    client = client_of(dana_of_riverton)
    made(client)
    token = AccessToken.objects.get()
    client.post(f"/account/tokens/{token.public_id}/revoke/")
    told = SecurityEvent.objects.filter(kind__startswith="token").order_by("id")
    assert [(event.kind, event.user_id, event.detail["token"]) for event in told] == [
        (kind, dana_of_riverton.pk, str(token.public_id))
        for kind in (Kind.TOKEN_MADE, Kind.TOKEN_REVOKED)
    ]


def test_a_token_waits_for_the_password_of_who_signed_in_long_ago(client, dana_of_riverton):
    client.force_login(dana_of_riverton)
    assert made(client, name=" ").status_code == 422
    asked = made(client)
    assert asked.url.startswith("/accounts/reauthenticate/")
    assert not AccessToken.objects.exists()
    wrong = client.post(asked.url, {"password": "not-mine", "next": "/account/tokens/"})
    assert wrong.status_code != 302
    assert not AccessToken.objects.exists()
    client.post(asked.url, {"password": "secret-pass", "next": "/account/tokens/"})
    assert AccessToken.objects.get().name == "Export"
    assert client.get("/account/tokens/").context["fresh"]


def test_the_page_says_when_a_token_was_last_used(client_of, caller, dana_of_riverton):
    calling, client = caller(dana_of_riverton), client_of(dana_of_riverton)
    assert "Never" in client.get("/account/tokens/").content.decode()
    calling.get("/me/")
    first = AccessToken.objects.get().used_at
    assert "Never" not in client.get("/account/tokens/").content.decode()
    with clock.shifted(timedelta(minutes=59)):
        calling.get("/me/")
    assert AccessToken.objects.get().used_at == first
    with clock.shifted(timedelta(minutes=61)):
        calling.get("/me/")
    assert AccessToken.objects.get().used_at > first
