"""The sustainability plan and graduation."""

from datetime import date

import pytest

from engagements.actions import goals, graduations, plans
from engagements.enums import PlanKind, State
from engagements.errors import PlanMissing, UnlikelyDate, WrongMoment
from engagements.models import Engagement, EngagementStep
from engagements.policies import plan_day
from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from tests.engagements.conftest import FIGURES, approve_plan

pytestmark = pytest.mark.usefixtures("room_settings")
CLOSING = date(2027, 6, 1)
AFTER = date(2027, 10, 1)


def test_graduation_waits_for_the_plan(engagement, acting_as, mona_manager):
    with acting_as(mona_manager) as by, pytest.raises(PlanMissing):
        graduations.graduate(engagement, on=AFTER, by=by)


def test_graduation_after_the_last_day(engagement, acting_as, mona_manager):
    approve_plan(engagement, CLOSING)
    with acting_as(mona_manager) as by:
        done = graduations.graduate(engagement, on=AFTER, by=by)
    assert done.ends_on == date(2027, 9, 30)
    assert done.state_on(AFTER) == State.GRADUATED
    assert done.alumni_from == date(2028, 9, 30)


def test_an_early_graduation_ends_it_the_day_before(engagement, acting_as, mona_manager):
    approve_plan(engagement, date(2027, 5, 1))
    with acting_as(mona_manager) as by:
        done = graduations.graduate(engagement, on=CLOSING, by=by)
    assert (done.ends_on, done.graduated_on) == (date(2027, 5, 31), CLOSING)


@pytest.mark.usefixtures("in_its_term")
def test_only_a_closing_engagement_graduates(engagement, acting_as, mona_manager):
    approve_plan(engagement, date(2026, 1, 5))
    with acting_as(mona_manager) as by, pytest.raises(WrongMoment):
        graduations.graduate(engagement, on=date(2026, 1, 6), by=by)


def test_an_approval_recorded_before_plans_were_kept_counts(engagement, acting_as, mona_manager):
    with acting_atomic("system:demo"):
        Engagement.objects.filter(pk=engagement.pk).update(plan_approved_on=CLOSING)
    with acting_as(mona_manager) as by:
        with pytest.raises(UnlikelyDate):
            graduations.graduate(engagement, on=date(2027, 5, 31), by=by)
        assert graduations.graduate(engagement, on=AFTER, by=by).graduated_on == AFTER


def test_a_strategic_or_unapproved_plan_is_not_enough(
    draft, engagement, acting_as, lee_liaison, ella, mona_manager
):
    with acting_as(lee_liaison) as by:
        plans.submit(draft, version=3, by=by)
    with acting_as(ella) as by:
        plans.approve(draft, version=4, by=by)
    with acting_as(lee_liaison) as by:
        plans.start(engagement, PlanKind.SUSTAINABILITY, by=by)
    with acting_as(mona_manager) as by, pytest.raises(PlanMissing):
        graduations.graduate(engagement, on=AFTER, by=by)


def test_the_approval_is_in_the_engagements_history(engagement, area, acting_as, lee_liaison, ella):
    with acting_as(lee_liaison) as by:
        plan = plans.start(engagement, PlanKind.SUSTAINABILITY, by=by)
        goals.write(plan, core_area=area, version=1, **FIGURES, by=by)
        plans.submit(plan, version=2, by=by)
    with acting_as(ella) as by:
        plans.approve(plan, version=3, by=by)
    with acting_atomic("system:demo"):
        [step] = EngagementStep.objects.all()
        assert plan_day(engagement) == clock.today("America/Chicago")
    assert (step.step, step.made_by_id) == ("plan-approved", ella.pk)
