"""A step or a milestone based on an old version is refused once the engagement is locked, not before."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connection

from engagements.actions import milestones, reference, transitions
from engagements.enums import MilestoneKind
from engagements.models import Engagement, EngagementStep
from foundation.accounts.actors import resolve
from foundation.tenancy.context import acting_atomic
from foundation.workflow.errors import DomainError, StaleEdit
from tests.factories.engagements import EngagementFactory
from tests.reference.files import rows

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


def at_once(user, *acts) -> list[type[DomainError]]:
    start, refused = Barrier(len(acts)), []

    def one(act) -> None:
        try:
            with acting_atomic(f"user:{user.pk}"):
                by = resolve(user)
                start.wait(10)
                act(by)
        except DomainError as error:
            refused.append(type(error))
        finally:
            connection.close()

    threads = [Thread(target=one, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    return refused


def test_of_two_steps_based_on_one_version_the_second_is_stale(running, mona_manager):
    def extend(by):
        transitions.take(running, "extend", values=EXTEND, version=1, by=by)

    def later(by):
        values = EXTEND | {"until": date(2028, 9, 30)}
        transitions.take(running, "extend", values=values, version=1, by=by)

    assert at_once(mona_manager, extend, later) == [StaleEdit]
    with acting_atomic("system:demo"):
        assert EngagementStep.objects.filter(step="extended").count() == 1


def test_a_milestone_based_on_an_old_version_is_stale(running, mona_manager):
    def reach(kind):
        return lambda by: milestones.reach(running, kind, on=date(2024, 10, 3), version=1, by=by)

    found = at_once(
        mona_manager, reach(MilestoneKind.KICK_OFF), reach(MilestoneKind.LISTENING_SESSION)
    )
    assert found == [StaleEdit]
