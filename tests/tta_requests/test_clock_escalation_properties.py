"""Whatever is paused and resumed when: a clock's ladder goes upwards and gives exactly what was allowed."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from foundation.calendars.business_time import DAY, Allowance, BusinessCalendar
from tests.calendars.reference import CLOSED, ZONES
from tta_requests.actions import clock_rungs
from tta_requests.models import Clock

zones = st.sampled_from(ZONES)
minutes = st.integers(0, 17 * 366 * 24 * 60 - 1)
anywhere = minutes.map(lambda ahead: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=ahead))
near_edges = st.builds(
    lambda edge, ahead: datetime.fromisoformat(edge).replace(tzinfo=UTC) + timedelta(minutes=ahead),
    st.sampled_from(["2026-03-08", "2026-11-01", "2027-12-30", "2028-02-28", "2040-12-28"]),
    st.integers(-3 * 1440, 3 * 1440),
)
starts = anywhere | near_edges
allowances = st.builds(Allowance, days=st.integers(1, 20)) | st.builds(
    Allowance, hours=st.integers(1, 40)
)
turns = st.lists(st.tuples(st.integers(0, 8 * 1440), st.integers(0, 9 * 1440)), max_size=4)


def made(calendar: BusinessCalendar, start: datetime, allowance: Allowance) -> Clock:
    row = Clock(state="running", starts_at=start)
    clock_rungs.spread(row, calendar, calendar.add(start, allowance))
    row.fires_at = clock_rungs.next_firing(row)
    return row


def instants(row: Clock) -> list[datetime]:
    return list(row.rungs)


@given(starts, allowances, zones)
@settings(max_examples=300, deadline=None)
def test_a_ladder_goes_upwards_from_its_start(start, allowance, zone):
    calendar = BusinessCalendar(zone, CLOSED)
    row = made(calendar, start, allowance)
    assert [start, *instants(row)] == sorted([start, *instants(row)])
    assert row.fires_at == row.rungs[0]


@given(starts, allowances, zones)
@settings(max_examples=300, deadline=None)
def test_steps_beyond_the_due_time_are_the_ends_of_business_days(start, allowance, zone):
    calendar = BusinessCalendar(zone, CLOSED)
    row = made(calendar, start, allowance)
    for instant, days in ((row.rungs[3], 1), (row.rungs[4], 3)):
        wall = calendar.local(instant)
        assert (wall.hour, wall.minute, calendar.is_open(wall.date())) == (17, 0, True)
        assert (days - 1) * DAY < calendar.elapsed(row.due_at, instant) <= (days + 1) * DAY


@given(starts, allowances, turns, zones)
@settings(max_examples=300, deadline=None)
def test_pauses_take_nothing_from_a_clock_and_give_it_nothing(start, allowance, turns, zone):
    calendar = BusinessCalendar(zone, CLOSED)
    row = made(calendar, start, allowance)
    allowed, used, at = calendar.elapsed(start, row.due_at), timedelta(), start
    for runs, stands in turns:
        paused = at + timedelta(minutes=runs)
        if paused >= row.due_at:
            break
        used += calendar.elapsed(at, paused)
        at = paused + timedelta(minutes=stands)
        clock_rungs.go_on(row, calendar, since=paused, at=at)
        assert [start, *instants(row)] == sorted([start, *instants(row)])
    assert used + calendar.elapsed(at, row.due_at) == allowed


@given(starts, allowances, st.integers(0, 9 * 1440), st.integers(0, 9 * 1440), zones)
@settings(max_examples=300, deadline=None)
def test_steps_that_were_reached_stay_where_they_were(start, allowance, runs, stands, zone):
    calendar = BusinessCalendar(zone, CLOSED)
    row = made(calendar, start, allowance)
    before, paused = instants(row), start + timedelta(minutes=runs)
    clock_rungs.go_on(row, calendar, since=paused, at=paused + timedelta(minutes=stands))
    reached = [instant for instant in before if instant <= paused]
    assert instants(row)[: len(reached)] == reached
    assert all(after >= was for was, after in zip(before, instants(row), strict=True))


def given_by(calendar: BusinessCalendar, start: datetime, allowance: Allowance) -> Clock:
    row = made(calendar, start, allowance)
    row.unit = "days" if allowance.days else "hours"
    row.amount = allowance.days or int(allowance.hours)
    return row


def share_left(calendar: BusinessCalendar, row: Clock, at: datetime) -> float:
    whole = calendar.elapsed(row.starts_at, calendar.add(row.starts_at, clock_rungs.allowance(row)))
    return calendar.elapsed(at, row.due_at) / whole


@given(
    starts,
    allowances,
    st.lists(st.tuples(allowances, st.integers(0, 4 * 1440), st.integers(0, 6 * 1440)), max_size=4),
    zones,
)
@settings(max_examples=300, deadline=None)
def test_changes_of_urgency_keep_the_share_that_is_left_whatever_is_paused(
    start, allowance, turns, zone
):
    calendar = BusinessCalendar(zone, CLOSED)
    row, at = given_by(calendar, start, allowance), start
    for to, runs, stands in turns:
        paused = at + timedelta(minutes=runs)
        if paused >= row.due_at:
            break
        left = share_left(calendar, row, paused)
        regraded = given_by(calendar, start, to)
        clock_rungs.rescale(regraded, row, calendar, paused)
        row, at = regraded, paused + timedelta(minutes=stands)
        assert abs(share_left(calendar, row, paused) - left) < 1 / 3600
        clock_rungs.go_on(row, calendar, since=paused, at=at)
        assert [start, *instants(row)] == sorted([start, *instants(row)])
        assert abs(share_left(calendar, row, at) - left) < 1 / 3600
