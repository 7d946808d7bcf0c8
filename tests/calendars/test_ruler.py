from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foundation.calendars.business_time import DAY, BusinessCalendar
from foundation.calendars.ruler import Cell, cells
from tests.calendars.reference import CLOSED

DENVER = BusinessCalendar("America/Denver", CLOSED)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("America/Denver"))


def ruler(start: str, due: str, now: str) -> list[Cell]:
    return cells(DENVER, at(start), at(due), at(now))


def test_each_calendar_day_is_a_cell_and_says_why_no_time_runs():
    drawn = ruler("2026-11-20 16:50", "2026-11-27 17:00", "2026-11-25 10:20")
    assert [(cell.label, cell.kind, cell.names) for cell in drawn] == [
        ("Fri 20", "open", ()),
        ("Sat 21", "weekend", ()),
        ("Sun 22", "weekend", ()),
        ("Mon 23", "open", ()),
        ("Tue 24", "open", ()),
        ("Wed 25", "open", ()),
        ("Thu 26", "closed", ("Thanksgiving",)),
        ("Fri 27", "open", ()),
    ]


def test_counted_and_used_parts_are_to_scale():
    drawn = ruler("2026-11-20 13:00", "2026-11-23 11:00", "2026-11-20 15:00")
    friday, _, _, monday = drawn
    assert (friday.begins, friday.used, friday.ends, friday.now) == (0.5, 0.75, 1.0, 0.75)
    assert (monday.begins, monday.used, monday.ends, monday.due) == (0.0, 0.0, 0.25, 0.25)


def test_past_due_everything_is_used_and_now_is_off_the_ruler():
    drawn = ruler("2026-11-23 09:00", "2026-11-24 17:00", "2026-11-30 10:00")
    assert [(cell.used, cell.now) for cell in drawn] == [(1.0, None), (1.0, None)]


def test_now_on_a_weekend_stands_in_the_weekend():
    drawn = ruler("2026-11-20 16:50", "2026-11-23 17:00", "2026-11-21 12:00")
    assert [cell.now is not None for cell in drawn] == [False, True, False, False]


def test_over_ten_days_the_cells_are_whole_weeks():
    drawn = ruler("2026-11-20 16:50", "2026-12-04 17:00", "2026-11-25 13:00")
    assert [(cell.label, cell.names) for cell in drawn] == [
        ("Nov 16-22", ()),
        ("Nov 23-29", ("Thanksgiving",)),
        ("Nov 30-Dec 6", ()),
    ]
    middle = drawn[1]
    assert (middle.begins, middle.used, middle.ends, middle.now) == (0.0, 0.625, 1.0, 0.625)
    assert drawn[0].begins == pytest.approx((4 + 470 / 480) / 5)


@given(st.integers(0, 60 * 1440), st.integers(1, 8 * 1440), st.integers(0, 10 * 1440))
@settings(max_examples=200, deadline=None)
def test_the_drawn_parts_add_up_to_the_business_time(begin, length, passed):
    start = at("2026-10-20 00:00") + timedelta(minutes=begin)
    due, now = start + timedelta(minutes=length), start + timedelta(minutes=passed)
    drawn = cells(DENVER, start, due, now)
    counted = sum(cell.ends - cell.begins for cell in drawn if cell.kind == "open")
    used = sum(cell.used - cell.begins for cell in drawn if cell.kind == "open")
    assert counted == pytest.approx(DENVER.elapsed(start, due) / DAY)
    assert used == pytest.approx(DENVER.elapsed(start, min(now, due)) / DAY)
