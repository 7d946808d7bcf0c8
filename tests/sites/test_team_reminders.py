"""Reminders of a site's team: empty seats, seats that end, invitations nobody accepts."""

from datetime import UTC, date, datetime, timedelta

import pytest

from foundation.accounts.actors import resolve
from foundation.calendars import clock
from foundation.notifications.models import ReminderDays
from foundation.tenancy.context import acting_atomic
from sites.actions import invitations
from sites.models import Invitation, Membership
from sites.reminders import SeatEmpty
from tests.notifications.sending import gate_is_open, remind, told

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
START = datetime(2026, 11, 30, 16, tzinfo=UTC)
# Ten business days after Dec 1 at 17:00 in Chicago; the last day of the seat was Nov 30.
EMPTY = datetime(2026, 12, 15, 23, tzinfo=UTC)


@pytest.fixture
def left_usao(member, riverton):
    """The U.S. Attorney's point of contact whose last day is Nov 30."""
    return member(riverton, "point-of-contact", "usao", name="Una Left", ends_on=date(2026, 11, 30))


def test_a_seat_empty_for_ten_business_days_reaches_the_points_of_contact_once(
    left_usao, dana_of_riverton, mona_manager
):
    remind(EMPTY - MINUTE)
    assert told("seat-empty") == []
    for moment in (EMPTY, EMPTY + timedelta(days=3)):
        remind(moment)
    assert told("seat-empty") == [("Dana of Riverton", "")]


def test_a_seat_of_dojs_reaches_the_managers(member, riverton, dana_of_riverton, mona_manager):
    member(riverton, "strategic-site-liaison", "liaison", name="Lou", ends_on=date(2026, 11, 30))
    remind(EMPTY)
    assert told("seat-empty") == [("Mona Manager", "")]


def test_a_filled_seat_is_not_reminded_of_and_its_gate_closes(
    left_usao, member, riverton, dana_of_riverton
):
    with acting_atomic("system:reminders"):
        (due,) = SeatEmpty().due(EMPTY)
    with clock.frozen(EMPTY):
        assert gate_is_open(due, dana_of_riverton)
    member(riverton, "point-of-contact", "usao", name="Nia New", starts_on=date(2026, 12, 2))
    remind(EMPTY)
    assert told("seat-empty") == []
    with clock.frozen(EMPTY):
        assert not gate_is_open(due, dana_of_riverton)


@pytest.fixture
def ending(member, riverton):
    """A seat whose last day is Dec 31, 2026."""
    return member(
        riverton, "executive-leadership", "executive", name="Max Mayor", ends_on=date(2026, 12, 31)
    )


def test_a_seat_that_ends_in_thirty_days_by_the_sites_calendar(ending, dana_of_riverton):
    begins = datetime(2026, 12, 1, 6, tzinfo=UTC)  # Dec 1 in Chicago: 30 days before Dec 31
    remind(begins - MINUTE)
    assert told("seat-ends") == []
    for moment in (begins, begins + timedelta(days=7)):
        remind(moment)
    assert told("seat-ends") == [("Dana of Riverton", ""), ("Max Mayor", "")]


def test_another_last_day_is_reminded_of_again(ending, dana_of_riverton):
    remind(datetime(2026, 12, 2, 18, tzinfo=UTC))
    with acting_atomic("system:demo"):
        Membership.objects.filter(pk=ending.pk).update(ends_at=datetime(2027, 3, 1, 6, tzinfo=UTC))
    remind(datetime(2026, 12, 3, 18, tzinfo=UTC))
    assert len(told("seat-ends")) == 2
    remind(datetime(2027, 2, 1, 18, tzinfo=UTC))
    assert len(told("seat-ends")) == 4


@pytest.fixture
def invited(riverton, dana_of_riverton) -> Invitation:
    with clock.frozen(START), acting_atomic(f"user:{dana_of_riverton.pk}"):
        return invitations.to_seat(
            riverton,
            email="nora@new.example.gov",
            name="Nora New",
            role="executive-leadership",
            seat="executive",
            by=resolve(dana_of_riverton),
        )


def test_an_invitation_is_followed_up_after_seven_days_and_when_it_expires(invited):
    begins = datetime(2026, 12, 7, 6, tzinfo=UTC)  # Dec 7 in Chicago
    remind(begins - MINUTE)
    assert told("invitation-open") == []
    for moment in (begins, begins + timedelta(days=1), invited.expires_at - MINUTE):
        remind(moment)
    assert told("invitation-open") == [("Dana of Riverton", "7")]
    for moment in (invited.expires_at, invited.expires_at + timedelta(days=9)):
        remind(moment)
    assert told("invitation-open")[1:] == [("Dana of Riverton", "expired")]


def test_other_days_repeat_no_reminder(invited):
    remind(datetime(2026, 12, 7, 6, tzinfo=UTC))
    with acting_atomic("system:demo"):
        ReminderDays.objects.filter(slug="invitation-open").update(days=[5])
    remind(datetime(2026, 12, 8, 6, tzinfo=UTC))
    assert told("invitation-open") == [("Dana of Riverton", "7")]


def test_a_withdrawn_invitation_is_not_followed_up(invited, dana_of_riverton):
    with clock.frozen(START), acting_atomic(f"user:{dana_of_riverton.pk}"):
        invitations.withdraw(invited, by=resolve(dana_of_riverton))
    remind(START + timedelta(days=20))
    assert told("invitation-open") == []
