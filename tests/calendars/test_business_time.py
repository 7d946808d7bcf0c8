from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foundation.calendars.business_time import DAY, Allowance, BusinessCalendar
from tests.calendars import reference
from tests.calendars.reference import CLOSED, ZONES

CHICAGO = BusinessCalendar("America/Chicago", CLOSED)


def local(text: str, zone: str = "America/Chicago") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(
    ("start", "allowance", "due"),
    [
        ("2026-11-25 18:00", Allowance(days=2), "2026-12-01 17:00"),
        ("2026-11-20 16:50", Allowance(days=1), "2026-11-23 17:00"),
        ("2026-11-20 16:50", Allowance(hours=4), "2026-11-23 12:50"),
        ("2026-11-20 16:50", Allowance(days=4), "2026-11-27 17:00"),
        ("2026-07-02 10:00", Allowance(days=1), "2026-07-06 17:00"),
        ("2027-12-30 10:00", Allowance(days=1), "2028-01-03 17:00"),
        ("2026-11-23 09:00", Allowance(hours=8), "2026-11-23 17:00"),
        ("2026-11-23 07:15", Allowance(hours=1), "2026-11-23 10:00"),
        ("2026-11-23 07:15", Allowance(days=1), "2026-11-24 17:00"),
        ("2026-11-23 17:00", Allowance(days=1), "2026-11-24 17:00"),
        ("2026-11-23 17:00:01", Allowance(days=1), "2026-11-25 17:00"),
        ("2026-11-23 17:00", Allowance(hours=1), "2026-11-24 10:00"),
        ("2026-11-21 12:00", Allowance(days=1), "2026-11-24 17:00"),
        ("2026-03-06 16:00", Allowance(hours=2), "2026-03-09 10:00"),
        ("2026-10-30 16:00", Allowance(hours=2), "2026-11-02 10:00"),
        ("2025-12-23 16:00", Allowance(hours=2), "2025-12-29 10:00"),
        ("2027-12-31 10:00", Allowance(days=1), "2028-01-04 17:00"),
        ("2028-02-28 16:00", Allowance(hours=2), "2028-02-29 10:00"),
    ],
)
def test_dates_worked_out_by_hand(zone, start, allowance, due):
    calendar = BusinessCalendar(zone, CLOSED)
    assert calendar.add(local(start, zone), allowance) == local(due, zone)


def test_what_comes_out_is_utc():
    assert CHICAGO.add_days(local("2026-11-20 16:50"), 1).tzinfo is UTC


@pytest.mark.parametrize(("days", "hours"), [(0, 0), (1, 1), (-1, 0), (0, -1), (-1, 2)])
def test_an_allowance_is_days_or_hours(days, hours):
    with pytest.raises(ValueError, match="days or a number of hours"):
        Allowance(days=days, hours=hours)


@pytest.mark.parametrize(
    ("allowance", "text"),
    [
        (Allowance(days=1), "1 business day"),
        (Allowance(days=2), "2 business days"),
        (Allowance(hours=1), "1 business hour"),
        (Allowance(hours=4), "4 business hours"),
    ],
)
def test_an_allowance_reads_as_people_say_it(allowance, text):
    assert str(allowance) == text


def test_a_naive_start_is_refused():
    with pytest.raises(ValueError, match="no time zone"):
        CHICAGO.add_days(datetime(2026, 11, 20), 1)  # noqa: DTZ001 -- the mistake under test


@pytest.mark.parametrize("count", [lambda c, s: c.add_days(s, -1), lambda c, s: c.add_hours(s, -1)])
def test_business_time_is_counted_forwards(count):
    with pytest.raises(ValueError, match="forwards"):
        count(CHICAGO, local("2026-11-20 16:50"))


def test_closures_without_end_are_a_mistake_in_the_data():
    endless = {date(2026, 1, 1) + timedelta(days=n): "lapse" for n in range(900)}
    with pytest.raises(ValueError, match="No business day"):
        BusinessCalendar("America/Chicago", endless).add_days(local("2026-01-05 10:00"), 1)


