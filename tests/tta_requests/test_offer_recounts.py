"""A provider has the business time left to answer that it had, whatever day is closed and whatever zone is corrected."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from foundation.calendars import clock, holidays
from foundation.calendars.models import ClosedDay
from foundation.outbox.models import Message
from foundation.tenancy.context import acting_atomic
from tests.cast import MONDAY_10
from tta_requests.actions import offer_recounts, offers, routing
from tta_requests.enums import OfferState
from tta_requests.handlers import OUTBOX
from tta_requests.models import ClockStandard, Offer

pytestmark = pytest.mark.django_db

TUESDAY, WEDNESDAY = date(2026, 12, 1), date(2026, 12, 2)
LATER = MONDAY_10 + timedelta(minutes=5)


def five(day: int) -> datetime:
    """17:00 in Chicago, of a day of December 2026."""
    return datetime(2026, 12, day, 23, tzinfo=UTC)


@pytest.fixture
def offered(sent_by, dana_of_riverton, riverton, best_provider, pat_provider, drain):
    """Offered on Monday at 10:00, with one business day to answer: until Tuesday, 17:00."""
    with clock.frozen(MONDAY_10):
        sent = sent_by(dana_of_riverton, riverton)
        drain()
    return sent


@pytest.fixture
def offer(offered):
    def found() -> Offer:
        with acting_atomic("system:demo"):
            return Offer.objects.get(request=offered)

    return found


@pytest.fixture
def close(offered):
    """An administrator closes a day at an instant; nothing is counted yet."""

    def add(day: date, at: datetime = LATER) -> ClosedDay:
        with clock.frozen(at):
            return ClosedDay.objects.create(
                date=day, name="Lapse", short_name="Lapse", kind="closure", source="Test"
            )

    return add


@pytest.fixture
def change(offered):
    """Count the open offers by the newest change alone, at an instant."""

    def count(at: datetime) -> None:
        message = Message.objects.filter(kind="tta_requests.recount_offers").latest("pk")
        with clock.frozen(at), acting_atomic("system:outbox"):
            offer_recounts.count_again(message.payload, by=OUTBOX)

    return count


@pytest.fixture
def counted(drain):
    """Have the changes counted, and what is due done, at an instant."""

    def work(at: datetime = LATER) -> None:
        with clock.frozen(at):
            drain()

    return work


def test_a_day_that_closes_gives_its_time_back(offer, close, counted):
    assert offer().due_at == five(1)
    close(TUESDAY)
    counted()
    assert offer().due_at == five(2)


def test_it_lapses_then_and_not_before(offer, close, counted):
    close(TUESDAY)
    counted()
    counted(five(1) + timedelta(minutes=1))
    assert offer().is_open
    counted(five(2) + timedelta(minutes=1))
    assert offer().state == OfferState.LAPSED


def test_the_timeline_says_so(offered, close, counted, told):
    close(TUESDAY)
    counted()
    assert (
        "Demonstration Provider 1 has until Wed Dec 2, 5:00 pm CT to answer instead of Tue Dec 1, 5:00 pm CT."
        in told(offered)
    )


def test_a_day_that_opens_again_takes_it_back(offer, close, counted):
    made = close(TUESDAY)
    counted()
    with clock.frozen(LATER + timedelta(minutes=1)):
        made.delete()
    counted(LATER + timedelta(minutes=2))
    assert offer().due_at == five(1)
    counted(five(1) + timedelta(minutes=1))
    assert offer().state == OfferState.LAPSED


def test_two_days_that_close_before_either_is_counted_count_once_each(offer, close, counted):
    close(TUESDAY)
    close(WEDNESDAY, at=LATER + timedelta(minutes=1))
    counted(LATER + timedelta(minutes=2))
    assert offer().due_at == five(3)


def test_a_day_after_the_answer_moves_nothing(offered, offer, close, counted, told):
    close(WEDNESDAY)
    counted()
    assert offer().due_at == five(1)
    assert not any("to answer" in line for line in told(offered))


def test_a_closure_told_after_it_began_gives_its_time_back(offer, close, counted):
    at = five(1) - timedelta(hours=3)
    close(TUESDAY, at=at)
    counted(at)
    assert offer().due_at == five(2)


def test_no_answer_comes_to_be_late_by_it(offer, close, counted):
    """A day that opens again, found at 18:00 of that day: the offer was to end an hour ago."""
    made = close(TUESDAY)
    counted()
    at = five(1) + timedelta(hours=1)
    with clock.frozen(at):
        made.delete()
    counted(at)
    assert (offer().is_open, offer().due_at) == (True, five(2))


def test_an_offer_that_knew_of_the_day_is_not_counted_again(
    sent_by, dana_of_riverton, riverton, best_provider, pat_provider, close, counted, offered
):
    close(TUESDAY)
    with clock.frozen(LATER + timedelta(minutes=1)):
        other = sent_by(dana_of_riverton, riverton)
    counted(LATER + timedelta(minutes=1))
    with acting_atomic("system:demo"):
        assert Offer.objects.get(request=other).due_at == five(2)


@pytest.fixture
def known(sent_by, dana_of_riverton, riverton, best_provider, pat_provider, close, offered):
    """Offered after Tuesday was closed, by a job that is faster than the one that counts that change."""
    close(TUESDAY)
    with clock.frozen(LATER + timedelta(minutes=1)), acting_atomic("system:outbox"):
        sent = sent_by(dana_of_riverton, riverton)
        routing.run(sent, by=OUTBOX)
        made = Offer.objects.get(request=sent)
    assert made.due_at == five(2)
    return made


def test_a_change_that_waits_and_that_the_offer_knew_of_counts_for_nothing(known, close, change):
    close(WEDNESDAY, at=LATER + timedelta(minutes=2))
    change(LATER + timedelta(minutes=2))
    with acting_atomic("system:demo"):
        known.refresh_from_db()
    assert known.due_at == five(3)


def test_nor_when_the_zone_is_corrected(known, correct_zone):
    correct_zone("America/Denver", at=LATER + timedelta(minutes=2))
    with acting_atomic("system:demo"):
        known.refresh_from_db()
    assert known.due_at == five(2) + timedelta(hours=1)


def test_whose_time_is_over_gets_no_more(offer, close, change):
    """It hasn't lapsed yet: the job is a minute late."""
    at = five(1) + timedelta(minutes=1)
    close(TUESDAY, at=at)
    change(at)
    assert offer().due_at == five(1)


