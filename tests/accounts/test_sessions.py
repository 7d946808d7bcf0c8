"""How long a session lasts, what its person sees of it, and what ends it."""

import time
import uuid

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.contrib.sessions.backends.base import UpdateError
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from foundation.accounts import actions, agents, devices, sessions
from foundation.accounts.backends import PortalBackend, already_read
from foundation.accounts.models import KnownDevice, PortalSession, StaffApproval, User
from foundation.audit.enums import Kind
from foundation.audit.models import SecurityEvent
from foundation.calendars import clock
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"
NEW = "a quiet river at noon"
CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36"
)


@pytest.fixture(autouse=True)
def no_counts() -> None:
    cache.clear()


@pytest.fixture
def dora() -> User:
    return UserFactory(email="dora@example.gov", password="secret-pass")


def browser(person: User, agent: str = CHROME, ip: str = "203.0.113.7") -> Client:
    """A browser that signed in at the log-in page."""
    client = Client(headers={"user-agent": agent}, REMOTE_ADDR=ip)
    answer = client.post(LOGIN, {"login": person.email, "password": "secret-pass"})
    assert answer.status_code == 302, answer.content
    return client


def signed_in_ago(client: Client, seconds: int) -> None:
    session = client.session
    session[sessions.SIGNED_IN_AT] = int(time.time()) - seconds
    session.save()


def ends(person: User) -> list[dict]:
    lines = SecurityEvent.objects.filter(kind=Kind.SESSION_ENDED, user_id=person.pk)
    return list(lines.order_by("pk").values_list("detail", flat=True))


def is_in(client: Client) -> bool:
    return client.get("/inbox/").status_code == 200


def test_a_busy_session_ends_after_twelve_hours_and_leads_back(dora):
    client = browser(dora)
    signed_in_ago(client, settings.SESSION_ABSOLUTE_AGE - 30)
    assert is_in(client)
    signed_in_ago(client, settings.SESSION_ABSOLUTE_AGE)
    answer = client.get("/inbox/?unread=1")
    assert answer.url == f"{LOGIN}?next=/inbox/%3Funread%3D1&ended=age"
    page = client.get(answer.url)
    assert b"a session ends 12 hours after you sign in" in page.content
    assert b'value="/inbox/?unread=1"' in page.content
    assert not PortalSession.objects.of(dora.pk).exists()
    assert ends(dora) == [{"why": "age", "count": 1}]


def test_twelve_hours_are_the_setting():
    assert settings.SESSION_ABSOLUTE_AGE == 12 * 60 * 60


def test_confirming_the_password_does_not_extend_it(dora):
    client = browser(dora)
    signed_in_ago(client, settings.SESSION_ABSOLUTE_AGE - 60)
    before = client.session[sessions.SIGNED_IN_AT]
    client.post("/accounts/reauthenticate/", {"password": "secret-pass"})
    assert client.session["account_authentication_methods"][-1]["reauthenticated"]
    assert client.session[sessions.SIGNED_IN_AT] == before


def test_changing_the_password_does_not_extend_it(dora):
    client = browser(dora)
    signed_in_ago(client, 3600)
    before = client.session[sessions.SIGNED_IN_AT]
    change_password(client)
    assert client.session[sessions.SIGNED_IN_AT] == before


def test_a_session_that_does_not_know_its_age_is_over(dora):
    client = browser(dora)
    session = client.session
    del session[sessions.SIGNED_IN_AT]
    session.save()
    assert not is_in(client)


def test_a_panel_is_led_to_the_log_in_and_back_to_its_page(dora):
    client = browser(dora)
    signed_in_ago(client, settings.SESSION_ABSOLUTE_AGE)
    shown = "http://testserver/requests/?q=x"
    answer = client.get("/inbox/", headers={"HX-Request": "true", "HX-Current-URL": shown})
    assert answer.status_code == 200
    assert answer.headers["HX-Redirect"] == f"{LOGIN}?next=/requests/%3Fq%3Dx&ended=age"


