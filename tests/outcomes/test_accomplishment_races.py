"""Two people who take one step of an accomplishment at once, with real commits."""

import pytest

from foundation.accounts.actors import Actor
from foundation.tenancy.context import acting_atomic
from foundation.workflow.errors import StaleEdit
from outcomes.actions import accomplishments
from outcomes.enums import AccomplishmentState
from outcomes.models import Accomplishment
from tests.together import at_once, does, refusals

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_at_once_make_one_step(draft, reach, cora_coordinator, mona_manager):
    found = reach(draft, "verify")
    version = found.version

    def clear(by: Actor) -> None:
        accomplishments.take(found, "clear", version=version, by=by)

    done = at_once(does(cora_coordinator, clear), does(mona_manager, clear))
    assert refusals(done) == [StaleEdit]
    with acting_atomic("system:demo"):
        now = Accomplishment.objects.get(pk=found.pk)
        assert (now.status, now.version) == (AccomplishmentState.CLEARED, found.version + 1)
        assert found.steps.filter(step="clear").count() == 1
