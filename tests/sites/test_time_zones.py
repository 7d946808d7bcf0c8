"""A site's time zone that an administrator corrects: what was planned keeps its day."""

from datetime import UTC, date, datetime, timedelta

import pytest

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.outbox.models import Message
from foundation.tenancy.context import acting_atomic
from sites.actions import seats, stand_ins
from sites.models import Membership
from tests.cast import MONDAY_10
from tests.factories.accounts import UserFactory
from tests.factories.sites import SiteFactory

pytestmark = pytest.mark.django_db

DENVER, NEW_YORK = "America/Denver", "America/New_York"


def again(held: Membership) -> Membership:
    with acting_atomic("system:demo"):
        return Membership.objects.select_related("site").get(pk=held.pk)


@pytest.fixture
def handed_over(lee_liaison, riverton, mona_manager, act):
    """The liaison leaves after December 31, and who follows begins on January 1."""
    with clock.frozen(MONDAY_10), act(mona_manager) as by:
        leaving = seats.end(Membership.objects.get(user=lee_liaison), on=date(2026, 12, 31), by=by)
        following = seats.appoint(
            riverton,
            user=UserFactory(),
            role=leaving.role,
            seat=leaving.seat,
            on=date(2027, 1, 1),
            by=by,
        )
    return leaving, following


@pytest.mark.parametrize("zone", [DENVER, NEW_YORK])
def test_a_planned_end_and_start_keep_their_days(handed_over, correct_zone, zone):
    correct_zone(zone)
    leaving, following = map(again, handed_over)
    assert (leaving.ends_on, following.starts_on) == (date(2026, 12, 31), date(2027, 1, 1))
    assert leaving.ends_at == following.starts_at


@pytest.mark.parametrize("zone", [DENVER, NEW_YORK])
def test_leave_keeps_its_days_and_ends_with_the_seat(
    handed_over, member, lakeside, correct_zone, zone
):
    kim = member(lakeside, "strategic-site-liaison", "liaison").user
    with clock.frozen(MONDAY_10), acting_atomic("system:demo"):
        days = {"first": date(2026, 12, 28), "last": date(2026, 12, 31)}
        [leave] = stand_ins.record(
            [again(handed_over[0])], **days, stand_in=kim, by=Actor.system("demo")
        )
    correct_zone(zone)
    leave = again(leave)
    assert (leave.starts_on, leave.ends_on) == tuple(days.values())
    assert leave.ends_at == again(handed_over[0]).ends_at


def test_what_comes_with_the_end_comes_when_it_is_reached(handed_over, correct_zone):
    correct_zone(DENVER)
    leaving = again(handed_over[0])
    due = Message.objects.filter(kind="sites.membership_ended", payload__membership=str(leaving.pk))
    assert leaving.ends_at in set(due.values_list("due_at", flat=True))


def test_what_has_begun_keeps_its_instant(handed_over, correct_zone):
    before = again(handed_over[0]).starts_at
    correct_zone(DENVER)
    assert again(handed_over[0]).starts_at == before


def test_an_exact_instant_stays(lee_liaison, mona_manager, act, correct_zone):
    noon = datetime(2026, 12, 4, 18, tzinfo=UTC)
    with clock.frozen(MONDAY_10), act(mona_manager) as by:
        held = seats.end(Membership.objects.get(user=lee_liaison), at=noon, by=by)
    correct_zone(DENVER)
    assert again(held).ends_at == noon


def test_no_end_comes_to_lie_in_the_past(handed_over, correct_zone):
    """At 23:30 of the last day in Chicago, that day is over in New York."""
    before = again(handed_over[0]).ends_at
    correct_zone(NEW_YORK, at=datetime(2027, 1, 1, 5, 30, tzinfo=UTC))
    leaving, following = map(again, handed_over)
    assert leaving.ends_at == following.starts_at == before


def test_who_began_this_night_does_not_lose_the_seat_for_an_hour(handed_over, correct_zone):
    """At 0:30 of the first day in Chicago, it is still the day before in Denver."""
    before = again(handed_over[1]).starts_at
    correct_zone(DENVER, at=before + timedelta(minutes=30))
    assert again(handed_over[1]).starts_at == before


def test_another_sites_seats_stay(handed_over, correct_zone, member, mona_manager, act):
    with acting_atomic("system:demo"):
        elsewhere = SiteFactory()
    there = member(elsewhere, "executive-leadership", "executive")
    with clock.frozen(MONDAY_10), act(mona_manager) as by:
        seats.end(there, on=date(2026, 12, 31), by=by)
    before = again(there).ends_at
    correct_zone(DENVER)
    assert again(there).ends_at == before
