"""Two people who take one step of an accomplishment at once, with real commits."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from foundation.accounts.actors import resolve
from foundation.tenancy.context import acting_atomic
from foundation.workflow.errors import StaleEdit
from outcomes.actions import accomplishments
from outcomes.enums import AccomplishmentState
from outcomes.models import Accomplishment

pytestmark = pytest.mark.django_db(transaction=True)


def _clear(found, user):
    try:
        with acting_atomic(f"user:{user.pk}"):
            accomplishments.take(found, "clear", version=found.version, by=resolve(user))
    except StaleEdit as refused:
        return refused.message
    finally:
        connections.close_all()
    return ""


def test_two_at_once_make_one_step(draft, reach, cora_coordinator, mona_manager):
    found = reach(draft, "verify")
    with ThreadPoolExecutor(2) as pool:
        said = sorted(pool.map(_clear, [found, found], [cora_coordinator, mona_manager]))
    assert said == ["", StaleEdit.message]
    with acting_atomic("system:demo"):
        now = Accomplishment.objects.get(pk=found.pk)
        assert (now.status, now.version) == (AccomplishmentState.CLEARED, found.version + 1)
        assert found.steps.filter(step="clear").count() == 1