def test_a_worker_that_remembers_the_days_of_before_reads_them_again(offer, change, close):
    close(TUESDAY)
    holidays._kept = replace(holidays._kept or holidays._read(), days={})
    change(LATER)
    assert offer().due_at == five(2)


def test_another_window_since_then_leaves_the_time_that_is_left(offer, close, counted):
    """Two days now: the provider still has what was left of one."""
    with acting_atomic("system:demo"):
        ClockStandard.objects.filter(kind="offer-window").update(amount=2)
    close(TUESDAY)
    counted()
    assert offer().due_at == five(2)


def test_an_answered_offer_stays(offer, close, counted, act, pat_provider):
    with clock.frozen(LATER), act(pat_provider) as by:
        offers.decline(offer(), reason="We have no room.", by=by)
    close(TUESDAY)
    counted()
    assert offer().due_at == five(1)


def test_a_corrected_zone_gives_the_same_time(offer, correct_zone, counted):
    correct_zone("America/Denver", at=LATER)
    assert offer().due_at == five(1) + timedelta(hours=1)
    counted(five(1) + timedelta(minutes=1))
    assert offer().is_open


def test_a_day_that_waits_counts_once_when_the_zone_is_corrected(
    offer, close, correct_zone, counted
):
    close(TUESDAY)
    correct_zone("America/Denver", at=LATER + timedelta(minutes=1))
    counted(LATER + timedelta(minutes=1))
    assert offer().due_at == five(2) + timedelta(hours=1)
