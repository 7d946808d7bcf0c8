"""The feed: one address a person, opened by two readers that its writer does not know."""

import re
from datetime import UTC, date, datetime, timedelta

import ics
import pytest
import vobject
from django.core import mail
from django.test import Client

from engagements.models import Commitment
from foundation.accounts.actors import resolve
from foundation.accounts.models import User
from foundation.accounts.permissions import Permission as P
from foundation.agenda import limits
from foundation.agenda.models import Feed
from foundation.audit.models import SecurityEvent
from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from sites.actions import break_glass
from sites.models import Membership
from tests.agenda.conftest import NOON
from tests.pages import folded
from tta_requests.models import Clock, TTARequest

pytestmark = pytest.mark.django_db


def raw(client, path) -> str:
    answer = client.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return answer.content.decode()


def by_vobject(text: str) -> dict[str, tuple[object, str, str]]:
    """UID → (start, summary, status), as vobject reads them."""
    return {
        each.uid.value: (each.dtstart.value, each.summary.value, each.status.value)
        for each in vobject.readOne(text).vevent_list
    }


def by_ics(text: str) -> dict[str, tuple[object, str, str]]:
    """UID → (start, summary, status), as ics reads them."""
    return {
        each.uid: (
            each.begin.date() if each.all_day else each.begin.datetime,
            each.name,
            each.status,
        )
        for each in ics.Calendar(text).events
    }


def test_two_independent_readers_read_the_same(full, feed_of, client, dana_of_riverton):
    text = raw(client, feed_of(dana_of_riverton))
    first, second = by_vobject(text), by_ics(text)
    assert first == second
    summaries = {summary for _, summary, _ in first.values()}
    assert f"{full.number}: Commitment due" in summaries
    assert "Riverton, EX: Next contact planned" in summaries
    starts = {summary.split(": ")[-1]: start for start, summary, _ in first.values()}
    assert starts["Commitment due"] == date(2026, 12, 10)
    assert starts["Triage decision due"] == datetime(2026, 12, 9, 23, tzinfo=UTC)


def test_a_feed_has_numbers_and_kinds_and_never_a_text(full, feed_of, client, cora_coordinator):
    with acting_atomic("system:demo"):
        TTARequest.objects.update(handling="federal", federal_agencies=["ATF"])
    text = raw(client, feed_of(cora_coordinator))
    assert full.number in text
    for words in ("Words of", "weekly review", "Max Mayor", "federal", "ATF"):
        assert words not in text


def test_a_feed_without_dates_is_still_a_calendar(feed_of, client, omar_of_lakeside):
    """A calendar has at least one component."""
    text = raw(client, feed_of(omar_of_lakeside))
    assert [each.name for each in vobject.readOne(text).components()] == ["VTIMEZONE"]
    assert not ics.Calendar(text).events


def test_lines_are_folded_and_times_are_in_utc(full, feed_of, client, dana_of_riverton, riverton):
    with acting_atomic("system:demo"):
        type(riverton).objects.filter(pk=riverton.pk).update(name="Ŕivertön, " + "ÉX " * 30)
    text = raw(client, feed_of(dana_of_riverton))
    lines = text.encode().split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert b"\n" not in b"".join(lines)
    assert "TZID" not in text
    starts = re.findall(r"DTSTART\S*", text)
    assert all(re.fullmatch(r"DTSTART(;VALUE=DATE:\d{8}|:\d{8}T\d{6}Z)", each) for each in starts)
    assert len(re.findall(r"DTSTAMP:\d{8}T\d{6}Z", text)) == len(starts)


def test_a_changed_entry_keeps_its_uid_and_raises_its_sequence(
    full, feed_of, client, dana_of_riverton
):
    path = feed_of(dana_of_riverton)

    def commitment():
        for each in vobject.readOne(raw(client, path)).vevent_list:
            if "Commitment due" in each.summary.value:
                return each
        raise AssertionError

    before = commitment()
    with clock.frozen(NOON + timedelta(hours=1)), acting_atomic("system:demo"):
        Commitment.objects.update(due_on=date(2026, 12, 15))
    moved = commitment()
    assert moved.uid.value == before.uid.value
    assert moved.dtstart.value == date(2026, 12, 15)
    assert int(moved.sequence.value) > int(before.sequence.value)
    assert moved.dtstamp.value > before.dtstamp.value
    with acting_atomic("system:demo"):
        Commitment.objects.update(dropped_reason="The request was withdrawn.")
    dropped = commitment()
    assert (dropped.uid.value, dropped.status.value) == (before.uid.value, "CANCELLED")
    assert int(dropped.sequence.value) > int(moved.sequence.value)


def test_a_clock_that_is_moved_later_raises_its_sequence(full, feed_of, client, dana_of_riverton):
    path = feed_of(dana_of_riverton)

    def sequence():
        found = vobject.readOne(raw(client, path)).vevent_list
        return next(int(e.sequence.value) for e in found if "Triage decision" in e.summary.value)

    before = sequence()
    with acting_atomic("system:demo"):
        Clock.objects.update(due_at=datetime(2026, 12, 11, 23, tzinfo=UTC))
    assert sequence() > before


