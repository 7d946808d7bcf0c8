"""A site's time zone that an administrator corrects: its clocks count the hours of the right one."""

from datetime import UTC, date, datetime, timedelta

import pytest

from foundation.accounts.models import Organization
from foundation.accounts.roles import COLLEAGUE
from foundation.calendars import clock
from foundation.calendars.days import last_day, start_of
from foundation.calendars.models import ClosedDay
from foundation.tenancy.context import acting_atomic
from tests.cast import MONDAY_10
from tests.factories.sites import SiteFactory
from tta_requests.actions import clocks, guests, triage
from tta_requests.enums import PauseReason

pytestmark = pytest.mark.django_db

CHICAGO, DENVER, NEW_YORK = "America/Chicago", "America/Denver", "America/New_York"
FIVE_IN_DENVER = datetime(2026, 12, 3, 0, tzinfo=UTC)  # on Wednesday


@pytest.fixture
def waiting(sent_by, dana_of_riverton, riverton, cora_coordinator, act, drain):
    with clock.frozen(MONDAY_10):
        sent = sent_by(dana_of_riverton, riverton)
        with act(cora_coordinator) as by:
            found = triage.acknowledge(sent, by=by)
        drain()
    return found


def test_a_running_clock_is_due_at_the_sites_own_closing_time(waiting, correct_zone, clocks_of):
    correct_zone(DENVER)
    row = clocks_of(waiting)["triage-decision"]
    assert row.due_at == FIVE_IN_DENVER
    assert row.fires_at == row.rungs[0]


def test_the_timeline_says_so(waiting, correct_zone, told):
    correct_zone(DENVER)
    assert (
        "The due date of Triage decision moved from Wed Dec 2, 4:00 pm MT to "
        "Wed Dec 2, 5:00 pm MT: the site's time zone was corrected."
    ) in told(waiting)


def test_corrected_twice_is_as_it_was(waiting, correct_zone, clocks_of):
    before = clocks_of(waiting)["triage-decision"]
    correct_zone(DENVER)
    correct_zone(CHICAGO)
    after = clocks_of(waiting)["triage-decision"]
    assert (after.due_at, after.rungs) == (before.due_at, before.rungs)


def test_no_clock_becomes_late_by_it(waiting, correct_zone, clocks_of):
    """At 16:30 in Chicago on the day it is due, it is 17:30 in New York."""
    before = clocks_of(waiting)["triage-decision"].due_at
    correct_zone(NEW_YORK, at=datetime(2026, 12, 2, 22, 30, tzinfo=UTC))
    assert clocks_of(waiting)["triage-decision"].due_at == before


def test_a_paused_clock_keeps_the_time_it_has_left(waiting, correct_zone, clocks_of, act):
    with clock.frozen(datetime(2026, 12, 1, 16, tzinfo=UTC)), acting_atomic("system:demo"):
        clocks.pause(waiting, PauseReason.SUSPENDED)
    correct_zone(DENVER, at=datetime(2026, 12, 1, 17, tzinfo=UTC))
    row = clocks_of(waiting)["triage-decision"]
    assert row.due_at == FIVE_IN_DENVER
    assert row.fires_at is None


def test_another_edit_of_the_site_moves_nothing(waiting, correct_zone, clocks_of, told):
    before, lines = clocks_of(waiting)["triage-decision"].due_at, told(waiting)
    correct_zone(CHICAGO)
    assert (clocks_of(waiting)["triage-decision"].due_at, told(waiting)) == (before, lines)


def test_a_day_that_closes_meanwhile_counts_once(waiting, correct_zone, clocks_of, drain):
    with clock.frozen(MONDAY_10 + timedelta(minutes=1)):
        ClosedDay.objects.create(
            date=date(2026, 12, 1), name="Lapse", short_name="Lapse", kind="closure", source="Test"
        )
    correct_zone(DENVER, at=MONDAY_10 + timedelta(minutes=2))
    with clock.frozen(MONDAY_10 + timedelta(minutes=3)):
        drain()
    assert clocks_of(waiting)["triage-decision"].due_at == FIVE_IN_DENVER + timedelta(days=1)


def test_a_clock_that_was_paused_counts_it_once_too(waiting, correct_zone, clocks_of, drain):
    """A pause of two hours moved it to Thursday, 11:00 in Chicago: from 14:00 on Monday, 21 business hours are left."""
    at = datetime(2026, 11, 30, 18, tzinfo=UTC)
    with clock.frozen(at), acting_atomic("system:demo"):
        clocks.pause(waiting, PauseReason.SUSPENDED)
    at += timedelta(hours=2)
    with clock.frozen(at), acting_atomic("system:demo"):
        clocks.resume(waiting, PauseReason.SUSPENDED)
    with clock.frozen(at + timedelta(minutes=1)):
        ClosedDay.objects.create(
            date=date(2026, 12, 1), name="Lapse", short_name="Lapse", kind="closure", source="Test"
        )
    correct_zone(DENVER, at=at + timedelta(minutes=1))
    with clock.frozen(at + timedelta(minutes=1)):
        drain()
    friday_10 = datetime(
        2026, 12, 4, 17, tzinfo=UTC
    )  # in Denver: 4 hours on Monday, 8 on Wednesday and Thursday, one
    assert clocks_of(waiting)["triage-decision"].due_at == friday_10


def test_clocks_of_another_site_stay(waiting, sent_by, member, correct_zone, clocks_of):
    with acting_atomic("system:demo"):
        elsewhere = SiteFactory()
    contact = member(elsewhere, "point-of-contact", "law-enforcement").user
    with clock.frozen(MONDAY_10):
        there = sent_by(contact, elsewhere)
    before = {kind: row.due_at for kind, row in clocks_of(there).items()}
    correct_zone(DENVER)
    assert before == {kind: row.due_at for kind, row in clocks_of(there).items()} != {}


def test_an_office_comments_through_the_same_day(waiting, correct_zone, act, cora_coordinator):
    office = Organization.objects.create(slug="office", name="Office", role=COLLEAGUE.slug)
    until = date(2026, 12, 9)
    with clock.frozen(MONDAY_10), act(cora_coordinator) as by:
        share = guests.invite(waiting, office=office, until=until, question="Who?", by=by)
    correct_zone(DENVER)
    with acting_atomic("system:demo"):
        share.refresh_from_db()
    assert last_day(share.ends_at, DENVER) == until
    assert share.ends_at == start_of(date(2026, 12, 10), DENVER)
