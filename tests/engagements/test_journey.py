"""The journey rail's numbers and words."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagements.actions import milestones
from engagements.enums import MilestoneKind, Origin, State
from engagements.models import Engagement
from engagements.policies import marks
from engagements.presenters.engagement_facts import approval_of
from engagements.presenters.journey import journey_of
from foundation.accounts.actors import Actor
from foundation.calendars.months import last_day_of
from foundation.tenancy.context import acting_atomic


def imported(start: date = date(2024, 10, 1), months: int = 36, **kwargs) -> Engagement:
    """Not saved: an engagement loaded from an announcement."""
    end = last_day_of(start, months)
    return Engagement(
        origin=Origin.IMPORTED,
        starts_on=start,
        ends_on=end,
        onboarding_from=start,
        active_from=start + timedelta(days=90),
        closing_from=end - timedelta(days=180),
        graduated_on=end + timedelta(days=1),
        alumni_from=end + timedelta(days=366),
        **kwargs,
    )


def test_month_26_of_36():
    journey = journey_of(imported(), date(2026, 11, 23))
    assert (journey.month, journey.months_total, journey.months_done) == (26, 36, 25)
    assert journey.months_left == 11
    assert journey.today_text == "Today: month 26 of 36"


def test_heading_says_what_is_left_and_what_is_next():
    heading = journey_of(imported(), date(2026, 11, 23)).heading
    assert heading == "11 months left; next: 180 days to go, due Apr 3, 2027"


def test_heading_after_the_end():
    journey = journey_of(imported(date(2019, 6, 3)), date(2026, 11, 23))
    assert journey.heading == "Alumni; the engagement's last day was Jun 2, 2022"
    assert (journey.months_left, journey.next_stop, journey.progress) == (0, None, 100)
    assert journey.today_text == "Today: alumni"


def test_heading_in_the_last_month():
    journey = journey_of(imported(), date(2027, 9, 15))
    assert journey.heading == "15 days left; the last day is Sep 30, 2027"


@pytest.mark.parametrize(
    ("day", "heading"),
    [
        (date(2027, 9, 29), "1 day left; the last day is Sep 30, 2027"),
        (date(2027, 9, 30), "Last day today; the last day is Sep 30, 2027"),
        (date(2027, 10, 1), "Past its last day; the last day was Sep 30, 2027"),
    ],
)
def test_heading_at_the_end_of_one_that_is_not_graduated(day, heading):
    late = imported()
    late.graduated_on = late.alumni_from = None
    assert journey_of(late, day).heading == heading


def test_the_last_day_is_no_month_that_is_left():
    """Also before its closing phase, such as while it is suspended."""
    paused = imported(suspended_from=date(2027, 9, 1))
    assert journey_of(paused, date(2027, 9, 30)).heading.startswith("Last day today; ")


def test_before_the_start():
    journey = journey_of(imported(), date(2024, 9, 1))
    assert (journey.months_done, journey.progress, journey.state) == (0, 0, State.PROPOSED)
    assert journey.today_text == "Today: proposed"


def test_imported_engagements_show_calendar_marks_and_claim_nothing():
    stops = journey_of(imported(), date(2026, 11, 23)).stops
    assert [(stop.kind, stop.status) for stop in stops] == [
        ("month-6", "passed"),
        ("month-12", "passed"),
        ("month-24", "passed"),
        ("t-180", "due"),
        ("t-90", "due"),
        ("t-30", "due"),
    ]


def test_a_diagnostic_engagement_has_no_month_24():
    found = marks(date(2018, 10, 1), last_day_of(date(2018, 10, 1), 18))
    assert set(found) == {"month-6", "month-12", "t-180", "t-90", "t-30"}


def test_phases_fill_the_bar():
    phases = journey_of(imported(), date(2026, 11, 23)).phases
    assert [phase.label for phase in phases] == ["Onboarding", "Active", "Closing"]
    assert phases[0].first == date(2024, 10, 1)
    assert phases[-1].last == date(2027, 9, 30)
    assert sum(phase.width for phase in phases) == pytest.approx(100)


def test_extension_and_suspension_are_told():
    longer = imported(
        first_end=date(2027, 9, 30), suspended_from=date(2025, 1, 1), start_is_assumed=True
    )
    journey = journey_of(longer, date(2025, 2, 1))
    assert journey.first_end == date(2027, 9, 30)
    assert journey.suspended == (date(2025, 1, 1), None)
    assert journey.start_is_assumed


def test_late_milestones_come_first(riverton, engagement, room_settings):
    with acting_atomic("system:demo"):
        milestones.plan(engagement)
        kick_off = MilestoneKind.KICK_OFF
        milestones.reach(engagement, kick_off, on=date(2024, 10, 3), by=Actor.system("demo"))
        fresh = Engagement.objects.of_site(riverton.pk).current()
        assert fresh is not None
        journey = journey_of(fresh, date(2025, 1, 10))
    done = [(stop.label, stop.done_on) for stop in journey.stops if stop.done_on]
    assert done == [("Kick-off", date(2024, 10, 3))]
    assert journey.heading == "33 months left; Listening session past due since Nov 15, 2024"
    later = journey_of(fresh, date(2026, 1, 10))
    late = sum(stop.status == "late" for stop in later.stops)
    assert late > 1
    assert later.heading == (
        f"21 months left; {late} milestones past due, the first since Nov 15, 2024"
    )
    # What is past due is no next milestone.
    assert ("Next milestone", "Month 24, Oct 1, 2026") in approval_of(later, [])


def test_a_journey_takes_two_queries(
    riverton, engagement, room_settings, django_assert_num_queries
):
    with acting_atomic("system:demo"):
        milestones.plan(engagement)
        with django_assert_num_queries(2):
            journey_of(Engagement.objects.of_site(riverton.pk).current(), date(2025, 1, 10))


@given(
    start=st.dates(min_value=date(2014, 1, 1), max_value=date(2060, 1, 1)),
    months=st.sampled_from([18, 36]),
    days=st.integers(min_value=-200, max_value=1600),
)
def test_numbers_stay_in_their_bounds(start, months, days):
    journey = journey_of(imported(start, months), start + timedelta(days=days))
    assert journey.months_total == months
    assert 0 <= journey.months_done <= months
    assert 1 <= journey.month <= months
    assert 0 <= journey.months_left <= months
    assert 0 <= journey.progress <= 100
    assert all(0 <= stop.left <= 100 for stop in journey.stops)
    assert sum(phase.width for phase in journey.phases) == pytest.approx(100, abs=0.1)
