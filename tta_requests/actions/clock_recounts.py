"""Recalculate running clocks after closed days change, and say so in the timeline.

A clock that is past due stays as it is. No clock becomes late: a new due time in the past is not used. Changes that
follow each other closely are counted one by one, each without those that a clock has yet to be counted with.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Self

from foundation.accounts.actors import Actor
from foundation.calendars import clock as time
from foundation.calendars import holidays
from foundation.calendars.business_time import Allowance, BusinessCalendar
from foundation.outbox import Payload, emit
from foundation.outbox.enums import MessageState
from foundation.outbox.models import Message
from foundation.tenancy.context import atomic_savepoint
from foundation.ui import dates
from tta_requests.actions import clocks, transitions
from tta_requests.models import Clock, TTARequest

BATCH = 100
DAYS_A_MESSAGE = 60
KIND = "days-changed"


@dataclass(frozen=True, slots=True)
class Change:
    """The days that were closed, the days that were reopened, and when that change was made; the key tells changes apart."""

    added: tuple[date, ...]
    removed: Mapping[date, str]
    at: datetime
    key: str

    @classmethod
    def read(cls, payload: Payload) -> Self:
        """Read a change from an outbox message's payload."""
        return cls(
            added=tuple(map(date.fromisoformat, str(payload["added"]).split())),
            removed={date.fromisoformat(str(payload["removed"])): str(payload["name"])}
            if payload["removed"]
            else {},
            at=datetime.fromisoformat(str(payload["at"])),
            key=str(payload["key"]),
        )

    @property
    def span(self) -> tuple[date, date]:
        """The first and the last changed day."""
        days = [*self.added, *self.removed]
        return min(days), max(days)

    def undone(self, closed: Mapping[date, str]) -> dict[date, str]:
        """Return the closed days as they were before this change, from those of now."""
        kept = {day: name for day, name in closed.items() if day not in self.added}
        return kept | dict(self.removed)

    def around(
        self, closed: Mapping[date, str], waiting: Sequence[Self]
    ) -> tuple[Mapping[date, str], Mapping[date, str]]:
        """Return the closed days that a clock was counted with, and these with this change alone.

        Arguments:
            closed: the closed days of now.
            waiting: the other changes that the clock has yet to be counted with.
        """
        newest_first = sorted(waiting, key=lambda each: each.at, reverse=True)
        after = closed
        for later in (each for each in newest_first if each.at > self.at):
            after = later.undone(after)
        before = self.undone(after)
        for earlier in (each for each in newest_first if each.at <= self.at):
            before = earlier.undone(before)
        own = {*self.added, *self.removed}
        kept = {day: name for day, name in before.items() if day not in own}
        return before, kept | {day: name for day, name in after.items() if day in own}

    def told(self, closed: Mapping[date, str], until: date) -> str:
        """Return the days closed up to a day, and every reopened day, with their names: "Lapse, Fri Nov 27"."""
        parts = [
            f"{closed.get(day, 'Closed')}, {dates.day(day)}" for day in self.added if day <= until
        ]
        parts += [
            f"{name}, {dates.day(day)}, is a business day now" for day, name in self.removed.items()
        ]
        return "; ".join(parts)


@atomic_savepoint
def note(added: Sequence[date], removed: Mapping[date, str], **_: Any) -> None:
    """Queue a recalculation of the clocks once this change is committed (a receiver of ``closed_days_changed``).

    Arguments:
        added: days that are closed now, of any number.
        removed: the day that is open again, with its name; the signal names at most one, and others are left out.
    """
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


