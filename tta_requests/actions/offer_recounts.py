"""Give a provider the time back that a newly closed day, or a corrected time zone, takes from an open offer."""

from foundation.accounts.actors import Actor
from foundation.calendars import clock, holidays
from foundation.calendars.business_time import BusinessCalendar
from foundation.outbox import Payload, emit
from foundation.tenancy.context import atomic_savepoint
from foundation.ui import dates
from tta_requests.actions import clock_rungs, closed_day_changes, offers, transitions
from tta_requests.actions.closed_day_changes import Change
from tta_requests.models import Offer, TTARequest


@atomic_savepoint
def count_again(payload: Payload, *, by: Actor) -> None:
    """Count the open offers again after closed days changed.

    Arguments:
        payload: the change, as ``clock_recounts.note`` queued it.
        by: the job.
    """
    change = Change.read(payload)
    holidays.forget()
    for found in Offer.objects.open().order_by("request_id"):
        tta_request = transitions.locked(found.request_id)
        offer = Offer.objects.open().filter(pk=found.pk, offered_at__lt=change.at).first()
        if offer is None:
            continue
        zone = tta_request.site.time_zone
        old, new = (
            BusinessCalendar(zone, days)
            for days in change.around(holidays.closed_days(), waiting_for(offer))
        )
        move(tta_request, offer, old=old, new=new, by=by)


def waiting_for(offer: Offer) -> list[Change]:
    """Return the changes of closed days that an offer has yet to be counted with; asked once its request is locked."""
    changes = closed_day_changes.waiting(closed_day_changes.OFFERS)
    return [each for each in changes if each.at > offer.offered_at]


def move(
    tta_request: TTARequest,
    offer: Offer,
    *,
    old: BusinessCalendar,
    new: BusinessCalendar,
    by: Actor,
) -> None:
    """Move the time by which an open offer is answered, and say so; it never comes to lie in the past.

    Arguments:
        tta_request: the offer's, locked.
        offer: open.
        old, new: the site's business time before and after the change.
        by: the job.
    """
    now, before, window = clock.now(), offer.due_at, offers.window_of(tta_request)
    if before == old.add(offer.offered_at, window):
        due = new.add(offer.offered_at, window)
    else:  # it was moved before, or the window is another one today
        due = clock_rungs.shifted(before, since=offer.offered_at, now=now, old=old, new=new)
    if min(before, due) <= now or due == before:
        return
    offer.due_at = due
    offer.save(update_fields=["due_at"])
    emit(
        "tta_requests.lapse_offer",
        key=f"lapse:{offer.pk}:{due.isoformat()}",
        payload={"offer": str(offer.pk)},
        due=due,
    )
    until, since = (dates.when(instant, new.tz) for instant in (due, before))
    text = f"{tta_request.provider} has until {until} to answer instead of {since}."
    transitions.entry(tta_request, transitions.DAYS_CHANGED, text, by=by)