def test_a_lapse_in_appropriations_is_skipped_like_holidays():
    lapse = {date(2026, 11, day): "Lapse in appropriations" for day in (23, 24)}
    calendar = BusinessCalendar("America/Chicago", CLOSED | lapse)
    assert calendar.add_days(local("2026-11-20 16:50"), 1) == local("2026-11-25 17:00")


def test_a_closure_on_a_weekend_is_neither_named_nor_counted_twice():
    lapse = {date(2026, 11, day): "Lapse in appropriations" for day in (21, 22, 23)}
    calendar = BusinessCalendar("America/Chicago", lapse)
    start, end = local("2026-11-20 16:50"), local("2026-11-24 17:00")
    assert calendar.skipped(start, end) == [(date(2026, 11, 23), "Lapse in appropriations")]
    assert calendar.elapsed(start, end) == DAY + timedelta(minutes=10)


def test_skipped_names_weekdays_only():
    assert CHICAGO.skipped(local("2026-11-20 16:50"), local("2026-11-27 17:00")) == [
        (date(2026, 11, 26), "Thanksgiving")
    ]
    assert CHICAGO.skipped(local("2026-11-20 16:50"), local("2026-11-23 17:00")) == []


def test_time_left_turns_negative_when_past_due():
    due = local("2026-11-23 17:00")
    assert CHICAGO.remaining(due, local("2026-11-20 16:50")) == timedelta(hours=8, minutes=10)
    assert CHICAGO.remaining(due, local("2026-11-24 10:30")) == -timedelta(hours=1, minutes=30)


def test_the_instant_of_a_fraction():
    start, due = local("2026-11-20 16:50"), local("2026-11-23 17:00")
    assert CHICAGO.instant_at(start, due, 1.0) == due
    assert CHICAGO.instant_at(start, due, 0.5) == local("2026-11-23 12:55")


def test_a_pause_moves_the_due_instant_by_what_was_left():
    due = local("2026-11-23 17:00")
    resumed = CHICAGO.resumed(due, paused=local("2026-11-23 13:00"), at=local("2026-12-01 09:00"))
    assert resumed == local("2026-12-01 13:00")


@pytest.mark.parametrize("paused", ["2026-11-23 17:00", "2026-11-24 13:00"])
def test_a_pause_from_the_due_instant_on_moves_nothing(paused):
    due = local("2026-11-23 17:00")
    assert CHICAGO.resumed(due, paused=local(paused), at=local("2026-12-01 09:00")) == due


# Properties over sixteen years of nine zones, with daylight saving and year ends among the starts.
zones = st.sampled_from(ZONES)
minutes = st.integers(0, 17 * 366 * 24 * 60 - 1).map(lambda n: timedelta(minutes=n))
anywhere = minutes.map(lambda ahead: datetime(2024, 1, 1, tzinfo=UTC) + ahead)
near_edges = st.builds(
    lambda edge, ahead: datetime.fromisoformat(edge).replace(tzinfo=UTC) + timedelta(minutes=ahead),
    st.sampled_from(
        ["2026-03-08", "2026-11-01", "2027-12-30", "2028-02-28", "2032-12-31", "2026-11-25"]
    ),
    st.integers(-3 * 1440, 3 * 1440),
)
starts = anywhere | near_edges


@given(starts, st.integers(0, 30), zones)
@settings(max_examples=500, deadline=None)
def test_days_agree_with_the_wall_calendar(start, days, zone):
    assert BusinessCalendar(zone, CLOSED).add_days(start, days) == reference.add_days(
        start, days, zone
    )


@given(starts, st.integers(1, 24 * 60), zones)
@settings(max_examples=60, deadline=None)
def test_hours_agree_with_counting_minutes(start, length, zone):
    calendar = BusinessCalendar(zone, CLOSED)
    assert calendar.add_hours(start, length / 60) == reference.add_minutes(start, length, zone)


