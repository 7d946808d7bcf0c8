"""Closed days that change: clocks over them are counted again, told in the timeline, never made late."""

from datetime import UTC, date, datetime, timedelta

import pytest

from foundation.calendars import clock, holidays
from foundation.calendars import reference as calendars
from foundation.calendars.enums import ClosedDayKind
from foundation.calendars.models import ClosedDay
from foundation.outbox.models import Message
from foundation.tenancy.context import acting_atomic
from tta_requests.actions import clock_recounts, clocks, triage
from tta_requests.enums import ClockState, PauseReason
from tta_requests.handlers import OUTBOX
from tta_requests.models import Clock

pytestmark = pytest.mark.django_db

MONDAY_10 = datetime(2026, 11, 30, 16, 0, tzinfo=UTC)  # 10:00 in Chicago
TUESDAY = date(2026, 12, 1)
WEDNESDAY = date(2026, 12, 2)


def chicago(day: int, hour: int, minute: int = 0) -> datetime:
    """An instant of December 2026, six hours behind UTC."""
    return datetime(2026, 12, day, hour, minute, tzinfo=UTC) + timedelta(hours=6)


@pytest.fixture
def in_triage(sent_by, dana_of_riverton, riverton, lee_liaison, cora_coordinator, act, drain):
    """Its decision is due Wednesday, 17:00; what loading the days had queued is done."""
    with clock.frozen(MONDAY_10):
        tta_request = sent_by(dana_of_riverton, riverton)
        with act(cora_coordinator) as by:
            found = triage.acknowledge(tta_request, by=by)
        drain()
        return found


@pytest.fixture
def decision(in_triage, clocks_of):
    return lambda: clocks_of(in_triage)["triage-decision"]


@pytest.fixture
def close(in_triage, drain):
    """An administrator closes a day at an instant."""

    def add(day: date, at: datetime = MONDAY_10 + timedelta(minutes=1)) -> ClosedDay:
        with clock.frozen(at):
            made = ClosedDay.objects.create(
                date=day,
                name="Lapse",
                short_name="Lapse",
                kind=ClosedDayKind.CLOSURE,
                source="Test",
            )
            drain()
        return made

    return add


def test_a_day_that_closes_moves_the_due_date(decision, close):
    close(TUESDAY)
    row = decision()
    assert (row.due_at, row.rungs[3]) == (chicago(3, 17), chicago(4, 17))
    assert (row.rung, row.fires_at) == (0, row.rungs[0])
    # Half of 23 business hours: Monday has 7, Wednesday the rest.
    assert row.rungs[0] == chicago(2, 13, 30)


def test_the_timeline_says_what_moved_and_why(decision, close, in_triage, told):
    close(TUESDAY)
    assert told(in_triage)[0] == (
        "The due date of Triage decision moved from Wed Dec 2, 5:00 pm CT to "
        "Thu Dec 3, 5:00 pm CT: Lapse, Tue Dec 1."
    )


def test_a_day_that_opens_again_moves_it_back(decision, close, drain, in_triage, told):
    made = close(TUESDAY)
    with clock.frozen(MONDAY_10 + timedelta(minutes=2)):
        made.delete()
        drain()
    assert decision().due_at == chicago(2, 17)
    assert told(in_triage)[0].endswith("Lapse, Tue Dec 1, is a business day now.")


def test_a_day_moved_to_another_date_is_both(decision, close, drain):
    made = close(date(2026, 12, 9))
    with clock.frozen(MONDAY_10 + timedelta(minutes=2)):
        made.date = WEDNESDAY
        made.save()
        drain()
    assert decision().due_at == chicago(3, 17)


def test_a_changed_name_moves_nothing(decision, close, in_triage):
    made = close(TUESDAY)
    before = Message.objects.count()
    made.short_name = "Lapse in funding"
    made.save()
    assert Message.objects.count() == before


def test_a_day_elsewhere_moves_nothing(decision, close, in_triage, told):
    before = told(in_triage)
    close(date(2026, 12, 9))
    assert decision().due_at == chicago(2, 17)
    assert told(in_triage) == before


def test_a_closure_told_after_it_began_gives_its_time_back(decision, close):
    close(TUESDAY, at=chicago(2, 10))
    assert decision().due_at == chicago(3, 17)


def test_a_clock_past_due_does_not_move(decision, close, in_triage, told):
    before = told(in_triage)
    close(TUESDAY, at=chicago(3, 10))
    assert decision().due_at == chicago(2, 17)
    assert told(in_triage) == before


def test_no_clock_is_made_late_by_a_day_that_opens(decision, close, drain):
    made = close(TUESDAY)
    with clock.frozen(chicago(3, 10)):
        made.delete()
        drain()
    assert decision().due_at == chicago(3, 17)


def test_a_clock_that_stands_still_keeps_what_was_left(
    decision, close, in_triage, act, cora_coordinator
):
    with clock.frozen(chicago(1, 13)), act(cora_coordinator):
        clocks.pause(in_triage, PauseReason.SUSPENDED)
    close(WEDNESDAY, at=chicago(1, 14))
    with clock.frozen(chicago(3, 9)), act(cora_coordinator):
        clocks.resume(in_triage, PauseReason.SUSPENDED)
    # Four hours of Tuesday and a whole day were left: Thursday and half of Friday.
    assert decision().due_at == chicago(4, 13)


