"""What needs a Program Manager: the next deadlines of a summit, from 30 days before."""

from datetime import UTC, datetime

import pytest

from foundation.accounts.actors import resolve
from foundation.calendars import clock
from foundation.needs.reading import rows_of
from foundation.tenancy.context import acting_atomic
from summits.models import Gate

pytestmark = pytest.mark.django_db


def needed(person, moment) -> set[str]:
    with clock.frozen(moment), acting_atomic(f"user:{person.pk}"):
        found = rows_of(resolve(person), moment)
        return {row.cause for row in found if row.cause.startswith("summit-")}


@pytest.fixture
def due(summit):
    """The day of a deadline, by its kind, at noon UTC."""
    with acting_atomic("system:demo"):
        days = dict(Gate.objects.of_summit(summit.pk).values_list("kind", "due_on"))
    return lambda kind: datetime.combine(days[kind], datetime.min.time(), UTC).replace(hour=12)


def test_approvals_are_asked_for_until_they_are_recorded(summit, due, approve, mona_manager):
    assert "summit-conference" in needed(mona_manager, due("conference"))
    approve(summit)
    assert "summit-conference" not in needed(mona_manager, due("conference"))


def test_nobody_else_is_asked(summit, due, cora_coordinator, dana_of_riverton):
    assert needed(cora_coordinator, due("conference")) == set()
    assert needed(dana_of_riverton, due("conference")) == set()


def test_a_later_step_waits_for_the_one_before_it(summit, due, approve, mona_manager):
    assert "summit-registration" not in needed(mona_manager, due("registration"))
    approve(summit)
    assert "summit-registration" in needed(mona_manager, due("registration"))