@given(starts, st.integers(0, 9 * 1440), zones)
@settings(max_examples=60, deadline=None)
def test_elapsed_agrees_with_counting_minutes(start, ahead, zone):
    end = start + timedelta(minutes=ahead)
    counted = BusinessCalendar(zone, CLOSED).elapsed(start, end)
    assert counted == timedelta(minutes=reference.elapsed_minutes(start, end, zone))


@given(starts, st.integers(0, 200 * 60), zones)
@settings(max_examples=500, deadline=None)
def test_elapsed_takes_back_what_was_added(start, length, zone):
    calendar = BusinessCalendar(zone, CLOSED)
    span = timedelta(minutes=length)
    assert calendar.elapsed(start, calendar.add_hours(start, span)) == span


@given(starts, starts, st.integers(0, 20), zones)
@settings(max_examples=500, deadline=None)
def test_a_later_start_is_never_due_earlier(one, other, amount, zone):
    calendar = BusinessCalendar(zone, CLOSED)
    early, late = sorted([one, other])
    assert calendar.add_days(early, amount) <= calendar.add_days(late, amount)
    assert calendar.add_hours(early, amount) <= calendar.add_hours(late, amount)


@given(starts, st.integers(0, 30), zones)
@settings(max_examples=500, deadline=None)
def test_due_instants_are_open_days_at_five_and_counting_from_them_adds_up(start, days, zone):
    calendar = BusinessCalendar(zone, CLOSED)
    due = calendar.add_days(start, days)
    wall = due.astimezone(ZoneInfo(zone))
    assert (wall.hour, wall.minute, calendar.is_open(wall.date())) == (17, 0, True)
    assert calendar.add_days(due, 0) == due
    assert calendar.add_days(due, 3) == calendar.add_days(start, days + 3)


@given(starts, zones)
@settings(max_examples=500, deadline=None)
def test_a_start_counts_from_itself_or_the_next_opening(start, zone):
    calendar = BusinessCalendar(zone, CLOSED)
    counted = calendar.counted_from(start)
    assert calendar.counted_from(counted) == counted >= start
    assert not calendar.elapsed(start, counted)


@given(starts, st.integers(0, 400), st.integers(0, 400), zones)
@settings(max_examples=300, deadline=None)
def test_elapsed_adds_up(start, first, second, zone):
    calendar = BusinessCalendar(zone, CLOSED)
    middle = start + timedelta(hours=first)
    end = middle + timedelta(hours=second)
    assert calendar.elapsed(start, end) == calendar.elapsed(start, middle) + calendar.elapsed(
        middle, end
    )
    assert calendar.elapsed(end, start) == -calendar.elapsed(start, end)
    assert calendar.elapsed(start, end) <= DAY * ((end - start).days + 2)


# A clock that runs and pauses by turns: minutes of each.
turns = st.lists(st.tuples(st.integers(0, 5 * 1440), st.integers(0, 9 * 1440)), max_size=5)


@given(starts, st.integers(1, 20), turns, zones)
@settings(max_examples=300, deadline=None)
def test_what_a_clock_uses_between_pauses_adds_up_to_what_it_was_given(start, days, turns, zone):
    calendar = BusinessCalendar(zone, CLOSED)
    due = calendar.add_days(start, days)
    given_time, used, at = calendar.elapsed(start, due), timedelta(), start
    for runs, stands in turns:
        paused = at + timedelta(minutes=runs)
        if paused >= due:
            break
        used += calendar.elapsed(at, paused)
        at = paused + timedelta(minutes=stands)
        due = calendar.resumed(due, paused=paused, at=at)
    assert used + calendar.elapsed(at, due) == given_time


@given(starts, st.integers(1, 20), st.integers(0, 9 * 1440), st.integers(0, 9 * 1440), zones)
@settings(max_examples=300, deadline=None)
def test_a_pause_never_makes_a_clock_due_earlier(start, days, runs, stands, zone):
    calendar = BusinessCalendar(zone, CLOSED)
    due = calendar.add_days(start, days)
    paused = start + timedelta(minutes=runs)
    assert calendar.resumed(due, paused=paused, at=paused + timedelta(minutes=stands)) >= due