def test_a_panel_of_a_visitor_is_led_to_the_log_in_too(client):
    answer = client.get("/inbox/", headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"] == f"{LOGIN}?next=/my-day/"
    elsewhere = {"HX-Request": "true", "HX-Current-URL": "https://evil.example/inbox/"}
    answer = client.get("/inbox/", headers=elsewhere)
    assert answer.headers["HX-Redirect"] == f"{LOGIN}?next=/my-day/"


def test_a_form_leads_back_to_the_page_it_stands_on(dora):
    client = browser(dora)
    signed_in_ago(client, settings.SESSION_ABSOLUTE_AGE)
    answer = client.post("/inbox/read/", headers={"Referer": "http://testserver/inbox/?a=1"})
    assert answer.url == f"{LOGIN}?next=/inbox/%3Fa%3D1&ended=age"


def test_a_form_whose_address_is_a_page_leads_back_there(dora):
    client = browser(dora)
    signed_in_ago(client, settings.SESSION_ABSOLUTE_AGE)
    page = {"Referer": "http://testserver/requests/?q=x"}
    assert (
        client.post("/requests/new/", headers=page).url == f"{LOGIN}?next=/requests/new/&ended=age"
    )


def test_the_api_answers_401(dora):
    client = browser(dora)
    assert client.get("/api/v1/me/").status_code == 200
    signed_in_ago(client, settings.SESSION_ABSOLUTE_AGE)
    assert client.get("/api/v1/me/").status_code == 401


def test_a_public_page_stays_open(dora):
    client = browser(dora)
    signed_in_ago(client, settings.SESSION_ABSOLUTE_AGE)
    assert client.get("/about/").status_code == 200


def change_password(client: Client) -> None:
    client.post(
        "/accounts/password/change/",
        {"oldpassword": "secret-pass", "password1": NEW, "password2": NEW},
    )


def test_my_account_shows_where_i_am_signed_in(dora):
    other = browser(dora, "Mozilla/5.0 (iPhone) Version/19 Safari/605", "198.51.100.4")
    client = browser(dora)
    text = client.get("/account/").content.decode()
    for said in ("Chrome on Windows", "203.0.113.7", "This device", "Safari on iPhone"):
        assert said in text
    for secret in (client, other):
        assert secret.session.session_key not in text
    assert text.index("This device") < text.index("198.51.100.4")


def test_sessions_of_others_and_over_ones_are_not_listed(dora):
    browser(UserFactory(email="eve@example.gov", password="secret-pass"), ip="198.51.100.9")
    old = browser(dora, ip="198.51.100.5")
    signed_in_ago(old, settings.SESSION_ABSOLUTE_AGE)
    idle = browser(dora, ip="198.51.100.6")
    PortalSession.objects.filter(ip="198.51.100.6").update(expire_date=clock.now())
    text = browser(dora).get("/account/").content.decode()
    assert [ip for ip in ("198.51.100.9", "198.51.100.5", "198.51.100.6") if ip in text] == []
    assert not is_in(idle)


def test_one_is_ended_and_its_browser_forgotten(dora):
    other, client = browser(dora), browser(dora)
    row = PortalSession.objects.get(pk=other.session.session_key)
    end = reverse("account_end_session", args=[row.public_id])
    answer = client.post(end)
    assert (answer.status_code, answer.url) == (303, "/account/#sessions")
    assert other.get("/inbox/").url == f"{LOGIN}?next=/inbox/"
    assert is_in(client)
    assert ends(dora) == [{"why": "person", "by": dora.pk}]
    known = KnownDevice.objects.of(dora.pk).values_list("digest", flat=True)
    assert list(known) == [client.session[sessions.DEVICE]]
    assert client.post(end).status_code == 404


def test_the_one_in_use_is_left_by_signing_out(dora):
    client = browser(dora)
    row = PortalSession.objects.get(pk=client.session.session_key)
    client.post(reverse("account_end_session", args=[row.public_id]))
    assert is_in(client)


def test_nobody_ends_anothers(dora):
    eve = UserFactory(email="eve@example.gov", password="secret-pass")
    victim = browser(dora)
    row = PortalSession.objects.get(pk=victim.session.session_key)
    thief = browser(eve)
    url = reverse("account_end_session", args=[row.public_id])
    assert thief.post(url).status_code == 404
    assert thief.post(reverse("account_end_other_sessions")).status_code == 303
    assert is_in(victim)
    assert thief.post(reverse("account_end_session", args=[uuid.uuid4()])).status_code == 404


def test_all_others_are_ended(dora):
    others = [browser(dora) for _ in range(3)]
    client = browser(dora)
    client.post(reverse("account_end_other_sessions"))
    assert [is_in(other) for other in others] == [False] * 3
    assert is_in(client)
    assert ends(dora) == [{"why": "person", "count": 3, "by": dora.pk}]
    assert KnownDevice.objects.of(dora.pk).count() == 1


def test_an_ended_session_is_not_written_again(dora):
    client = browser(dora)
    open_elsewhere = client.session
    open_elsewhere["typed"] = "something"
    with transaction_as(dora):
        actions.end_sessions(dora.pk, why="powers", by=None)
    with pytest.raises(UpdateError):
        open_elsewhere.save()
    assert not is_in(client)


def test_the_last_use_and_place_are_noted_once_a_minute(dora):
    client = browser(dora)
    is_in(client)  # the first use of a session is noted at once
    key = client.session.session_key
    PortalSession.objects.filter(pk=key).update(ip="198.51.100.1")
    is_in(client)
    assert PortalSession.objects.get(pk=key).ip == "198.51.100.1"
    session = client.session
    session[sessions.USED_AT] -= 61
    session.save()
    before = PortalSession.objects.get(pk=key).used_at
    client.get("/inbox/", REMOTE_ADDR="198.51.100.77")
    row = PortalSession.objects.get(pk=key)
    assert row.used_at > before
    assert row.ip == "198.51.100.77"


def test_what_is_over_is_forgotten(dora):
    browser(dora), browser(dora)
    PortalSession.objects.update(expire_date=clock.now())
    KnownDevice.objects.update(used_at=clock.now() - devices.LIFE * 2)
    actions.tidy()
    assert not PortalSession.objects.exists()
    assert not KnownDevice.objects.exists()


def test_the_admin_does_not_show_the_table():
    from django.contrib import admin

    assert PortalSession not in admin.site._registry
    assert KnownDevice not in admin.site._registry


def transaction_as(person: User):
    from foundation.tenancy.context import acting_atomic

    return acting_atomic(f"user:{person.pk}")


def test_a_changed_password_ends_the_others(dora):
    other, client = browser(dora), browser(dora)
    change_password(client)
    assert is_in(client)
    assert not is_in(other)
    assert PortalSession.objects.of(dora.pk).count() == 1
    assert ends(dora) == [{"why": "password", "count": 1, "by": dora.pk}]


def test_an_added_and_a_removed_factor_end_the_others(dora):
    from allauth.mfa import signals

    for signal in (
        signals.authenticator_added,
        signals.authenticator_removed,
        signals.authenticator_reset,
    ):
        other, client = browser(dora), browser(dora)
        request = client.get("/inbox/").wsgi_request
        with transaction_as(dora):
            signal.send(
                sender=Authenticator,
                request=request,
                user=dora,
                authenticator=Authenticator(type="totp"),
            )
        assert is_in(client)
        assert not is_in(other)


def test_the_admins_reset_of_the_factor_ends_all(dora, adam_admin, client_of):
    TOTP.activate(dora, generate_totp_secret())
    first, second = (Client(), Client())
    first.force_login(dora), second.force_login(dora)
    client_of(adam_admin).post(
        "/admin/accounts/user/",
        {"action": "take_away_the_second_factor", "_selected_action": [dora.pk]},
    )
    assert not is_in(first)
    assert not is_in(second)
    assert ends(dora)[0] == {"why": "factor", "count": 2, "by": adam_admin.pk}


@pytest.mark.parametrize(
    ("field", "value", "stays"),
    [
        ("staff_role", "", False),
        ("staff_role", "tta-coordinator", True),  # proposed, not given yet
        ("is_active", "", False),
        ("name", "Dora the Second", True),
    ],
)
def test_changed_powers_end_all(adam_admin, client_of, field, value, stays):
    ana = UserFactory(email="ana@example.gov", password="secret-pass", staff_role="analyst")
    client = browser(ana)
    change(client_of(adam_admin), ana, **{field: value})
    assert is_in(client) is stays
    # Not only refused: gone.
    assert PortalSession.objects.of(ana.pk).exists() is stays


def test_an_approved_role_ends_all(dora, adam_admin, mona_manager, client_of, act):
    client = browser(dora)
    change(client_of(adam_admin), dora, staff_role="analyst")
    assert is_in(client)
    with act(mona_manager) as by:
        actions.approve_role(StaffApproval.objects.get(), by=by)
    assert not is_in(client)
    assert ends(dora) == [{"why": "powers", "count": 1, "by": mona_manager.pk}]


def change(admin: Client, person: User, **values: str) -> None:
    form = {
        "name": person.name,
        "email": person.email,
        "time_zone": person.time_zone,
        "staff_role": person.staff_role,
        "organization": "",
        "is_active": "on",
    }
    answer = admin.post(f"/admin/accounts/user/{person.pk}/change/", form | values)
    assert answer.status_code == 302


def test_an_administrators_own_change_leaves_the_session_at_hand(adam_admin, client_of):
    other, client = client_of(adam_admin), client_of(adam_admin)
    client.post(
        "/admin/accounts/user/",
        {"action": "take_away_the_second_factor", "_selected_action": [adam_admin.pk]},
    )
    assert is_in(client)
    assert not is_in(other)


@pytest.mark.parametrize("path", ["/", "/about/", "/sites/"])
def test_a_public_page_may_be_kept(client, path):
    answer = client.get(path)
    assert "no-store" not in answer.headers.get("Cache-Control", "")


@pytest.mark.parametrize(
    "path", ["/about/", "/inbox", "/nothing-here/", "/accounts/logout/", "/admin/"]
)
def test_nothing_a_signed_in_person_gets_may_be_kept(dora, path):
    assert browser(dora).get(path).headers["Cache-Control"] == "private, no-store"


def test_neither_the_answer_that_signs_in(client, dora):
    answer = client.post(LOGIN, {"login": dora.email, "password": "secret-pass"})
    assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    "path",
    [
        "/accounts/password/reset/key/1-abc/",
        "/accounts/password/reset/key/1-abc",
        "/invitations/abc/",
        "/invitations/abc",
        "/participate/abc/",
    ],
)
def test_nor_a_page_whose_address_opens_something(client, path):
    assert client.get(path).headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (CHROME, "Chrome on Windows"),
        (f"{CHROME} Edg/142.0", "Edge on Windows"),
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Firefox on Linux",
        ),
        ("Mozilla/5.0 (Linux; Android 16) Chrome/142.0 Mobile Safari/537.36", "Chrome on Android"),
        ("Mozilla/5.0 (Macintosh) Version/19.0 Safari/605.1.15", "Safari on Mac"),
        ("curl/8.5.0", "Unknown browser"),
        ("", "Unknown browser"),
    ],
)
def test_a_browser_is_told_in_words(agent, words):
    assert agents.in_words(agent) == words


def test_a_person_read_with_a_session_is_the_one_it_names_and_still_active():
    named, closed = UserFactory(), UserFactory(is_active=False)
    with already_read(closed):
        assert PortalBackend().get_user(named.pk) == named
        assert PortalBackend().get_user(closed.pk) is None
