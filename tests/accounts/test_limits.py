"""Guessing is slow, and locks nobody out but the one who guesses."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from types import SimpleNamespace

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client

from foundation.accounts import actions, devices, limits
from foundation.accounts.models import KnownDevice, User
from foundation.audit.enums import Kind
from foundation.audit.models import SecurityEvent
from foundation.calendars import clock
from foundation.outbox.worker import drain
from foundation.tenancy.counters import CounterCache
from tests.factories.accounts import UserFactory
from tests.pages import words

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"
GIVE = "/accounts/2fa/authenticate/"
RESET = "/accounts/password/reset/"
NEW = "a quiet river at noon"
HOME = "192.0.2.10"


@pytest.fixture(autouse=True)
def no_counts(monkeypatch) -> None:
    """A fresh count, in the middle of a window of every length."""
    cache.clear()
    hours_later(monkeypatch, 0)


def hours_later(monkeypatch, hours: float) -> None:
    """Move the windows of the limits, and nothing else."""
    now = 1_800_000_000.0 + 100 + hours * 3600
    monkeypatch.setattr(limits, "time", SimpleNamespace(time=lambda: now))


@pytest.fixture
def dora() -> User:
    return UserFactory(email="dora@example.gov", password="secret-pass")


def at(ip: str, client: Client | None = None) -> Client:
    client = client or Client()
    client.defaults["REMOTE_ADDR"] = ip
    return client


def guess(client: Client, login: str = "dora@example.gov", typed: str = "wrong-password"):
    return client.post(LOGIN, {"login": login, "password": typed})


def opens(client: Client, login: str = "dora@example.gov", typed: str = "secret-pass") -> bool:
    return guess(client, login, typed).status_code == 302


def networks() -> Iterator[str]:
    """Addresses in 50 networks, over and over."""
    number = 0
    while True:
        yield f"198.18.{number % 50}.{number // 50 + 1}"
        number += 1


def limited() -> list[dict]:
    lines = SecurityEvent.objects.filter(kind=Kind.SIGN_IN_LIMITED).order_by("pk")
    return list(lines.values_list("detail", flat=True))


def reset(client: Client, password: str = NEW) -> None:
    """Ask for a link, read the mail, use the link."""
    assert client.post(RESET, {"email": "dora@example.gov"}).status_code == 302
    drain(strict=True)
    link = re.search(r"https?://[^/]+(/accounts/password/reset/key/\S+)", mail.outbox[-1].body)[1]
    form = client.get(link, follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": password, "password2": password})


def test_a_thousand_guesses_from_fifty_networks_lock_nobody_out(dora):
    UserFactory(email="carl@example.gov", password="secret-pass")
    known = at(HOME)
    assert opens(known)
    known.post("/accounts/logout/")
    checked = 0
    for _, ip in zip(range(1000), networks(), strict=False):
        checked += guess(at(ip)).status_code == 422
    assert checked == settings.SIGN_IN_LIMITS["account"][0]
    # The owner's own browser, from anywhere, even from one of those networks.
    assert opens(at("198.18.7.200", known))
    # From an unknown one by the link, while the guessing goes on.
    fresh = at("203.0.113.77")
    assert not opens(fresh)
    reset(fresh)
    for _, ip in zip(range(60), networks(), strict=False):
        guess(at(ip))
    assert opens(fresh, typed=NEW)
    # Somebody else behind one of those networks.
    assert opens(at("198.18.7.201"), "carl@example.gov")


def test_the_page_says_what_to_do_whether_or_not_the_account_exists(dora):
    pages = []
    for login in ("dora@example.gov", "nobody@example.gov"):
        client = at(f"192.0.2.{len(login)}")
        for _ in range(5):
            assert guess(client, login).status_code == 422
        pages.append(guess(client, login, "secret-pass"))
    known, unknown = pages
    assert (known.status_code, unknown.status_code) == (429, 429)
    assert known.content == unknown.content
    assert "Wait 14 minutes, then try again." in words(known)
    assert b'href="/accounts/password/reset/"' in known.content
    assert known.headers["Retry-After"] == "840"


def test_it_is_logged_once_a_window(dora):
    client = at(HOME)
    for _ in range(9):
        guess(client)
    told = {"secret": "password", "limit": "account-network", "email": "dora@example.gov"}
    assert limited() == [told]
    assert "wrong-password" not in str(list(SecurityEvent.objects.values()))


def test_the_next_window_begins_again(dora, monkeypatch):
    client = at(HOME)
    for _ in range(6):
        guess(client)
    assert not opens(client)
    hours_later(monkeypatch, 0.25)
    assert opens(client)


def test_a_network_is_counted_whole_and_its_neighbor_is_not(dora):
    for number in range(5):
        guess(at(f"192.0.2.{number}"))
    assert guess(at("192.0.2.200")).status_code == 429
    assert opens(at("192.0.3.200"))
    cache.clear()
    for number in range(5):
        guess(at(f"2001:db8:0:1::{number}"))
    assert guess(at("2001:db8:0:1:ffff::1")).status_code == 429
    assert opens(at("2001:db8:0:2::1"))


def test_one_password_on_many_accounts_ends_at_the_networks_ceiling(dora):
    most = settings.SIGN_IN_LIMITS["network"][0]
    for number in range(most):
        assert guess(at(HOME), f"person{number}@example.gov").status_code == 422
    assert guess(at(HOME), "one.more@example.gov").status_code == 429
    assert limited()[0]["limit"] == "network"
    assert opens(at("203.0.113.5"))


def test_what_is_refused_does_not_count_for_the_network(dora):
    client = at(HOME)
    for _ in range(200):
        guess(client)
    assert guess(client, "carl@example.gov").status_code == 422


def test_a_hundred_in_a_row_close_the_password_until_a_success(dora, monkeypatch):
    known = at(HOME)
    assert opens(known)
    known.post("/accounts/logout/")
    checked = 0
    for hour in range(12):
        hours_later(monkeypatch, hour)
        for _, ip in zip(range(30), networks(), strict=False):
            checked += guess(at(ip)).status_code == 422
    assert checked == settings.SIGN_IN_LIMITS["account-in-a-row"][0] <= 100
    refused = guess(at("203.0.113.5"), typed="secret-pass")
    assert refused.status_code == 429
    assert "Retry-After" not in refused.headers
    assert "Passwords from a new device don't work for this account right now." in words(refused)
    assert opens(known)
    assert opens(at("203.0.113.5"))


def test_a_known_device_is_counted_too(dora):
    known = at(HOME)
    assert opens(known)
    known.post("/accounts/logout/")
    for _ in range(settings.SIGN_IN_LIMITS["device"][0]):
        assert guess(known).status_code == 422
    assert guess(known, typed="secret-pass").status_code == 429
    assert limited()[-1]["limit"] == "device"
    # The others have their own.
    assert opens(at("203.0.113.5"))


def test_a_link_opens_a_known_device_that_was_closed_too(dora):
    known = at(HOME)
    assert opens(known)
    known.post("/accounts/logout/")
    for _ in range(settings.SIGN_IN_LIMITS["device"][0]):
        guess(known)
    assert not opens(known)
    reset(known)
    assert opens(known, typed=NEW)


def test_a_device_is_known_to_the_accounts_it_signed_in_to_only(dora):
    UserFactory(email="carl@example.gov", password="secret-pass")
    thief = at(HOME)
    assert opens(thief, "carl@example.gov")
    thief.post("/accounts/logout/")
    for _ in range(5):
        guess(thief)
    assert guess(thief).status_code == 429
    assert limited()[-1]["limit"] == "account-network"


def test_the_cookie_is_for_the_browser_and_opens_nothing(dora, settings):
    settings.SESSION_COOKIE_SECURE = True
    client = at(HOME)
    guess(client, typed="secret-pass")
    cookie = client.cookies[devices.COOKIE]
    assert (cookie["httponly"], cookie["secure"], cookie["samesite"]) == (True, True, "Lax")
    assert cookie["max-age"] == 90 * 24 * 60 * 60
    text = cookie.value.partition(":")[0]
    assert text not in str(list(KnownDevice.objects.values()))
    stranger = at(HOME)
    stranger.cookies[devices.COOKIE] = cookie.value
    assert stranger.get("/inbox/").status_code == 302


@pytest.mark.parametrize("harm", ["unsigned", "x", "", "a:b:c", "é"])
def test_a_made_up_cookie_is_a_stranger(dora, harm):
    assert opens(at(HOME))
    client = at(HOME)
    client.cookies[devices.COOKIE] = harm
    for _ in range(5):
        guess(client)
    assert guess(client).status_code == 429


def test_another_password_forgets_the_other_devices(dora):
    old, mine = at(HOME), at(HOME)
    assert opens(old)
    assert opens(mine)
    mine.post(
        "/accounts/password/change/",
        {"oldpassword": "secret-pass", "password1": NEW, "password2": NEW},
    )
    assert KnownDevice.objects.of(dora.pk).count() == 1
    mine.post("/accounts/logout/")
    for ip in ("198.18.1.1", "198.18.2.1", "198.18.3.1", "198.18.4.1"):
        for _ in range(5):
            guess(at(ip))
    assert not opens(old, typed=NEW)
    assert opens(mine, typed=NEW)


def test_a_flood_of_links_stops_at_three_an_hour_and_looks_the_same(dora):
    for minute in range(6):
        with clock.shifted(timedelta(minutes=minute)):
            answer = at(HOME).post(RESET, {"email": "dora@example.gov"})
        assert (answer.status_code, answer.url) == (302, f"{RESET}done/")
    with clock.shifted(timedelta(minutes=7)):
        drain(strict=True)
    assert len(mail.outbox) == settings.PASSWORD_LINKS_AN_HOUR


def test_links_of_others_are_not_counted_together(dora):
    UserFactory(email="carl@example.gov", password="secret-pass")
    for _ in range(50):
        at(HOME).post(RESET, {"email": "dora@example.gov"})
    at(HOME).post(RESET, {"email": "carl@example.gov"})
    drain(strict=True)
    assert ["carl@example.gov"] in [message.to for message in mail.outbox]


def test_a_link_works_for_an_hour(dora, monkeypatch):
    client = at(HOME)
    client.post(RESET, {"email": "dora@example.gov"})
    drain(strict=True)
    body = mail.outbox[-1].body
    assert "within one hour" in " ".join(body.split())
    link = re.search(r"https?://[^/]+(/accounts/password/reset/key/\S+)", body)[1]
    now = PasswordResetTokenGenerator()._now()
    for minutes, works in ((59, True), (61, False)):
        later = now + timedelta(minutes=minutes)
        monkeypatch.setattr(PasswordResetTokenGenerator, "_now", lambda _, at=later: at)
        page = Client().get(link, follow=True)
        assert (page.status_code, not page.context.get("token_fail")) == (200, works)


@pytest.fixture
def secret(dora) -> str:
    made = generate_totp_secret()
    TOTP.activate(dora, made)
    RecoveryCodes.activate(dora)
    return made


def at_the_code(ip: str = HOME, client: Client | None = None) -> Client:
    client = at(ip, client)
    assert guess(client, typed="secret-pass").url.startswith(GIVE)
    return client


@pytest.mark.parametrize("wrong", ["000000", "00000000"])
def test_wrong_codes_and_recovery_codes_are_counted_together(secret, wrong):
    client = at_the_code()
    for _ in range(5):
        assert client.post(GIVE, {"code": wrong}).status_code == 422
    refused = client.post(GIVE, {"code": right(secret)})
    assert refused.status_code == 429
    assert b"too many wrong codes" in refused.content
    assert limited()[0]["secret"] == "code"


def test_the_next_sign_in_does_not_begin_again(secret):
    for _ in range(5):
        at_the_code().post(GIVE, {"code": "000000"})
    assert at_the_code().post(GIVE, {"code": right(secret)}).status_code == 429


def test_a_known_device_is_not_affected(secret):
    known = at_the_code()
    assert known.post(GIVE, {"code": right(secret)}).status_code == 302
    known.post("/accounts/logout/")
    cache.delete(f"allauth.mfa.totp.used?user={User.objects.get().pk}&code={right(secret)}")
    for ip in ("198.18.1.1", "198.18.2.1", "198.18.3.1", "198.18.4.1"):
        client = at_the_code(ip)
        for _ in range(5):
            client.post(GIVE, {"code": "000000"})
    assert at_the_code("203.0.113.9").post(GIVE, {"code": right(secret)}).status_code == 429
    known = at_the_code(client=known)
    assert known.post(GIVE, {"code": right(secret)}).status_code == 302


def test_an_administrator_who_takes_the_factor_away_ends_the_count(secret, dora):
    key = limits.Counter.of(limits.CODE, limits.ACCOUNT_ROW, dora.email).key
    cache.set(key, 100, 3600)
    assert at_the_code().post(GIVE, {"code": right(secret)}).status_code == 429
    actions.reset_second_factor(dora, by=dora.pk)
    assert cache.get(key) is None


def test_a_link_gives_no_more_codes(secret, dora):
    """A thief of the mail without the authenticator gains nothing by one link after another."""
    client = at_the_code()
    for _ in range(5):
        client.post(GIVE, {"code": "000000"})
    reset(client)
    assert guess(client, typed=NEW).url.startswith(GIVE)
    assert client.post(GIVE, {"code": right(secret)}).status_code == 429


def right(secret: str) -> str:
    counter = next(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(secret, counter))


def test_the_password_is_counted_where_it_is_confirmed(client_of, dora):
    client = client_of(dora)
    answers = [
        client.post("/accounts/reauthenticate/", {"password": "wrong"}).status_code
        for _ in range(7)
    ]
    assert answers[:5] == [422] * 5
    assert answers[5:] == [429] * 2


def test_two_at_once_are_two(db):
    counters = CounterCache("portal_counters", {})
    counters.set("k", 0, 60)
    with connection.cursor() as cursor:
        cursor.execute("SELECT expires FROM portal_counters")
        before = cursor.fetchone()
        assert counters.incr("k") == 1
        assert counters.incr("k", 2) == 3
        assert counters.decr("k") == 2
        cursor.execute("SELECT expires FROM portal_counters")
        assert cursor.fetchone() == before


def test_what_is_not_there_is_not_counted(db):
    counters = CounterCache("portal_counters", {})
    with pytest.raises(ValueError, match="not found"):
        counters.incr("k")
    counters.set("k", 1, -2)
    with pytest.raises(ValueError, match="not found"):
        counters.incr("k")


def test_no_number_of_entries_pushes_a_live_one_out(db):
    counters = CounterCache("portal_counters", {"OPTIONS": {"MAX_ENTRIES": 5}})
    counters.set("over", 1, -60)
    for number in range(20):
        counters.set(f"k{number}", number, 60)
    assert [counters.get(f"k{number}") for number in range(20)] == list(range(20))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM portal_counters")
        assert cursor.fetchone() == (20,)


@pytest.mark.django_db(transaction=True)
def test_counts_of_many_connections_are_exact():
    counters = CounterCache("portal_counters", {})
    counters.set("k", 0, 60)

    def count(_: int) -> int:
        try:
            return counters.incr("k")
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        seen = list(pool.map(count, range(40)))
    assert sorted(seen) == list(range(1, 41))
    counters.delete("k")