@pytest.fixture
def change_days(in_triage, drain):
    """Close and open days one after the other, before the worker counts the first: ``change_days(at, {day: True})``."""

    def change(at: datetime, days: dict[date, bool]) -> None:
        for minute, (day, closes) in enumerate(days.items()):
            with clock.frozen(at + timedelta(minutes=minute)):
                if closes:
                    ClosedDay.objects.create(
                        date=day, name="Lapse", short_name="Lapse", kind="closure", source="Test"
                    )
                else:
                    ClosedDay.objects.get(date=day).delete()
        with clock.frozen(at + timedelta(hours=1)):
            drain()

    return change


def test_days_that_close_shortly_after_each_other_are_counted_one_by_one(decision, change_days):
    change_days(MONDAY_10, {WEDNESDAY: True, TUESDAY: True})
    assert decision().due_at == chicago(4, 17)


def test_a_day_that_opens_while_another_closes_is_counted_by_itself(decision, close, change_days):
    close(WEDNESDAY)
    change_days(MONDAY_10 + timedelta(minutes=2), {WEDNESDAY: False, TUESDAY: True})
    assert decision().due_at == chicago(3, 17)


def test_a_day_that_closes_by_mistake_moves_nothing(decision, change_days):
    change_days(MONDAY_10, {WEDNESDAY: True, TUESDAY: True, date(2026, 12, 3): True})
    change_days(MONDAY_10 + timedelta(hours=2), {WEDNESDAY: False, TUESDAY: False})
    assert decision().due_at == chicago(2, 17)


def test_a_clock_that_stands_still_keeps_what_was_left_of_two_days(
    decision, change_days, in_triage, act, cora_coordinator
):
    with clock.frozen(chicago(1, 13)), act(cora_coordinator):
        clocks.pause(in_triage, PauseReason.SUSPENDED)
    change_days(chicago(1, 14), {WEDNESDAY: True, date(2026, 12, 3): True})
    with clock.frozen(chicago(4, 9)), act(cora_coordinator):
        clocks.resume(in_triage, PauseReason.SUSPENDED)
    # Four hours of Tuesday and a whole day were left: Friday and half of Monday.
    assert decision().due_at == chicago(7, 13)


def test_a_clock_that_began_after_a_change_was_counted_with_it(
    close, clocks_of, in_triage, act, cora_coordinator
):
    with clock.frozen(MONDAY_10):
        ClosedDay.objects.create(
            date=TUESDAY, name="Lapse", short_name="Lapse", kind="closure", source="Test"
        )
    with acting_atomic("system:outbox"):
        Message.objects.queued().update(state="dead")
    with clock.frozen(MONDAY_10 + timedelta(minutes=1)), act(cora_coordinator):
        clocks.start(in_triage, "scope-signed")
    close(WEDNESDAY, at=MONDAY_10 + timedelta(minutes=2))
    assert clocks_of(in_triage)["scope-signed"].due_at == chicago(11, 17)


@pytest.fixture
def close_elsewhere(close):
    """Another process closes a day; this one has read the days before, and the clocks are recalculated already."""

    def add(day: date, at: datetime = MONDAY_10) -> None:
        holidays.closed_days()
        before = holidays._kept
        close(day, at=at)
        holidays._kept = before
        assert day not in holidays.closed_days()

    return add


def test_a_clock_starts_by_the_days_of_now(
    close_elsewhere, clocks_of, in_triage, act, cora_coordinator
):
    close_elsewhere(WEDNESDAY)
    with clock.frozen(MONDAY_10 + timedelta(seconds=9)), act(cora_coordinator):
        clocks.start(in_triage, "scope-signed")
    assert clocks_of(in_triage)["scope-signed"].due_at == chicago(10, 17)


def test_a_clock_goes_on_after_a_pause_by_the_days_of_now(
    close_elsewhere, decision, in_triage, act, cora_coordinator
):
    with clock.frozen(MONDAY_10), act(cora_coordinator):
        clocks.pause(in_triage, PauseReason.SUSPENDED)
    close_elsewhere(TUESDAY, at=chicago(1, 12))
    with clock.frozen(chicago(1, 12)), act(cora_coordinator):
        clocks.resume(in_triage, PauseReason.SUSPENDED)
    # Of 23 hours, Wednesday and Thursday have 16.
    assert decision().due_at == chicago(4, 16)


def test_a_clock_is_replaced_by_the_days_of_now(
    close_elsewhere, decision, in_triage, act, cora_coordinator
):
    close_elsewhere(WEDNESDAY)
    with clock.frozen(MONDAY_10), act(cora_coordinator):
        clocks.rebase(in_triage)
    assert decision().due_at == chicago(3, 17)


