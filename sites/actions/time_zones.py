"""A site's time zone that is corrected: what was planned keeps its day, and rooms that count the site's hours follow."""

from datetime import datetime
from typing import Any

from django.dispatch import Signal

from foundation.calendars import clock
from foundation.calendars.days import midnight_in
from foundation.tenancy.context import powers_of
from foundation.workflow import locks
from sites.actions import departure_notices
from sites.models import Membership, Site

# Sent in the transaction that corrects it, with a job's powers: ``site`` as it will be, ``was`` the former zone's name.
time_zone_corrected = Signal()


def follow(instance: Site, **_: Any) -> None:
    """Have everything that lies ahead follow a site's corrected time zone (a receiver of ``pre_save``).

    What has happened keeps its instant: it happened then, whatever the clocks on the wall were thought to say.
    """
    was = Site.objects.filter(pk=instance.pk).values_list("time_zone", flat=True).first()
    if was is None or was == instance.time_zone:
        return
    with powers_of("system:reference"):
        _keep_planned_days(instance, was)
        time_zone_corrected.send(sender=Site, site=instance, was=was)


def planned(instant: datetime, site: Site, was: str) -> datetime:
    """Return when something begins or ends that was planned for a midnight at the site: at that of the same day in its new zone.

    Anything else stays, and what has come by either zone: nobody gets back by this what they lost, or loses what they have.
    """
    there, now = midnight_in(site.time_zone, instant, was=was), clock.now()
    return there if min(instant, there) > now else instant


def _keep_planned_days(site: Site, was: str) -> None:
    """Move planned starts and ends of seats to the midnight of the same day in the new zone."""
    changed = []
    going_on = Membership.objects.at(site).not_ended(clock.now())
    for held in locks.hold_all(going_on.order_by("starts_at")):
        before = (held.starts_at, held.ends_at or held.starts_at)
        starts, ends = (planned(instant, site, was) for instant in before)
        if (starts, ends) != before:
            changed.append((held, before < (starts, ends)))
            held.starts_at, held.ends_at = starts, ends if held.ends_at else None
    # Who leaves a seat and who follows meet at one midnight: first goes the one who makes room.
    if any(is_later for _held, is_later in changed):
        changed.reverse()
    # Who stands in comes last: the seat has to last as long.
    for held, _is_later in sorted(changed, key=lambda row: row[0].covers_id is not None):
        held.save(update_fields=["starts_at", "ends_at"])
        if held.ends_at is not None:
            departure_notices.note_end(held, held.ends_at)
