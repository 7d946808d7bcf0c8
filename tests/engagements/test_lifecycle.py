"""The table of transitions: every state is reached, and each guard refuses with its sentence."""

from datetime import UTC, date, datetime, timedelta

import pytest

from engagements.actions import engagements, graduations, milestones, suspensions, transitions
from engagements.enums import LIFECYCLE, MilestoneKind, State, Track
from engagements.errors import (
    AlreadyEngaged,
    NotYours,
    PlanMissing,
    ReasonMissing,
    SeatsEmpty,
    SessionMissing,
    UnlikelyDate,
    WrongMoment,
)
from engagements.models import Engagement, EngagementStep, Milestone
from engagements.policies import longer_by, steps_open_to
from engagements.presenters.steps import done_of
from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from tests.engagements.conftest import approve_plan
from tests.factories.engagements import EngagementFactory

pytestmark = pytest.mark.usefixtures("room_settings")
SESSION = MilestoneKind.LISTENING_SESSION
HEARD = date(2024, 11, 20)
GAP = "The chief is named in May."


def noon(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 18, tzinfo=UTC)


@pytest.fixture
def onboarding(riverton) -> Engagement:
    with acting_atomic("system:demo"):
        begun = EngagementFactory(site=riverton, onboarding=True)
        milestones.plan(begun)
        return begun


@pytest.fixture
def diagnostic(riverton) -> Engagement:
    with acting_atomic("system:demo"):
        return EngagementFactory(site=riverton, active=True, track=Track.DIAGNOSTIC)


def test_every_state_is_reached_by_a_step():
    ways = {(source, str(row.target)) for row in LIFECYCLE.rows for source in row.starts_from()}
    reached = {target for source, target in ways if target != source}
    assert set(State.values) - reached == {State.PROPOSED}
    assert {row.name for row in LIFECYCLE.rows} == set(transitions.ACTS)


def test_activation_waits_for_the_listening_session(onboarding, acting_as, mona_manager):
    with acting_as(mona_manager) as by, pytest.raises(SessionMissing):
        engagements.activate(onboarding, on=HEARD, accepted_gap=GAP, by=by)


def test_activation_waits_for_the_team_or_a_reason(onboarding, acting_as, mona_manager):
    with acting_as(mona_manager) as by:
        milestones.reach(onboarding, SESSION, on=HEARD, by=by)
        with pytest.raises(SeatsEmpty, match="Vacant: Executive Leadership"):
            engagements.activate(onboarding, on=HEARD, by=by)
        active = engagements.activate(onboarding, on=HEARD, accepted_gap=GAP, by=by)
        step = EngagementStep.objects.get(step="activated")
    assert (active.active_from, step.reason) == (HEARD, GAP)


def test_activation_is_not_before_the_listening_session(onboarding, acting_as, mona_manager):
    with acting_as(mona_manager) as by:
        milestones.reach(onboarding, SESSION, on=HEARD, by=by)
        with pytest.raises(UnlikelyDate, match="Nov 20, 2024"):
            engagements.activate(onboarding, on=date(2024, 11, 19), accepted_gap=GAP, by=by)


def test_an_active_engagement_is_not_activated_again(engagement, acting_as, mona_manager):
    with acting_as(mona_manager) as by, pytest.raises(WrongMoment):
        engagements.activate(engagement, on=date(2026, 3, 2), accepted_gap=GAP, by=by)


def test_a_closing_phase_starts_early_with_a_reason(engagement, acting_as, mona_manager):
    day = date(2026, 3, 2)
    with acting_as(mona_manager) as by:
        with pytest.raises(ReasonMissing):
            engagements.close(engagement, on=day, reason=" ", by=by)
        closing = engagements.close(engagement, on=day, reason="Goals met early.", by=by)
        with pytest.raises(WrongMoment):
            engagements.close(engagement, on=day, reason="Again.", by=by)
    assert closing.state_on(day) == State.CLOSING


@pytest.mark.usefixtures("in_its_term")
def test_a_graduated_site_is_made_alumni(engagement, acting_as, mona_manager):
    approve_plan(engagement, date(2027, 6, 1))
    with acting_as(mona_manager) as by:
        graduations.graduate(engagement, on=date(2027, 10, 1), by=by)
        with pytest.raises(WrongMoment):
            graduations.become_alumni(engagement, on=date(2027, 9, 30), by=by)
        alumni = graduations.become_alumni(engagement, on=date(2027, 11, 1), by=by)
    assert alumni.state_on(date(2027, 10, 31)) == State.GRADUATED
    assert alumni.state_on(date(2027, 11, 1)) == State.ALUMNI


