"""Add hours that were forgotten until a request ended, for the person of the provider who worked them."""

from datetime import date, timedelta

from foundation.accounts.actors import Actor
from foundation.accounts.models import User
from foundation.calendars import clock
from foundation.outbox import emit
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow.errors import InvalidInput
from tta_requests.actions.commitments import check_day
from tta_requests.actions.transitions import entry, person
from tta_requests.errors import NotYours
from tta_requests.models import HoursEntry, TTARequest
from tta_requests.policies import can_add_late_hours


@atomic_savepoint
def add(
    tta_request: TTARequest,
    *,
    worker: User,
    worked_on: date,
    spent: timedelta,
    what: str,
    reason: str,
    by: Actor,
) -> HoursEntry:
    """Add hours that a person of the provider worked on a request that ended; the provider is notified.

    Arguments:
        tta_request: visible to the actor.
        worker: whose hours they are, from the request's provider.
        worked_on: a day in the site's time zone, not in the future.
        spent: more than zero, at most what is left of that day's 24 hours of the person.
        what: what was done, in one line.
        reason: why they are added only now.
        by: DOJ staff.

    Returns:
        The entry, with the hours of that person.

    Raises:
        NotYours: when the actor isn't DOJ staff, the request is open, or it has no provider.
        InvalidInput: for a person of another organization, without a reason, or when the day would have more than 24 hours.
    """
    organization = tta_request.provider_id
    if organization is None or not can_add_late_hours(by, tta_request):
        raise NotYours
    if worker.organization_id != organization:
        raise InvalidInput(f"Choose a person from {tta_request.provider}.", field="worker")
    if not reason.strip():
        raise InvalidInput("Enter a reason. It's saved with the hours.", field="reason")
    check_day(worker.pk, worked_on, spent, who=f"{worker} has")
    made = HoursEntry.objects.create(
        site_id=tta_request.site_id,
        request=tta_request,
        organization_id=organization,
        worked_on=worked_on,
        spent=spent,
        what=what,
        entered_by=worker,
        entered_at=clock.now(),
        corrected_by_id=person(by),
        reason=reason.strip(),
    )
    told = entry(tta_request, "hours", "Hours added", by=by, reason=made.reason)
    emit("tta_requests.announce_step", key=f"step:{told.pk}", payload={"entry": str(told.pk)})
    return made
