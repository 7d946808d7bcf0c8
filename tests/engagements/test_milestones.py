"""Reaching milestones."""

from datetime import date

import pytest

from engagements.actions import engagements, milestones
from engagements.enums import MilestoneKind, State
from engagements.errors import NotYours, UnlikelyDate
from engagements.models import Engagement, Milestone
from foundation.tenancy.context import acting, acting_atomic
from foundation.workflow.errors import Refused
from tests.factories.engagements import EngagementFactory

pytestmark = pytest.mark.usefixtures("room_settings")
SESSION = MilestoneKind.LISTENING_SESSION


@pytest.fixture
def onboarding(riverton) -> Engagement:
    with acting_atomic("system:demo"):
        begun = EngagementFactory(site=riverton, onboarding=True)
        milestones.plan(begun)
        return begun


def test_a_recorded_listening_session_lets_a_manager_activate_it(
    onboarding, acting_as, lee_liaison, mona_manager
):
    day = date(2024, 11, 20)
    with acting_as(lee_liaison) as by:
        reached = milestones.reach(onboarding, SESSION, on=day, note="34 people.", by=by)
        fresh = Engagement.objects.get(pk=onboarding.pk)
    assert reached.done_on == day
    assert (fresh.state_on(day), fresh.version) == (State.ONBOARDING, 2)
    with acting_as(mona_manager) as by:
        active = engagements.activate(onboarding, on=day, accepted_gap="Mayor named in May.", by=by)
    assert (active.state_on(day), active.version) == (State.ACTIVE, 3)


def test_other_milestones_change_no_state(onboarding, acting_as, lee_liaison):
    day = date(2024, 10, 2)
    with acting_as(lee_liaison) as by:
        milestones.reach(onboarding, MilestoneKind.KICK_OFF, on=day, by=by)
        fresh = Engagement.objects.get(pk=onboarding.pk)
    assert fresh.state_on(day) == State.ONBOARDING


def test_a_milestone_is_reached_once(onboarding, acting_as, lee_liaison):
    with acting_as(lee_liaison) as by:
        milestones.reach(onboarding, SESSION, on=date(2024, 11, 20), by=by)
        with pytest.raises(Refused, match="already recorded for Nov 20, 2024, by Lee Liaison on "):
            milestones.reach(onboarding, SESSION, on=date(2024, 11, 21), version=1, by=by)


def test_not_before_the_first_day(onboarding, acting_as, lee_liaison):
    with acting_as(lee_liaison) as by, pytest.raises(UnlikelyDate):
        milestones.reach(onboarding, SESSION, on=date(2024, 9, 30), by=by)


def test_points_of_contact_do_not_log_milestones(onboarding, acting_as, dana_of_riverton):
    with acting_as(dana_of_riverton) as by, pytest.raises(NotYours):
        milestones.reach(onboarding, SESSION, on=date(2024, 11, 20), by=by)


def test_pending_ones_of_a_span(onboarding, acting_as, lee_liaison):
    with acting_as(lee_liaison) as by:
        milestones.reach(onboarding, MilestoneKind.KICK_OFF, on=date(2024, 10, 1), by=by)
        due = Milestone.objects.pending().due_between(date(2024, 11, 1), date(2025, 1, 29))
        assert [row.kind for row in due] == [SESSION, MilestoneKind.ASSESSMENTS]


def test_another_sites_milestones_are_invisible(onboarding, omar_of_lakeside, acting_as):
    with acting_as(omar_of_lakeside) as by:
        assert Milestone.objects.count() == 0
        assert list(Milestone.objects.visible_to(by)) == []


def test_a_milestone_cannot_hang_on_another_sites_engagement(onboarding, lakeside):
    from django.db import IntegrityError

    with acting("system:demo"), pytest.raises(IntegrityError, match="milestone_is_of_its"):
        Milestone.objects.create(
            site=lakeside, engagement=onboarding, kind="t-30", due_on=date(2027, 1, 1)
        )
