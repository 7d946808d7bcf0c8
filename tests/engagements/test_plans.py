"""Plans: who writes, who approves, what is frozen, and what is refused."""

from datetime import date
from decimal import Decimal

import pytest

from engagements.actions import goals, measurements, plans
from engagements.enums import MilestoneKind, PlanKind, PlanState
from engagements.errors import (
    NotYourPlan,
    PlanClosed,
    PlanExists,
    PlanOver,
    ReasonMissing,
    UnitInUse,
    UnlikelyDate,
    UnlikelyFigure,
)
from engagements.models import (
    Engagement,
    EngagementStep,
    Goal,
    Milestone,
    Plan,
    PlanAction,
    PlanStep,
    PlanVersion,
)
from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from foundation.workflow.errors import InvalidInput, NotAllowed, NotFound, Refused, StaleEdit
from tests.engagements.conftest import FIGURES

pytestmark = pytest.mark.usefixtures("room_settings")


def fresh(plan: Plan) -> Plan:
    with acting_atomic("system:demo"):
        return Plan.objects.for_page().get(pk=plan.pk)


def test_a_plan_goes_from_draft_to_approved_and_its_text_is_frozen(
    draft, acting_as, dana_of_riverton, ella, lee_liaison
):
    with acting_as(dana_of_riverton) as by:
        plans.submit(draft, version=draft.version, by=by)
    with acting_as(ella) as by:
        approved = plans.approve(draft, version=4, by=by)
    assert approved.status == PlanState.APPROVED
    with acting_as(lee_liaison) as by:
        plans.unlock(draft, version=5, reason="New figures.", by=by)
        goal = Goal.objects.get()
        goals.write(
            draft,
            goal,
            core_area=goal.core_area,
            version=6,
            **FIGURES | {"target": Decimal(70)},
            by=by,
        )
    with acting_atomic("system:demo"):
        [version] = PlanVersion.objects.all()
        steps = list(PlanStep.objects.values_list("step", "reason"))
    [kept] = version.goals
    assert (version.number, version.approved_by_id, kept["target"]) == (1, ella.pk, "60.00")
    assert [each["text"] for each in kept["actions"]] == ["Share the on-call list"]
    assert steps == [
        ("started", ""),
        ("submitted", ""),
        ("approved", ""),
        ("unlocked", "New figures."),
    ]


def test_the_first_approval_meets_the_milestone(draft, acting_as, lee_liaison, ella):
    with acting_atomic("system:demo"):
        milestone = Milestone.objects.create(
            site_id=draft.site_id,
            engagement=draft.engagement,
            kind=MilestoneKind.STRATEGIC_PLAN,
            due_on=date(2027, 1, 1),
        )
    with acting_as(lee_liaison) as by:
        plans.submit(draft, version=3, by=by)
    with acting_as(ella) as by:
        plans.approve(draft, version=4, by=by)
    with acting_atomic("system:demo"):
        milestone.refresh_from_db()
        [step] = EngagementStep.objects.filter(engagement=draft.engagement, step="reached")
        [version] = PlanVersion.objects.all()
    assert milestone.done_on == version.approved_on == step.on
    assert (step.milestone, step.made_by_id) == (MilestoneKind.STRATEGIC_PLAN, ella.pk)


def test_the_submitter_never_approves(draft, acting_as, dana_of_riverton, member, riverton, ella):
    """A person with both seats too: who asks does not accept."""
    member(riverton, "executive-leadership", "executive", user=dana_of_riverton)
    with acting_as(dana_of_riverton) as by:
        plans.submit(draft, version=3, by=by)
        with pytest.raises(Refused, match="You submitted this plan"):
            plans.approve(draft, version=4, by=by)
    with acting_as(ella) as by:
        plans.approve(draft, version=4, by=by)


def test_those_who_write_do_not_approve_and_the_other_way_around(
    draft, acting_as, lee_liaison, ella, mona_manager
):
    with acting_as(ella) as by:
        with pytest.raises(NotAllowed):
            plans.submit(draft, version=3, by=by)
        with pytest.raises(NotYourPlan):
            goals.remove(Goal.objects.get(), version=3, by=by)
    with acting_as(mona_manager) as by, pytest.raises(NotYourPlan):
        plans.submit(draft, version=3, by=by)
    with acting_as(lee_liaison) as by:
        plans.submit(draft, version=3, by=by)
        with pytest.raises(NotAllowed):
            plans.approve(draft, version=4, by=by)


def test_a_returned_plan_is_a_draft_again_with_the_reason(draft, acting_as, lee_liaison, ella):
    with acting_as(lee_liaison) as by:
        plans.submit(draft, version=3, by=by)
    with acting_as(ella) as by:
        with pytest.raises(InvalidInput):
            plans.send_back(draft, version=4, reason=" ", by=by)
        plans.send_back(draft, version=4, reason="Name the unit.", by=by)
    back = fresh(draft)
    assert (back.status, back.returned_because) == (PlanState.DRAFT, "Name the unit.")
    with acting_as(lee_liaison) as by:
        plans.submit(draft, version=5, by=by)
    assert fresh(draft).returned_because == ""


