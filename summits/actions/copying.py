"""Copy an earlier summit's agenda into an empty one."""

from zoneinfo import ZoneInfo

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from foundation.accounts.actors import Actor
from foundation.tenancy.context import atomic_savepoint
from summits.actions.agenda import range_of
from summits.actions.seats import open_seats
from summits.actions.steps import held_for_work
from summits.errors import AlreadyCopied, UnlikelyTimes
from summits.models import Room, Session, Summit, no_time


@atomic_savepoint
def copy(summit: Summit, *, earlier: Summit, by: Actor) -> int:
    """Copy rooms and sessions of an earlier summit, on the same days and times of day; no speakers.

    Sessions of days that this summit does not have wait for a time. Returns how many were copied.

    Raises:
        NotYourSummit: when the actor does not organize the summit.
        AlreadyCopied: when the summit has sessions.
    """
    held = held_for_work(summit, by=by)
    if Session.objects.filter(summit=held).exists():
        raise AlreadyCopied
    rooms = {room.name: room for room in Room.objects.filter(summit=held)}
    for room in Room.objects.filter(summit=earlier):
        if room.name not in rooms:
            rooms[room.name] = Room.objects.create(
                summit=held, name=room.name, seats=room.seats, equipment=room.equipment
            )
    found = list(Session.objects.filter(summit=earlier).select_related("room"))
    for each in found:
        during = _moved(each.during, earlier, held)
        made = Session.objects.create(
            summit=held,
            title=each.title,
            text=each.text,
            core_area_id=each.core_area_id,
            audience=each.audience,
            expected=each.expected,
            needs=each.needs,
            room=rooms[each.room.name] if each.room and not during.isempty else None,
            during=during,
        )
        open_seats(made)
    return len(found)


def _moved(during: DateTimeTZRange, earlier: Summit, later: Summit) -> DateTimeTZRange:
    """Return the same day and times of day of another summit; no time where it lacks that day."""
    if during.isempty:
        return no_time()
    zone = ZoneInfo(earlier.time_zone)
    starts, ends = (at.astimezone(zone).replace(tzinfo=None) for at in (during.lower, during.upper))
    by_days = later.starts_on - earlier.starts_on
    try:
        return range_of(later, starts + by_days, ends + by_days)
    except UnlikelyTimes:
        return no_time()
