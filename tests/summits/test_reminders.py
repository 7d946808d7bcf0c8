"""Reminders of a summit's deadlines: when, and to whom."""

from datetime import UTC, date, datetime

import pytest

from foundation.tenancy.context import acting_atomic
from summits.actions import gates, grants, summits
from summits.enums import GateKind, GrantRole
from summits.reminders import GateAhead


def found(moment: datetime) -> dict[str, tuple[str, set[int]]]:
    with acting_atomic("system:reminders"):
        return {
            due.action: (due.step, {getattr(each, "pk", each) for each in due.recipients})
            for due in GateAhead().due(moment)
        }


@pytest.mark.parametrize(
    ("moment", "step"),
    [
        (datetime(2026, 5, 13, 15, tzinfo=UTC), "30"),
        (datetime(2026, 6, 5, 15, tzinfo=UTC), "7"),
        (datetime(2026, 6, 12, 3, tzinfo=UTC), "7"),  # still June 11 in New York
        (datetime(2026, 6, 12, 15, tzinfo=UTC), "due"),
        (datetime(2026, 6, 19, 15, tzinfo=UTC), "late"),
    ],
)
def test_a_deadline_is_reminded_of_by_the_summits_own_day(summit, mona_manager, moment, step):
    assert found(moment)["get the concept approval"] == (step, {mona_manager.pk})


def test_far_off_passed_and_canceled_ones_are_not(summit, acting_as, mona_manager):
    assert found(datetime(2026, 5, 12, 15, tzinfo=UTC)) == {}
    day = datetime(2026, 6, 12, 15, tzinfo=UTC)
    with acting_as(mona_manager) as by:
        gates.passed(summit, GateKind.CONCEPT, on=date(2026, 1, 5), version=1, by=by)
    assert found(day) == {}
    with acting_as(mona_manager) as by:
        summits.take(summit, "cancel", reason="No.", version=2, by=by)
    assert found(datetime(2026, 12, 2, 15, tzinfo=UTC)) == {}


@pytest.mark.usefixtures("before_the_summit")
def test_organizers_are_reminded_too(summit, acting_as, mona_manager, dana_of_riverton):
    with acting_as(mona_manager) as by:
        grants.give(summit, email=dana_of_riverton.email, role=GrantRole.ORGANIZER, by=by)
    day = datetime(2027, 1, 23, 15, tzinfo=UTC)
    assert found(day)["lock the agenda"][1] == {mona_manager.pk, dana_of_riverton.pk}
