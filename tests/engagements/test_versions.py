"""A step or a milestone based on an old version is refused once the engagement is locked, not before."""

from datetime import date

import pytest

from engagements.actions import milestones, reference, transitions
from engagements.enums import MilestoneKind
from engagements.models import Engagement, EngagementStep
from foundation.tenancy.context import acting_atomic
from foundation.workflow.errors import StaleEdit
from tests.factories.engagements import EngagementFactory
from tests.reference.files import rows
from tests.together import at_once, does, refusals

pytestmark = pytest.mark.django_db(transaction=True)
EXTEND = {"until": date(2028, 3, 31), "reason": "Plan late."}


@pytest.fixture
def running(riverton) -> Engagement:
    with acting_atomic("system:demo"):
        reference.load_track_lengths(rows("engagements/data/track_lengths.csv"))
        reference.load_milestone_rules(rows("engagements/data/milestone_rules.csv"))
        made = EngagementFactory(site=riverton, active=True)
        milestones.plan(made)
        return made


def test_of_two_steps_based_on_one_version_the_second_is_stale(running, mona_manager):
    def extend(by):
        transitions.take(running, "extend", values=EXTEND, version=1, by=by)

    def later(by):
        values = EXTEND | {"until": date(2028, 9, 30)}
        transitions.take(running, "extend", values=values, version=1, by=by)

    found = at_once(does(mona_manager, extend), does(mona_manager, later))
    assert refusals(found) == [StaleEdit]
    with acting_atomic("system:demo"):
        assert EngagementStep.objects.filter(step="extended").count() == 1


def test_a_milestone_based_on_an_old_version_is_stale(running, mona_manager):
    def reach(kind):
        day = date(2024, 10, 3)
        return does(
            mona_manager, lambda by: milestones.reach(running, kind, on=day, version=1, by=by)
        )

    found = at_once(reach(MilestoneKind.KICK_OFF), reach(MilestoneKind.LISTENING_SESSION))
    assert refusals(found) == [StaleEdit]
