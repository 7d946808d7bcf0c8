"""Build the agenda that both sites share. Times are entered and shown in the host's time zone."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from exchanges.actions.steps import lock_for_planning
from exchanges.errors import NotNow, UnlikelyTimes
from exchanges.models import AgendaItem, PeerExchange
from foundation.accounts.actors import Actor
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow.versions import check_version

NO_DAYS = "Set the dates of the visit first."
OUTSIDE = "Enter one of the days of the visit."
SKIPPED = "Clocks go forward then, so this time doesn't exist that day. Enter another time."


@atomic_savepoint
def add(
    exchange: PeerExchange,
    *,
    day: date,
    starts: time,
    ends: time,
    title: str,
    led_by: str = "",
    by: Actor,
) -> AgendaItem:
    """Add an item to the agenda.

    Arguments:
        day: one of the days of the visit.
        starts: a time of day in the host's time zone.
        ends: as ``starts``, later that day.

    Raises:
        NotYourExchange: when the actor works on it for neither site.
        NotNow: once it was held, when it was declined or canceled, and while no date is set.
        UnlikelyTimes: when the times can't be: outside the visit, reversed, or skipped by daylight saving time.
    """
    held = lock_for_planning(exchange, by=by)
    first, last = _times(held, day, starts, ends)
    return AgendaItem.objects.create(
        exchange=held, starts_at=first, ends_at=last, title=title, led_by=led_by
    )


@atomic_savepoint
def change(
    item: AgendaItem,
    *,
    day: date,
    starts: time,
    ends: time,
    title: str,
    led_by: str = "",
    version: int | str | None,
    by: Actor,
) -> AgendaItem:
    """Change an item; earlier values stay in the history.

    Raises:
        NotYourExchange, NotNow, UnlikelyTimes: as ``add``.
        StaleEdit: when someone changed it since that version.
    """
    held = lock_for_planning(item.exchange, by=by)
    found = _found(item)
    check_version(found, version)
    found.starts_at, found.ends_at = _times(held, day, starts, ends)
    found.title, found.led_by, found.version = title, led_by, found.version + 1
    found.save()
    return found


@atomic_savepoint
def remove(item: AgendaItem, *, by: Actor) -> None:
    """Remove an item; it stays in the history.

    Raises:
        NotYourExchange, NotNow: as ``add``, and when it was removed already.
    """
    lock_for_planning(item.exchange, by=by)
    _found(item).delete()


def _found(item: AgendaItem) -> AgendaItem:
    """Read the item again: its exchange is locked, and someone may have removed it before."""
    found = AgendaItem.objects.filter(pk=item.pk).first()
    if found is None:
        raise NotNow
    return found


def _times(
    exchange: PeerExchange, day: date, starts: time, ends: time
) -> tuple[datetime, datetime]:
    if exchange.starts_on is None or exchange.ends_on is None:
        raise UnlikelyTimes(NO_DAYS, field="day")
    if not exchange.starts_on <= day <= exchange.ends_on:
        raise UnlikelyTimes(OUTSIDE, field="day")
    zone = ZoneInfo(exchange.host.time_zone)
    first = _instant(day, starts, zone, "starts")
    last = _instant(day, ends, zone, "ends")
    if last <= first:
        raise UnlikelyTimes(field="ends")
    return first, last


def _instant(day: date, at: time, zone: ZoneInfo, field: str) -> datetime:
    local = datetime.combine(day, at, zone)
    instant = local.astimezone(UTC)
    if instant.astimezone(zone).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise UnlikelyTimes(SKIPPED, field=field)
    return instant
