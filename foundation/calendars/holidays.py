"""The business calendar of a time zone, from the closed days in the database."""

import time
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import Signal

from foundation.calendars.business_time import BusinessCalendar
from foundation.calendars.models import ClosedDay

SECONDS_KEPT = 30.0

# Sent when the days change, in the same transaction: ``added`` (dates) and ``removed`` (date to
# short name), so that deadlines counted with the old days can be recalculated.
closed_days_changed = Signal()


@dataclass(frozen=True, slots=True)
class _Kept:
    """The closed days, and the calendars of zones that were made of them, for a while."""

    until: float
    days: dict[date, str]
    calendars: dict[str, BusinessCalendar]


_kept: _Kept | None = None


def calendar_for(tz: ZoneInfo | str) -> BusinessCalendar:
    """Return the business calendar of a zone; the days are cached for half a minute per process.

    A change made in this process applies immediately, a change made elsewhere within half a minute.
    """
    kept, zone = _fresh(), str(tz)
    calendar = kept.calendars.get(zone)
    if calendar is None:
        calendar = kept.calendars[zone] = BusinessCalendar(tz, kept.days)
    return calendar


def calendar_now(tz: ZoneInfo | str) -> BusinessCalendar:
    """Return the business calendar of a zone by the days as they are now, for a deadline that is saved.

    Cached days would be wrong for good: what recalculates deadlines after a change runs once, and doesn't
    wait until every process has read the new days.
    """
    _read()
    return calendar_for(tz)


def closed_days() -> dict[date, str]:
    """Return every closed day with its short name."""
    return _fresh().days


def _fresh() -> _Kept:
    return _read() if _kept is None or _kept.until < time.monotonic() else _kept


def _read() -> _Kept:
    """Read the closed days; the calendars stay if no day changed, as they take longer to make than to read."""
    global _kept  # noqa: PLW0603 -- one small table kept for the process
    days = ClosedDay.objects.names()
    calendars = _kept.calendars if _kept is not None and _kept.days == days else {}
    _kept = _Kept(time.monotonic() + SECONDS_KEPT, days, calendars)
    return _kept


def forget(**_: Any) -> None:
    """Clear the cached days, now and again once this transaction is committed."""
    global _kept  # noqa: PLW0603 -- as above
    _kept = None
    if transaction.get_connection().in_atomic_block:
        transaction.on_commit(_forget_now)


def _forget_now() -> None:
    global _kept  # noqa: PLW0603 -- as above
    _kept = None


def _tell_of_save(instance: ClosedDay, **_: Any) -> None:
    before = ClosedDay.objects.name_of(instance.pk)
    if instance.date not in before:
        closed_days_changed.send(sender=ClosedDay, added=[instance.date], removed=before)


def _tell_of_removal(instance: ClosedDay, **_: Any) -> None:
    removed = {instance.date: instance.short_name}
    closed_days_changed.send(sender=ClosedDay, added=[], removed=removed)


pre_save.connect(_tell_of_save, sender=ClosedDay, dispatch_uid="closed_days_told_of_save")
post_delete.connect(_tell_of_removal, sender=ClosedDay, dispatch_uid="closed_days_told_of_removal")
post_save.connect(forget, sender=ClosedDay, dispatch_uid="closed_days_saved")
post_delete.connect(forget, sender=ClosedDay, dispatch_uid="closed_days_deleted")
