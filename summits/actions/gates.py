"""Record what became of a summit's approvals, and move the day on which a gate is due."""

from datetime import date

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.tenancy.context import atomic_savepoint
from foundation.ui import dates
from foundation.workflow.errors import Refused
from summits.actions.steps import keep, lock, record, require_manager
from summits.enums import GateKind, StepKind
from summits.errors import UnlikelyDays
from summits.models import Gate, Summit
from summits.policies import APPROVALS

NOT_YET = "Enter today or an earlier day."
BY_STEP = "This is recorded by its step on the summit's page."
RECORDED = "This is recorded already."
BEFORE_FILED = "It was filed on {day}. Enter that day or a later one."
AFTER_START = "Enter a day before the summit begins."


@atomic_savepoint
def file(summit: Summit, kind: GateKind, *, on: date, version: int | str | None, by: Actor) -> Gate:
    """Record the day an approval was asked for.

    Arguments:
        on: a day where the summit is.

    Raises:
        ManagersOnly: when the actor is no Program Manager.
        StaleEdit: when someone changed the summit since.
        UnlikelyDays: when the day is still to come.
        Refused: when the gate is no approval, or has passed.
    """
    held, gate = _held(summit, kind, version=version, by=by)
    _require_past(held, on)
    gate.filed_on = on
    return _saved(held, gate, StepKind.FILED, on=on, by=by)


@atomic_savepoint
def passed(
    summit: Summit,
    kind: GateKind,
    *,
    on: date,
    note: str = "",
    version: int | str | None,
    by: Actor,
) -> Gate:
    """Record that an approval was given.

    Arguments:
        on: a day where the summit is.
        note: the number it was given under.

    Raises:
        ManagersOnly: when the actor is no Program Manager.
        StaleEdit: when someone changed the summit since.
        UnlikelyDays: when the day is still to come, or before it was filed.
        Refused: when the gate is no approval, or has passed.
    """
    held, gate = _held(summit, kind, version=version, by=by)
    _require_past(held, on)
    if gate.filed_on and on < gate.filed_on:
        said = BEFORE_FILED.format(day=dates.full_day(gate.filed_on))
        raise UnlikelyDays(said, field="on")
    gate.done_on = on
    return _saved(held, gate, StepKind.PASSED, on=on, reason=note, by=by)


@atomic_savepoint
def redate(
    summit: Summit,
    kind: GateKind,
    *,
    to: date,
    reason: str,
    version: int | str | None,
    by: Actor,
) -> Gate:
    """Give a gate that waits another due day, with a reason.

    Raises:
        ManagersOnly: when the actor is no Program Manager.
        StaleEdit: when someone changed the summit since.
        UnlikelyDays: when the day is not before the summit.
        Refused: when the gate has passed.
    """
    require_manager(by)
    held = lock(summit, version=version, by=by)
    gate = Gate.objects.get(summit=held, kind=kind)
    if gate.done_on:
        raise Refused(RECORDED)
    if to >= held.starts_on:
        raise UnlikelyDays(AFTER_START, field="to")
    gate.due_on = to
    return _saved(held, gate, StepKind.REDATED, on=to, reason=reason, by=by)


def _held(
    summit: Summit, kind: GateKind, *, version: int | str | None, by: Actor
) -> tuple[Summit, Gate]:
    require_manager(by)
    held = lock(summit, version=version, by=by)
    if kind not in APPROVALS:
        raise Refused(BY_STEP)
    gate = Gate.objects.get(summit=held, kind=kind)
    if gate.done_on:
        raise Refused(RECORDED)
    return held, gate


def _require_past(held: Summit, on: date) -> None:
    if on > clock.today(held.time_zone):
        raise UnlikelyDays(NOT_YET, field="on")


def _saved(
    held: Summit, gate: Gate, step: StepKind, *, on: date, reason: str = "", by: Actor
) -> Gate:
    gate.save()
    record(held, step, about=str(gate.get_kind_display()), on=on, reason=reason, by=by)
    keep(held)
    return gate