def test_a_second_engagement_follows_the_first(riverton, engagement, acting_as, mona_manager):
    with acting_as(mona_manager) as by:
        with pytest.raises(AlreadyEngaged):
            engagements.open_new(site=riverton, year=2028, track=Track.PSP, by=by)
        engagements.withdraw(engagement, on=date(2026, 3, 2), reason="New mayor.", by=by)
        second = engagements.open_new(
            site=riverton, year=2026, track=Track.PSP, starts_on=date(2026, 10, 1), by=by
        )
    assert second.follows == engagement


def test_a_diagnostic_leads_to_operations(diagnostic, acting_as, mona_manager):
    day = date(2026, 3, 2)
    with acting_as(mona_manager) as by:
        operations = graduations.start_operations(diagnostic, on=day, by=by)
        ended = Engagement.objects.get(pk=diagnostic.pk)
    assert (operations.track, operations.starts_on) == ("operations", day)
    assert operations.follows == ended
    assert (ended.ends_on, ended.state_on(day)) == (date(2026, 3, 1), State.GRADUATED)


def test_only_a_diagnostic_leads_to_operations(engagement, acting_as, mona_manager):
    with acting_as(mona_manager) as by, pytest.raises(WrongMoment):
        graduations.start_operations(engagement, on=date(2026, 3, 2), by=by)


def test_a_liaison_is_offered_no_step_and_takes_none(engagement, acting_as, lee_liaison):
    with acting_as(lee_liaison) as by:
        assert steps_open_to(by, engagement, date(2026, 3, 2)) == []
        with pytest.raises(NotYours):
            engagements.close(engagement, on=date(2026, 3, 2), reason="No.", by=by)


def test_steps_say_why_they_wait(onboarding, engagement_of_lakeside, acting_as, mona_manager):
    with acting_as(mona_manager) as by:
        offered = {r.name: why for r, why in steps_open_to(by, onboarding, HEARD)}
        closing = steps_open_to(by, engagement_of_lakeside, date(2027, 6, 1))
    assert offered["activate"] == SessionMissing.message
    assert offered["suspend"] == ""
    assert "start-operations" not in offered
    assert {r.name: why for r, why in closing}["graduate"] == PlanMissing.message


@pytest.fixture
def engagement_of_lakeside(lakeside) -> Engagement:
    with acting_atomic("system:demo"):
        return EngagementFactory(site=lakeside, active=True)


def test_an_engagement_begun_on_a_leap_day(riverton, acting_as, mona_manager):
    for year, ends in ((2024, date(2027, 2, 28)), (2028, date(2031, 2, 28))):
        with acting_as(mona_manager) as by:
            opened = engagements.open_new(
                site=riverton, year=year, track=Track.PSP, starts_on=date(year, 2, 29), by=by
            )
            due = Milestone.objects.get(engagement=opened, kind="month-12").due_on
            engagements.withdraw(opened, on=date(year, 3, 1), reason="Next.", by=by)
        assert (opened.ends_on, due) == (ends, date(year + 1, 3, 1))


@pytest.mark.parametrize(
    ("ends_on", "longer"),
    [
        (date(2026, 8, 31), date(2027, 2, 28)),
        (date(2027, 8, 31), date(2028, 2, 29)),
        (date(2027, 2, 28), date(2027, 8, 31)),
        (date(2027, 9, 30), date(2028, 3, 31)),
    ],
)
def test_six_months_longer_end_with_a_month(ends_on, longer):
    assert longer_by(ends_on, 6) == longer


def test_a_milestone_gets_a_new_date_with_a_reason(onboarding, acting_as, lee_liaison):
    kind, day = MilestoneKind.MONTH_24, date(2026, 12, 15)
    with clock.frozen(noon(2026, 11, 2)), acting_as(lee_liaison) as by:
        with pytest.raises(ReasonMissing):
            milestones.redate(onboarding, kind, to=day, reason="", by=by)
        moved = milestones.redate(onboarding, kind, to=day, reason="Chief on leave.", by=by)
        step = EngagementStep.objects.get(step="redated")
        version = Engagement.objects.get(pk=onboarding.pk).version
    assert (moved.first_due_on, moved.due_on) == (date(2026, 10, 1), day)
    assert (step.milestone, step.on, step.reason) == (kind, day, "Chief on leave.")
    assert version == 2