def test_what_is_submitted_or_approved_is_not_changed(draft, acting_as, lee_liaison, ella):
    goal, action = draft.goals.all()[0], draft.goals.all()[0].actions.all()[0]
    with acting_as(lee_liaison) as by:
        plans.submit(draft, version=3, by=by)
        for change in (
            lambda: goals.write(draft, goal, core_area=goal.core_area, version=4, **FIGURES, by=by),
            lambda: goals.remove(goal, version=4, by=by),
            lambda: goals.write_action(
                goal, action, text="x", side="doj", due_on=date(2027, 1, 1), version=4, by=by
            ),
            lambda: goals.remove_action(action, version=4, by=by),
        ):
            with pytest.raises(PlanClosed):
                change()
        with pytest.raises(Refused, match="can't be submitted"):
            plans.submit(draft, version=4, by=by)


def test_a_change_someone_did_not_read_is_refused(draft, acting_as, lee_liaison, ella):
    goal = draft.goals.all()[0]
    with acting_as(lee_liaison) as by:
        with pytest.raises(StaleEdit):
            goals.remove(goal, version=2, by=by)
        with pytest.raises(InvalidInput):
            goals.remove(goal, version="x", by=by)
        with pytest.raises(StaleEdit):
            plans.submit(draft, version=2, by=by)


def test_an_empty_plan_is_not_submitted(engagement, acting_as, lee_liaison):
    with acting_as(lee_liaison) as by:
        plan = plans.start(engagement, PlanKind.SUSTAINABILITY, by=by)
        with pytest.raises(Refused, match="Add a goal first"):
            plans.submit(plan, version=1, by=by)
        with pytest.raises(PlanExists):
            plans.start(engagement, PlanKind.SUSTAINABILITY, by=by)


def test_figures_that_make_no_sense_are_refused_at_their_field(draft, acting_as, lee_liaison, area):
    with acting_as(lee_liaison) as by:
        with pytest.raises(UnlikelyFigure) as figure:
            goals.write(
                draft, core_area=area, version=3, **FIGURES | {"target": Decimal(40)}, by=by
            )
        with pytest.raises(UnlikelyDate) as day:
            goals.write(
                draft, core_area=area, version=3, **FIGURES | {"due_on": date(2026, 1, 1)}, by=by
            )
        falling = FIGURES | {"direction": "down", "target": Decimal(2)}
        assert goals.write(draft, core_area=area, version=3, **falling, by=by).target == 2
    assert (figure.value.field, day.value.field) == ("target", "due_on")


def test_removed_goals_and_actions_are_gone_from_the_draft_alone(draft, acting_as, lee_liaison):
    goal = draft.goals.all()[0]
    with acting_as(lee_liaison) as by:
        goals.remove_action(goal.actions.all()[0], version=3, by=by)
        goals.remove(goal, version=4, by=by)
    with acting_atomic("system:demo"):
        assert (Goal.objects.count(), PlanAction.objects.count()) == (0, 0)


def test_a_plan_of_an_engagement_that_is_over_is_closed(draft, engagement, acting_as, lee_liaison):
    with acting_atomic("system:demo"):
        Engagement.objects.filter(pk=engagement.pk).update(withdrawn_on=date(2026, 2, 1))
        engagement.refresh_from_db()
    with acting_as(lee_liaison) as by:
        with pytest.raises(PlanOver):
            plans.start(engagement, PlanKind.SUSTAINABILITY, by=by)
        with pytest.raises(PlanOver):
            plans.submit(draft, version=3, by=by)


def test_another_sites_people_do_not_find_it(draft, acting_as, omar_of_lakeside):
    with acting_as(omar_of_lakeside) as by:
        assert list(Plan.objects.all()) == list(Goal.objects.all()) == []
        with pytest.raises(NotFound):
            plans.submit(draft, version=3, by=by)


def test_unlocking_asks_for_a_reason(draft, acting_as, lee_liaison, ella):
    with acting_as(lee_liaison) as by:
        plans.submit(draft, version=3, by=by)
    with acting_as(ella) as by:
        plans.approve(draft, version=4, by=by)
    with acting_as(lee_liaison) as by, pytest.raises((InvalidInput, ReasonMissing)):
        plans.unlock(draft, version=5, reason="", by=by)


def test_the_unit_of_a_goal_stays_once_it_has_figures(draft, area, acting_as, lee_liaison):
    """Another unit would say something else of each figure that was entered."""
    goal, other = draft.goals.all()[0], FIGURES | {"unit": "cases"}
    with acting_as(lee_liaison) as by:
        goals.write(draft, goal, core_area=area, version=3, **other, by=by)
        today = clock.today("America/Chicago")
        measurements.enter(goal, value=Decimal(30), measured_on=today, by=by)
        with pytest.raises(UnitInUse):
            goals.write(draft, goal, core_area=area, version=4, **FIGURES, by=by)
        more = other | {"target": Decimal(70)}
        goals.write(draft, goal, core_area=area, version=4, **more, by=by)
