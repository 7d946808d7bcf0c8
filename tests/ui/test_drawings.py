"""Rulers, rails and the map put things where they belong."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foundation.calendars.business_time import DAY, BusinessCalendar
from foundation.ui.albers import project
from foundation.ui.flow import laid_out
from foundation.ui.geometry import listed, milestone_boxes, named_phases, ruler_boxes
from foundation.ui.ruler import ruler
from foundation.ui.types import FlowView, Turn
from foundation.ui.types.journey import Phase
from tests.ui.samples import JOURNEY, MOUNTAIN, NOW, THANKSGIVING, clock_panel


def draw(start, due, now=NOW, closed=THANKSGIVING):
    return ruler(start=start, due=due, now=now, tz=MOUNTAIN, closed=closed)


def at(day, hour, minute=0, month=11):
    return datetime(2026, month, day, hour, minute, tzinfo=MOUNTAIN)


def test_holiday_is_a_cell_with_its_name():
    days, _ = draw(at(24, 15, 10), at(27, 15, 10))
    assert [day.skipped for day in days] == ["", "", "Thanksgiving", ""]


def test_used_and_left_meet_at_now():
    days, _ = draw(at(24, 13), at(27, 13))
    today = days[1]
    assert (today.used.start, today.used.end, today.left.start, today.left.end) == (
        0,
        0.167,
        0.167,
        1,
    )
    assert (days[0].used, days[0].left) == ((0.5, 1), None)
    assert (days[3].used, days[3].left) == (None, (0, 0.5))


def test_weekend_is_drawn_and_skipped():
    days, _ = draw(at(20, 16, 50), at(23, 17), now=at(23, 10))
    assert [day.skipped for day in days] == ["", "Weekend", "Weekend", ""]


def test_long_clock_is_drawn_in_weeks():
    days, marks = draw(at(20, 12), at(18, 17, month=12))
    assert [day.label for day in days][:2] == ["Nov 16 to Nov 20", "Nov 23 to Nov 27"]
    assert (marks[-1].cell, marks[-1].at) == (4, 1)


def test_past_due_clock_is_drawn_up_to_now():
    days, marks = draw(at(23, 9), at(24, 17))
    assert len(days) == 3
    assert [mark.kind for mark in marks] == ["start", "now", "due"]


@given(st.integers(0, 60 * 1440), st.integers(1, 6 * 1440), st.integers(0, 6 * 1440))
@settings(max_examples=200, deadline=None)
def test_the_drawn_parts_add_up_to_the_business_time(begin, length, passed):
    start = at(1, 0, month=10) + timedelta(minutes=begin)
    due, now = start + timedelta(minutes=length), start + timedelta(minutes=passed)
    days, _ = draw(start, due, now=now)
    calendar = BusinessCalendar("America/Denver", THANKSGIVING)
    used = sum(day.used.end - day.used.start for day in days if day.used)
    left = sum(day.left.end - day.left.start for day in days if day.left)
    assert used == pytest.approx(calendar.elapsed(start, min(now, due)) / DAY, abs=0.01)
    assert used + left == pytest.approx(calendar.elapsed(start, due) / DAY, abs=0.01)


def test_clock_that_begins_later_has_no_now():
    _, marks = draw(at(27, 9), at(30, 17), now=NOW - timedelta(days=1))
    assert [mark.kind for mark in marks] == ["start", "due"]


def test_cells_fill_the_width():
    cells, _ = ruler_boxes(clock_panel())
    assert [cell.x for cell in cells] == ["0.00%", "25.25%", "50.50%", "75.75%"]
    assert {cell.width for cell in cells} == {"24.25%"}


@pytest.mark.parametrize("now", [at(20, 17), at(21, 12), at(22, 9), at(23, 10)])
def test_now_does_not_meet_the_weekends_name(text, now):
    days, marks = draw(at(20, 16, 50), at(23, 17), now=now)
    clock = replace(clock_panel(), days=days, marks=marks)
    shown = text("{% clock_panel clock %}", clock=clock)
    heights = {
        kind: set(re.findall(rf'y="(\d+)"[^>]*>\s*{kind}', shown))
        for kind in ("Weekend", "skipped", "Now", "Due")
    }
    assert heights["Weekend"] == heights["skipped"] == {"60"}
    assert heights["Now"] == heights["Due"] == {"78"}
    assert 'height="86"' in shown


def test_labels_of_milestones_do_not_meet():
    boxes, levels = milestone_boxes(JOURNEY)
    by_level = {}
    for box in boxes:
        half = len(box.milestone.label) * 0.84 / 2
        middle = float(box.label_x[:-1])
        left = {"start": middle, "middle": middle - half, "end": middle - 2 * half}[box.anchor]
        assert left >= by_level.get(box.y, -1)
        by_level[box.y] = left + 2 * half
    assert levels == len(by_level)


def test_narrow_list_has_the_last_done_and_the_next_three():
    assert [stone.label for stone in listed(JOURNEY)] == [
        "Month 24 review",
        "Strategic plan",
        "Sustainability plan starts",
        "90 days left",
    ]


@pytest.mark.parametrize(
    ("latitude", "longitude", "expected"),
    [  # computed with d3-geo 3.1.1: geoAlbersUsa().scale(1300).translate([487.5, 305])
        (40.71, -74.01, (869.7, 215.8)),
        (37.77, -122.42, (34.8, 261.5)),
        (25.76, -80.19, (822.8, 572.6)),
        (47.61, -122.33, (97.7, 46.2)),
        (38.27, -104.61, (346.3, 308.0)),
        (61.22, -149.9, (112.3, 544.3)),
        (21.31, -157.86, (266.9, 549.1)),
        (46.13, -67.84, (935.2, 70.3)),
        (18.47, -66.1, None),
        (13.44, 144.79, None),
    ],
)
def test_point_lies_where_d3_puts_it(latitude, longitude, expected):
    assert project(latitude, longitude) == expected


def test_site_beyond_the_map_is_left_to_the_list(render):
    html = render("public")
    assert html.count("psp-map__mark") == 7 + 3
    assert "All 66 as a list" in html


PLACES = st.integers(0, 11)
TURNS = st.builds(Turn, name=st.text("abc ", min_size=1, max_size=40), start=PLACES, end=PLACES)


@settings(max_examples=200, deadline=None)
@given(st.lists(TURNS.filter(lambda turn: turn.start != turn.end), max_size=8))
def test_no_line_of_a_diagram_crosses_words(turns):
    way = tuple("ABCDEFGHIJKL")
    drawn = laid_out(FlowView(way=way, steps=(), turns=tuple(turns), sides=(), summary=""))
    for label in drawn.arcs:
        for line in drawn.arcs:
            at = line.x - 6
            passes = line.above < label.y < line.below and label.x <= at <= label.right
            assert not passes, (label, line)
    # Nor do two labels lie on each other.
    for one in drawn.arcs:
        for other in drawn.arcs:
            if one is not other and one.y == other.y:
                assert one.right < other.x or other.right < one.x


@pytest.mark.parametrize(
    ("active", "names"),
    [(3.9, ["Onboarding", "Active", "Closing"]), (1.5, ["Active", "Closing"])],
)
def test_the_name_of_a_phase_never_runs_into_the_next(active, names):
    phases = (Phase("Onboarding", 0), Phase("Active", active), Phase("Closing", 30.1))
    assert [each.name for each in named_phases(replace(JOURNEY, phases=phases))] == names