def test_an_extension_leaves_a_new_date_alone(onboarding, acting_as, mona_manager):
    kind, day = MilestoneKind.MONTH_24, date(2026, 12, 15)
    with clock.frozen(noon(2026, 11, 2)), acting_as(mona_manager) as by:
        milestones.redate(onboarding, kind, to=day, reason="Chief on leave.", by=by)
        engagements.extend(onboarding, until=date(2028, 3, 31), reason="Plan late.", by=by)
        due = dict(Milestone.objects.filter(engagement=onboarding).values_list("kind", "due_on"))
    assert due[kind] == day
    assert due[MilestoneKind.T_90] == date(2028, 3, 31) - timedelta(days=90)


def test_graduation_is_not_before_its_plans_approval(engagement, acting_as, mona_manager):
    approve_plan(engagement, date(2027, 6, 1))
    with acting_as(mona_manager) as by, pytest.raises(UnlikelyDate):
        graduations.graduate(engagement, on=date(2027, 5, 31), by=by)


def test_a_planned_suspension_takes_later_days_and_is_canceled(engagement, acting_as, mona_manager):
    with clock.frozen(noon(2026, 11, 2)), acting_as(mona_manager) as by:
        suspensions.suspend(engagement, on=date(2026, 12, 20), reason="Flood.", by=by)
        moved = suspensions.suspend(engagement, on=date(2027, 1, 5), reason="Later.", by=by)
        offered = {row.name for row, _ in steps_open_to(by, moved, date(2026, 11, 2))}
        canceled = suspensions.resume(engagement, on=date(2026, 11, 2), by=by)
    assert moved.state_on(date(2026, 12, 20)) == State.ACTIVE
    assert moved.state_on(date(2027, 1, 5)) == State.SUSPENDED
    assert {"suspend", "resume"} <= offered
    assert canceled.state_on(date(2027, 1, 5)) == State.ACTIVE
    today = date(2026, 11, 2)
    assert done_of("resume", canceled, today).startswith("The suspension is canceled.")
    moved.suspended_until = today
    assert done_of("resume", moved, today).startswith("The engagement is resumed.")


def test_a_closing_phase_that_is_still_to_come_has_not_started(engagement, acting_as, mona_manager):
    with clock.frozen(noon(2026, 11, 2)), acting_as(mona_manager) as by:
        closed = engagements.close(engagement, on=date(2026, 12, 5), reason="Early.", by=by)
    said = [done_of("close", closed, day) for day in (date(2026, 12, 4), date(2026, 12, 5))]
    assert said == ["The closing phase will start on Dec 5, 2026.", "The closing phase started."]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 1), "today or a later day"),
        (date(2024, 9, 30), "first and last day"),
        (date(2027, 10, 1), "first and last day"),
        (date(2026, 10, 1), "a different date"),
    ],
)
def test_a_new_date_is_ahead_and_within_the_engagement(
    onboarding, acting_as, lee_liaison, day, said
):
    with (
        clock.frozen(noon(2026, 11, 2)),
        acting_as(lee_liaison) as by,
        pytest.raises(UnlikelyDate, match=said),
    ):
        milestones.redate(onboarding, MilestoneKind.MONTH_24, to=day, reason="Late.", by=by)


def test_a_milestone_is_not_recorded_ahead(onboarding, acting_as, lee_liaison):
    tomorrow = clock.today("America/Chicago") + timedelta(days=1)
    with acting_as(lee_liaison) as by, pytest.raises(UnlikelyDate, match="today or earlier"):
        milestones.reach(onboarding, SESSION, on=tomorrow, by=by)


def test_a_recorded_date_is_corrected_with_a_reason(onboarding, acting_as, mona_manager):
    with acting_as(mona_manager) as by:
        with pytest.raises(WrongMoment):
            milestones.correct(onboarding, SESSION, on=HEARD, reason="Typed wrong.", by=by)
        milestones.reach(onboarding, SESSION, on=HEARD, by=by)
        engagements.activate(onboarding, on=HEARD, accepted_gap=GAP, by=by)
        with pytest.raises(UnlikelyDate, match="became active"):
            milestones.correct(onboarding, SESSION, on=date(2024, 11, 21), reason="No.", by=by)
        with pytest.raises(UnlikelyDate, match="a different date"):
            milestones.correct(onboarding, SESSION, on=HEARD, reason="No.", by=by)
        right = milestones.correct(onboarding, SESSION, on=date(2024, 11, 19), reason="T.", by=by)
    assert right.done_on == date(2024, 11, 19)


def test_an_imported_engagement_has_no_milestones_to_record(riverton, acting_as, mona_manager):
    with acting_as(mona_manager) as by:
        loaded = EngagementFactory(site=riverton, origin="imported", active=True)
        with pytest.raises(WrongMoment):
            milestones.reach(loaded, SESSION, on=HEARD, by=by)
