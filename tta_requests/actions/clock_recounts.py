"""Recalculate running clocks after closed days change, and say so in the timeline."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from foundation.accounts.actors import Actor
from foundation.calendars import clock as time
from foundation.calendars import holidays
from foundation.outbox import Payload, emit
from foundation.tenancy.context import atomic_savepoint
from foundation.tenancy.turns import take_turn
from foundation.ui import dates
from tta_requests.actions import clock_rungs, closed_day_changes, transitions
from tta_requests.actions.closed_day_changes import Change
from tta_requests.models import Clock, TTARequest

BATCH = 100
DAYS_A_MESSAGE = 60


@atomic_savepoint
def note(added: Sequence[date], removed: Mapping[date, str], **_: Any) -> None:
    """Queue a recalculation of clocks and open offers once this change is committed (a receiver of ``closed_days_changed``).

    Waits for those who count without this change.

    Arguments:
        added: days that are closed now, of any number.
        removed: the day that is open again, with its name; the signal names at most one, and others are left out.
    """
    take_turn(closed_day_changes.CHANGING)
    now = time.now().isoformat()
    gone = next(iter(removed.items()), None)
    for start in range(0, max(len(added), 1), DAYS_A_MESSAGE):
        days = " ".join(day.isoformat() for day in added[start : start + DAYS_A_MESSAGE])
        payload = {
            "added": days,
            "removed": gone[0].isoformat() if gone and not start else "",
            "name": gone[1] if gone else "",
            "at": now,
            "after": "",
        }
        # Two changes made at the same instant differ in their first day.
        key = f"recount:{now}:{days[:10]}:{payload['removed']}"
        emit("tta_requests.recount_clocks", key=key, payload={**payload, "key": key})
        emit("tta_requests.recount_offers", key=f"offers:{key}", payload={**payload, "key": key})


@atomic_savepoint
def next_batch(payload: Payload, *, by: Actor) -> int:
    """Recalculate the next clocks and queue the batch after them; return how many clocks moved."""
    change = Change.read(payload)
    holidays.forget()
    touched = Clock.objects.touched_by(*change.span, time.now())
    found = list((touched.filter(pk__gt=change.after) if change.after else touched)[:BATCH])
    moved = sum(_recount(clock, change, by=by) for clock in found)
    if len(found) == BATCH:
        last = str(found[-1].pk)
        key = f"{payload['key']}:{last}"
        emit("tta_requests.recount_clocks", key=key, payload={**payload, "after": last})
    return moved


def _recount(found: Clock, change: Change, *, by: Actor) -> bool:
    tta_request = transitions.locked(found.request_id)
    clock = Clock.objects.of_request(tta_request.pk).unstopped().filter(pk=found.pk).first()
    if clock is None:
        return False
    before = clock.due_at
    waiting = closed_day_changes.waiting_for(clock, closed_day_changes.waiting())
    if not closed_day_changes.recount(clock, change, tta_request.site.time_zone, waiting):
        return False
    clock.save(update_fields=list(clock_rungs.RUNGS))
    if clock.is_running:
        _tell(tta_request, clock, before, change, by=by)
    return True


def _tell(
    tta_request: TTARequest, clock: Clock, before: datetime, change: Change, *, by: Actor
) -> None:
    calendar = holidays.calendar_for(tta_request.site.time_zone)
    old, new = (dates.when(instant, calendar.tz) for instant in (before, clock.due_at))
    until = calendar.local(max(before, clock.due_at)).date()
    why = change.told(calendar.closed, until)
    text = f"The due date of {clock.get_kind_display()} moved from {old} to {new}: {why}."
    transitions.entry(tta_request, transitions.DAYS_CHANGED, text, by=by)