def test_a_clock_that_went_on_before_the_change_moves_by_a_day(
    decision, close, in_triage, act, cora_coordinator
):
    with clock.frozen(chicago(1, 9)), act(cora_coordinator):
        clocks.pause(in_triage, PauseReason.SUSPENDED)
    with clock.frozen(chicago(1, 13)), act(cora_coordinator):
        clocks.resume(in_triage, PauseReason.SUSPENDED)
    assert decision().due_at == chicago(3, 13)
    close(WEDNESDAY, at=chicago(1, 14))
    assert decision().due_at == chicago(4, 13)


@pytest.fixture
def close_unseen(in_triage):
    """Close a day; the worker hasn't counted the clocks with it yet."""

    def close(day: date, at: datetime) -> None:
        with clock.frozen(at):
            ClosedDay.objects.create(
                date=day, name="Lapse", short_name="Lapse", kind="closure", source="Test"
            )

    return close


def test_a_clock_goes_on_before_it_is_counted_with_the_day(
    close_unseen, decision, in_triage, act, cora_coordinator, drain
):
    with clock.frozen(chicago(1, 13)), act(cora_coordinator):
        clocks.pause(in_triage, PauseReason.SUSPENDED)
    close_unseen(WEDNESDAY, chicago(1, 14))
    close_unseen(date(2026, 12, 3), chicago(1, 15))
    with clock.frozen(chicago(4, 9)):
        with act(cora_coordinator):
            clocks.resume(in_triage, PauseReason.SUSPENDED)
        # Four hours of Tuesday and a whole day were left: Friday and half of Monday.
        assert decision().due_at == chicago(7, 13)
        drain()
    assert decision().due_at == chicago(7, 13)


def test_a_clock_that_was_counted_with_one_of_two_days_goes_on(
    close, close_unseen, decision, in_triage, act, cora_coordinator, drain
):
    with clock.frozen(chicago(1, 13)), act(cora_coordinator):
        clocks.pause(in_triage, PauseReason.SUSPENDED)
    close(WEDNESDAY, at=chicago(1, 14))
    close_unseen(date(2026, 12, 3), chicago(1, 15))
    with clock.frozen(chicago(4, 9)):
        with act(cora_coordinator):
            clocks.resume(in_triage, PauseReason.SUSPENDED)
        drain()
    assert decision().due_at == chicago(7, 13)


def test_one_of_two_reasons_that_ends_does_not_let_a_clock_go_on(
    close_unseen, decision, in_triage, act, cora_coordinator, drain
):
    with clock.frozen(chicago(1, 13)), act(cora_coordinator):
        clocks.pause(in_triage, PauseReason.SUSPENDED)
        clocks.pause(in_triage, PauseReason.ON_HOLD)
    close_unseen(WEDNESDAY, chicago(1, 14))
    with clock.frozen(chicago(1, 15)):
        with act(cora_coordinator):
            clocks.resume(in_triage, PauseReason.ON_HOLD)
        drain()
    with clock.frozen(chicago(3, 9)), act(cora_coordinator):
        clocks.resume(in_triage, PauseReason.SUSPENDED)
    assert decision().due_at == chicago(4, 13)


def test_a_clock_is_replaced_before_it_is_counted_with_the_day(
    close_unseen, decision, in_triage, act, cora_coordinator, drain
):
    with act(cora_coordinator):
        with clock.frozen(chicago(1, 9)):
            clocks.pause(in_triage, PauseReason.SUSPENDED)
        with clock.frozen(chicago(1, 11)):
            clocks.resume(in_triage, PauseReason.SUSPENDED)
    close_unseen(WEDNESDAY, chicago(1, 12))
    with clock.frozen(chicago(1, 13)):
        with act(cora_coordinator):
            clocks.rebase(in_triage)
        drain()
    assert decision().due_at == chicago(4, 11)


def test_a_clock_counted_with_the_day_already_does_not_move_twice(decision, close, in_triage):
    close(TUESDAY)
    message = Message.objects.filter(kind="tta_requests.recount_clocks").latest("pk")
    with acting_atomic("system:outbox"), clock.frozen(MONDAY_10):
        assert clock_recounts.next_batch(message.payload, by=OUTBOX) == 0
    assert decision().due_at == chicago(3, 17)


def test_clocks_are_counted_in_batches(monkeypatch, in_triage, close, act, cora_coordinator):
    with clock.frozen(MONDAY_10), act(cora_coordinator):
        clocks.start(in_triage, "scope-signed", "first-contact")
    monkeypatch.setattr(clock_recounts, "BATCH", 1)
    queued = Message.objects.filter(kind="tta_requests.recount_clocks")
    before = queued.count()
    close(TUESDAY)
    assert queued.count() - before == 4
    with acting_atomic("system:demo"):
        moved = Clock.objects.filter(state=ClockState.RUNNING).order_by("due_at")
        assert [row.due_at for row in moved] == [chicago(3, 17), chicago(10, 17), chicago(15, 17)]


def test_the_days_the_portal_ships_are_told_in_few_messages(db):
    with acting_atomic("system:reference"):
        calendars.load()
    told = Message.objects.filter(kind="tta_requests.recount_clocks")
    assert 0 < told.count() < 10