@atomic_savepoint
def next_batch(payload: Payload, *, by: Actor) -> int:
    """Recalculate the next clocks and queue the batch after them; return how many clocks moved."""
    change = Change.read(payload)
    holidays.forget()
    touched = Clock.objects.touched_by(*change.span, time.now())
    after = str(payload["after"])
    found = list((touched.filter(pk__gt=after) if after else touched)[:BATCH])
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
    zone = tta_request.site.time_zone
    old, new = change.around(holidays.closed_days(), _waiting(clock, change))
    counted = _Counted(
        clock,
        old=BusinessCalendar(zone, old),
        new=BusinessCalendar(zone, new),
        change=change,
    )
    due, before = counted.due(), clock.due_at
    if due is None or due == before:
        return False
    counted.move(due)
    if clock.is_running:
        _tell(tta_request, clock, before, change, by=by)
    return True


def _waiting(clock: Clock, change: Change) -> list[Change]:
    """Find the other changes that a clock has yet to be counted with; asked once its request is locked."""
    messages = Message.objects.filter(kind="tta_requests.recount_clocks").exclude(
        state=MessageState.DONE
    )
    payloads = messages.values_list("payload", flat=True)
    others = [Change.read(each) for each in payloads if str(clock.pk) > str(each["after"])]
    since = _since(clock)
    return [each for each in others if each.key != change.key and each.at > since]


def _tell(
    tta_request: TTARequest, clock: Clock, before: datetime, change: Change, *, by: Actor
) -> None:
    calendar = holidays.calendar_for(tta_request.site.time_zone)
    old, new = (dates.when(instant, calendar.tz) for instant in (before, clock.due_at))
    until = calendar.local(max(before, clock.due_at)).date()
    why = change.told(calendar.closed, until)
    text = f"The due date of {clock.get_kind_display()} moved from {old} to {new}: {why}."
    transitions.entry(tta_request, KIND, text, by=by)


def _since(clock: Clock) -> datetime:
    """Return the instant since which a clock has run without a pause or a replacement for a new urgency."""
    ends = [pause.ends_at for pause in clock.pauses.all() if pause.ends_at]
    before = Clock.objects.of_request(clock.request_id).replaced_by(clock)
    ends += [old.stopped_at for old in before if old.stopped_at]
    return max([clock.starts_at, *ends])


@dataclass(slots=True)
class _Counted:
    """One clock, with the business calendar of before the change and that of now."""

    clock: Clock
    old: BusinessCalendar
    new: BusinessCalendar
    change: Change

    @property
    def reference(self) -> datetime:
        """The instant up to which time counts as used: when the clock was paused, else now."""
        return self.clock.paused_at or time.now()

    def due(self) -> datetime | None:
        """Return the new due time, or None to keep the old one: already counted, past due, or late by the change."""
        clock = self.clock
        given: dict[str, Any] = {clock.unit: clock.amount}
        allowance = Allowance(**given)
        if clock.due_at <= self.reference or clock.due_at == self.new.add(
            clock.starts_at, allowance
        ):
            return None
        if clock.due_at == self.old.add(clock.starts_at, allowance):
            due = self.new.add(clock.starts_at, allowance)
        elif _since(self.clock) >= self.change.at:
            return None
        else:
            due = self._shifted(clock.due_at)
        return due if due > self.reference else None

    def move(self, due: datetime) -> None:
        """Save the new due time and its escalation steps; steps already reached keep their instants."""
        clock = self.clock
        half, warn = (
            instant if instant <= self.reference else min(self._shifted(instant), due)
            for instant in (clock.rungs[0], clock.warn_at)
        )
        clocks.set_rungs(clock, self.new, half=min(half, warn), warn=warn, due=due)
        clock.fires_at = clocks.next_firing(clock) if clock.is_running else None
        clock.save(update_fields=list(clocks.RUNGS))

    def _shifted(self, instant: datetime) -> datetime:
        """Return a future instant moved to keep its remaining business time, plus time a newly closed day returns."""
        now = self.reference
        since = min(_since(self.clock), now)
        lost = self.old.elapsed(since, now) - self.new.elapsed(since, now)
        left = self.old.elapsed(now, instant) + max(lost, timedelta())
        return self.new.add_hours(now, left)
