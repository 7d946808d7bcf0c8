"""Changes of the closed days, and how each moves one clock.

A clock that is past due stays as it is. No clock becomes late: a new due time in the past is not used. Changes that
follow each other closely are counted one by one, each without those that a clock has yet to be counted with.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from foundation.calendars import clock as time
from foundation.calendars import holidays
from foundation.calendars.business_time import BusinessCalendar
from foundation.outbox import Payload
from foundation.outbox.models import Message
from foundation.tenancy.turns import share_turn
from foundation.ui import dates
from tta_requests.actions import clock_rungs
from tta_requests.models import Clock

CLOCKS, OFFERS = "tta_requests.recount_clocks", "tta_requests.recount_offers"
# Names the turn of changing the closed days, among the database's advisory locks.
CHANGING = 7_503


@dataclass(frozen=True, slots=True)
class Change:
    """The days that were closed, the days that were reopened, and when that change was made; the key tells changes apart.

    Attributes:
        after: the key of the last clock that was counted with it, as text; "" while none was.
    """

    added: tuple[date, ...]
    removed: Mapping[date, str]
    at: datetime
    key: str
    after: str

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
            after=str(payload["after"]),
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
            waiting: the changes that the clock has yet to be counted with; this one among them changes nothing.
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


def calendar_for_clock(zone: str) -> BusinessCalendar:
    """Return the business calendar of now, for a clock that is started or goes on, or an offer that is made, in this transaction.

    A change that isn't committed is waited for; one that comes later waits, and finds the clock committed.

    Arguments:
        zone: the IANA name of the site's time zone.
    """
    share_turn(CHANGING)
    return holidays.calendar_now(zone)


def waiting(kind: str = CLOCKS) -> list[Change]:
    """Return the changes that some clocks, or open offers, have yet to be counted with, oldest first."""
    payloads = Message.objects.unfinished(kind).values_list("payload", flat=True)
    return sorted(map(Change.read, payloads), key=lambda each: each.at)


def waiting_for(clock: Clock, changes: Sequence[Change]) -> list[Change]:
    """Return those of the waiting changes that a clock has yet to be counted with; asked once its request is locked."""
    if not changes:
        return []
    since = _since(clock)
    return [each for each in changes if str(clock.pk) > each.after and each.at > since]


def catch_up(clock: Clock, zone: str, changes: Sequence[Change]) -> None:
    """Count a clock with the changes that wait, before its time left is measured by the days of now; saves nothing.

    What counts it later sees that it went on, or was replaced, after those changes.
    """
    own = waiting_for(clock, changes)
    for counted, change in enumerate(own, 1):
        recount(clock, change, zone, own[counted:])


def recount(clock: Clock, change: Change, zone: str, others: Sequence[Change]) -> bool:
    """Move a clock's future instants by a change; return whether its due time moved. Saves nothing.

    Arguments:
        zone: the IANA name of the site's time zone.
        others: the changes that the clock has yet to be counted with; this one among them changes nothing.
    """
    old, new = change.around(holidays.closed_days(), others)
    return count_by(
        clock, old=BusinessCalendar(zone, old), new=BusinessCalendar(zone, new), at=change.at
    )


def days_before(changes: Sequence[Change]) -> Mapping[date, str]:
    """Return the closed days of now without those changes, which are in the order they were made."""
    closed: Mapping[date, str] = holidays.closed_days()
    for change in reversed(changes):
        closed = change.undone(closed)
    return closed


def count_by(clock: Clock, *, old: BusinessCalendar, new: BusinessCalendar, at: datetime) -> bool:
    """Move a clock's future instants from one business calendar to another; return whether its due time moved. Saves nothing.

    Arguments:
        at: when the calendar was changed: a clock that was counted after that is counted already.
    """
    counted = _Counted(clock, old=old, new=new, at=at)
    due = counted.due()
    if due is None or due == clock.due_at:
        return False
    counted.move(due)
    return True


def _since(clock: Clock) -> datetime:
    """Return the instant of the last count by the days of then: the start, going on after a pause, or a replacement.

    One of two reasons for a pause that ends doesn't let the clock go on.
    """
    until = clock.paused_at or time.now()
    ends = [each.ends_at for each in clock.pauses.all() if each.ends_at and each.ends_at <= until]
    before = Clock.objects.of_request(clock.request_id).replaced_by(clock)
    ends += [old.stopped_at for old in before if old.stopped_at]
    return max([clock.starts_at, *ends])


@dataclass(slots=True)
class _Counted:
    """One clock, with the business calendar of before a change and that of now."""

    clock: Clock
    old: BusinessCalendar
    new: BusinessCalendar
    at: datetime

    @property
    def reference(self) -> datetime:
        """The instant up to which time counts as used: when the clock was paused, else now."""
        return self.clock.paused_at or time.now()

    def due(self) -> datetime | None:
        """Return the new due time, or None to keep the old one: already counted, past due, or late by the change."""
        clock = self.clock
        allowance = clock_rungs.allowance(clock)
        if clock.due_at <= self.reference or clock.due_at == self.new.add(
            clock.starts_at, allowance
        ):
            return None
        if clock.due_at == self.old.add(clock.starts_at, allowance):
            due = self.new.add(clock.starts_at, allowance)
        elif _since(self.clock) >= self.at:
            return None
        else:
            due = self._shifted(clock.due_at)
        return due if due > self.reference else None

    def move(self, due: datetime) -> None:
        """Set the new due time and its escalation steps; steps already reached keep their instants."""
        clock = self.clock
        half, warn = (
            instant if instant <= self.reference else min(self._shifted(instant), due)
            for instant in (clock.rungs[0], clock.warn_at)
        )
        clock_rungs.set_rungs(clock, self.new, half=min(half, warn), warn=warn, due=due)
        clock.fires_at = clock_rungs.next_firing(clock) if clock.is_running else None

    def _shifted(self, instant: datetime) -> datetime:
        return clock_rungs.shifted(
            instant, since=_since(self.clock), now=self.reference, old=self.old, new=self.new
        )
