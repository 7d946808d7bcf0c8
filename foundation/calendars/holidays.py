"""The business calendar of a zone, from the closed days in the database."""

import time
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models.signals import post_delete, post_save

from foundation.calendars.business_time import BusinessCalendar
from foundation.calendars.models import ClosedDay

SECONDS_KEPT = 30.0

_kept: tuple[float, dict[date, str]] | None = None


def calendar_for(tz: ZoneInfo | str) -> BusinessCalendar:
    """Business time of a zone: one query, kept for half a minute in this process.

    A change made in this process counts at once, one made elsewhere within half a minute.
    """
    return BusinessCalendar(tz, closed_days())


def closed_days() -> dict[date, str]:
    """The short name of every closed day."""
    global _kept  # noqa: PLW0603 -- one small table kept for the process
    if _kept is None or _kept[0] < time.monotonic():
        _kept = (time.monotonic() + SECONDS_KEPT, ClosedDay.objects.names())
    return _kept[1]


def forget(**_: Any) -> None:
    """Read the days anew next time, here and once this transaction is committed."""
    global _kept  # noqa: PLW0603 -- as above
    _kept = None
    if transaction.get_connection().in_atomic_block:
        transaction.on_commit(_forget_now)


def _forget_now() -> None:
    global _kept  # noqa: PLW0603 -- as above
    _kept = None


post_save.connect(forget, sender=ClosedDay, dispatch_uid="closed_days_saved")
post_delete.connect(forget, sender=ClosedDay, dispatch_uid="closed_days_deleted")