def test_an_unchanged_feed_is_304(full, feed_of, client, dana_of_riverton):
    path = feed_of(dana_of_riverton)
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    with acting_atomic("system:demo"):
        Commitment.objects.update(due_on=date(2026, 12, 15))
    later = client.get(path, headers={"If-None-Match": first["ETag"]})
    assert later.status_code == 200
    assert later["Cache-Control"] == "private, no-store"


def test_a_feed_loses_what_its_owner_loses(full, feed_of, client, lee_liaison):
    path = feed_of(lee_liaison)
    assert by_vobject(raw(client, path))
    with acting_atomic("system:demo"):
        Membership.objects.filter(user=lee_liaison).update(ends_at=NOON)
    assert "VEVENT" not in raw(client, path)


def test_a_closed_account_and_an_unknown_address_are_not_found(feed_of, client, lee_liaison):
    path = feed_of(lee_liaison)
    with acting_atomic("system:demo"):
        User.objects.filter(pk=lee_liaison.pk).update(is_active=False)
    assert client.get(path).status_code == 404
    assert client.get("/calendar/nothing.ics").status_code == 404


def test_an_address_is_made_shown_once_replaced_and_revoked(client, drain, lee_liaison):
    browser = Client()
    browser.post("/accounts/login/", {"login": lee_liaison.email, "password": "secret-pass"})

    def made() -> str:
        assert browser.post("/calendar/feed/", nonce(browser)).status_code == 303
        shown = browser.get("/calendar/feed/").content.decode()
        return re.search(r"https?://[^/]+(/calendar/\S+\.ics)", shown)[1]

    assert "stops working at once" not in browser.get("/calendar/feed/").text
    first = made()
    assert "it stops working at once, in every calendar app" in folded(
        browser.get("/calendar/feed/").text
    )
    assert ".ics" not in browser.get("/calendar/feed/").content.decode()
    assert client.get(first).status_code == 200
    second = made()
    assert [client.get(path).status_code for path in (first, second)] == [404, 200]
    for _ in range(2):  # there is nothing left to revoke, nor to record, a second time
        browser.post("/calendar/feed/revoke/", nonce(browser))
    assert client.get(second).status_code == 404
    with acting_atomic("system:demo"):
        assert not Feed.objects.exists()
        kinds = SecurityEvent.objects.filter(kind__startswith="feed").order_by("pk")
        assert [each.kind for each in kinds] == ["feed-made", "feed-made", "feed-revoked"]
    drain()
    assert any("calendar" in each.body for each in mail.outbox)


def test_an_address_waits_for_the_password_of_who_signed_in_long_ago(client_of, lee_liaison):
    browser = client_of(lee_liaison)
    asked = browser.post("/calendar/feed/", nonce(browser))
    assert asked.url.startswith("/accounts/reauthenticate/")
    with acting_atomic("system:demo"):
        assert not Feed.objects.exists()


def nonce(browser) -> dict[str, str]:
    text = browser.get("/calendar/feed/").content.decode()
    return {"nonce": re.search(r'name="nonce" value="([^"]+)"', text)[1]}


def test_the_secret_is_stored_hashed(feed_of, lee_liaison):
    secret = feed_of(lee_liaison).removeprefix("/calendar/").removesuffix(".ics")
    with acting_atomic(f"user:{lee_liaison.pk}"):
        kept = Feed.objects.get()
    assert secret not in str(vars(kept))
    assert len(secret) >= 43


def test_a_person_sees_only_their_own_row(feed_of, lee_liaison, mona_manager):
    feed_of(lee_liaison)
    with acting_atomic(f"user:{mona_manager.pk}"):
        assert not Feed.objects.exists()


def test_too_many_readings_are_refused_for_a_minute(
    feed_of, client, lee_liaison, dana_of_riverton, monkeypatch
):
    monkeypatch.setattr(limits, "MAX_READS_OF_AN_ADDRESS", 2)
    monkeypatch.setattr(limits.time, "time", lambda: 1_000_000.0)
    path, other = feed_of(lee_liaison), feed_of(dana_of_riverton)
    assert [client.get(path).status_code for _ in range(3)] == [200, 200, 429]
    refused = client.get(path)
    assert refused["Retry-After"] == "60"
    assert client.get(other).status_code == 200


def test_a_network_that_tries_addresses_is_refused(client, monkeypatch):
    monkeypatch.setattr(limits, "MAX_READS_FROM_A_NETWORK", 2)
    monkeypatch.setattr(limits.time, "time", lambda: 2_000_000.0)
    tried = [client.get(f"/calendar/guess-{n}.ics").status_code for n in range(3)]
    assert tried == [404, 404, 429]


def test_an_open_break_glass_record_feeds_no_calendar(full, riverton, feed_of, client, adam_admin):
    """The app that reads a feed keeps its copy for longer than the record is open."""
    address = feed_of(adam_admin)
    with acting_atomic(f"user:{adam_admin.pk}"):
        break_glass.break_glass(riverton, reason="Complaint 12", by=resolve(adam_admin))
        assert resolve(adam_admin).may(P.SITE_VIEW, at=riverton.pk)
    assert not ics.Calendar(raw(client, address)).events
