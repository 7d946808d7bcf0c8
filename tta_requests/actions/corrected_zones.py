"""Count the clocks of a site by its corrected time zone, and say so in the timeline; what ends with a day follows."""

from collections.abc import Sequence
from typing import Any

from foundation.accounts.actors import Actor
from foundation.calendars import clock as time
from foundation.calendars.business_time import BusinessCalendar
from foundation.tenancy.context import atomic_savepoint
from foundation.ui import dates
from foundation.workflow import locks
from sites.actions.time_zones import planned
from sites.models import Site
from tta_requests.actions import clock_rungs, closed_day_changes, offer_recounts, transitions
from tta_requests.actions.closed_day_changes import Change
from tta_requests.models import Clock, Offer, Share, TTARequest

JOB = Actor.system("clocks")


@atomic_savepoint
def follow(site: Site, was: str, **_: Any) -> None:
    """Move what lies ahead of a site's clocks to its new zone (a receiver of ``time_zone_corrected``).

    So does the time that a provider has to answer; an office that comments until a day does so until that day
    at the site.

    Arguments:
        site: with its new zone; its row is not saved yet.
        was: the IANA name of the former zone.
    """

    def calendars(waiting: Sequence[Change]) -> tuple[BusinessCalendar, BusinessCalendar]:
        closed = closed_day_changes.days_before(waiting)
        return BusinessCalendar(was, closed), BusinessCalendar(site.time_zone, closed)

    changes = closed_day_changes.waiting()
    for tta_request in TTARequest.objects.at(site.pk).open().order_by("pk"):
        kept = transitions.locked(tta_request.pk)
        for clock in Clock.objects.of_request(kept.pk).unstopped():
            _recount(kept, clock, *calendars(closed_day_changes.waiting_for(clock, changes)))
        for offer in Offer.objects.of_request(kept.pk).open():
            old, new = calendars(offer_recounts.waiting_for(offer))
            offer_recounts.move(kept, offer, old=old, new=new, by=JOB)
        for share in locks.hold_all(Share.objects.of_request(kept.pk).for_talk().live(time.now())):
            share.ends_at = share.ends_at and planned(share.ends_at, site, was)
            share.save(update_fields=["ends_at"])


def _recount(
    tta_request: TTARequest, clock: Clock, old: BusinessCalendar, new: BusinessCalendar
) -> None:
    before = clock.due_at
    if not closed_day_changes.count_by(clock, old=old, new=new, at=time.now()):
        return
    clock.save(update_fields=list(clock_rungs.RUNGS))
    if clock.is_running:
        there, here = (dates.when(instant, new.tz) for instant in (before, clock.due_at))
        text = (
            f"The due date of {clock.get_kind_display()} moved from {there} to {here}:"
            " the site's time zone was corrected."
        )
        transitions.entry(tta_request, transitions.DAYS_CHANGED, text, by=JOB)
