"""The journey as the rail draws it: months to scale, and words that say the same."""

from datetime import date

import pytest
from django.template import engines

from engagements.presenters.journey import journey_of
from engagements.presenters.rail import rail_of
from foundation.ui.types.journey import MilestoneState
from tests.engagements.test_journey import imported

TODAY = date(2026, 11, 23)


def test_month_26_to_scale():
    rail = rail_of(journey_of(imported(), TODAY))
    assert (rail.months, rail.today, rail.ends) == (
        36,
        "Today: month 26 of 36",
        "Ends Sep 30, 2027",
    )
    assert rail.now == pytest.approx(25.7, abs=0.1)
    assert [round(phase.start) for phase in rail.phases] == [0, 3, 30]


def test_the_next_stop_is_marked_once():
    rail = rail_of(journey_of(imported(), TODAY))
    assert [stone.label for stone in rail.milestones if stone.next] == ["180 days to go"]
    assert [stone.state for stone in rail.milestones][:3] == [MilestoneState.DONE] * 3


def test_years_are_named():
    rail = rail_of(journey_of(imported(), TODAY))
    assert [(mark.label, mark.month) for mark in rail.years] == [
        ("Year 1 · Oct 2024", 0),
        ("Year 2 · Oct 2025", 12),
        ("Year 3 · Oct 2026", 24),
    ]


def test_a_year_that_begins_near_the_end_leaves_the_room_to_the_last_day():
    rail = rail_of(journey_of(imported(date(2024, 10, 1), 42), TODAY))
    assert [mark.label for mark in rail.years][2:] == ["Year 3 · Oct 2026", ""]


def test_a_diagnostic_engagement_has_a_year_and_a_half():
    rail = rail_of(journey_of(imported(date(2018, 10, 1), 18), TODAY))
    assert (rail.months, rail.now, len(rail.years)) == (18, 18, 2)
    assert rail.ends == "Ended Mar 31, 2020"


def test_suspension_and_extension_are_drawn():
    longer = imported(
        first_end=date(2027, 3, 31),
        suspended_from=date(2025, 10, 1),
        suspended_until=date(2025, 12, 31),
    )
    rail = rail_of(journey_of(longer, TODAY))
    ((first, last),) = rail.suspended
    assert (first, last) == (pytest.approx(12, abs=0.1), pytest.approx(15, abs=0.1))
    assert rail.extended_from == pytest.approx(30, abs=0.1)


def test_an_open_suspension_reaches_today():
    rail = rail_of(journey_of(imported(suspended_from=date(2026, 10, 1)), TODAY))
    assert rail.suspended[0][1] == rail.now


def test_the_summary_says_what_is_assumed():
    rail = rail_of(journey_of(imported(start_is_assumed=True), TODAY))
    assert rail.summary == (
        "Today: month 26 of 36. 11 months left; next: 180 days to go, due Apr 3, 2027."
        " The start is assumed."
    )


def test_the_component_draws_it():
    template = engines["django"].from_string("{% journey_rail rail %}")
    drawn = template.render({"rail": rail_of(journey_of(imported(), TODAY))})
    assert "Today: month 26 of 36" in drawn
    assert "180 days to go" in drawn
