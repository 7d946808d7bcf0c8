"""Share a DOJ program office's resource with a request, and remove one that was shared in error."""

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.notifications import notify
from foundation.outbox import emit
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow.errors import InvalidInput, Refused
from tta_requests.actions.attachments import HELD
from tta_requests.actions.transitions import entry, locked, person
from tta_requests.enums import ProgramOffice
from tta_requests.errors import NotYours
from tta_requests.models import ProgramResource, TTARequest
from tta_requests.policies import can_remove_resource, can_steer


@atomic_savepoint
def share(
    tta_request: TTARequest, *, office: ProgramOffice, title: str, url: str, note: str, by: Actor
) -> ProgramResource:
    """Add a resource; the site, its provider, and DOJ staff see it on the request's page.

    Arguments:
        tta_request: visible to the actor, and open.
        office: the office that has the resource.
        title: its name.
        url: its web address, or empty.
        note: how it helps here.
        by: the site's Champion, or DOJ staff.

    Raises:
        NotYours: when the actor may not share resources here, or the request has ended.
        Refused: when the same resource is already shared.
    """
    kept = locked(tta_request.pk)
    if not can_steer(by, kept):
        raise NotYours
    shared = ProgramResource.objects.of_request(kept.pk)
    if shared.standing().filter(office=office, title=title, url=url).exists():
        raise Refused("This resource is already shared on the request's page.")
    added = ProgramResource.objects.create(
        site_id=kept.site_id,
        request=kept,
        office=office,
        title=title,
        url=url,
        note=note,
        added_by_id=person(by),
        added_at=clock.now(),
    )
    entry(kept, "resource", f"Resource shared from {office.label}: {title}", by=by)
    payload = {"resource": str(added.pk)}
    emit("tta_requests.announce_resource", key=f"resource:{added.pk}", payload=payload)
    return added


@atomic_savepoint
def remove(resource: ProgramResource, *, reason: str, by: Actor) -> ProgramResource:
    """Remove a resource from the request's page; the timeline says who and why, and mail about it is corrected.

    Arguments:
        resource: of a request that is visible to the actor.
        reason: why, for the readers of the request.
        by: the person who shared it, while the request is open, or DOJ staff, also later.

    Raises:
        NotYours: when someone else shared it, or the request has ended for the person who did.
        Refused: when it was already removed, or a legal hold prevents it.
        InvalidInput: without a reason.
    """
    tta_request = locked(resource.request_id)
    kept = ProgramResource.objects.for_page().get(pk=resource.pk)
    if not can_remove_resource(by, tta_request, kept.added_by_id):
        raise NotYours
    if tta_request.is_on_legal_hold:
        raise Refused(HELD)
    if kept.removed_at is not None:
        raise Refused("This resource was already removed. The timeline shows who removed it.")
    if not reason.strip():
        raise InvalidInput("Enter a reason. It's saved with the request.", field="reason")
    kept.removed_at, kept.removed_by_id = clock.now(), person(by)
    kept.removal_reason = reason.strip()
    kept.save(update_fields=["removed_at", "removed_by", "removal_reason"])
    text = f"Resource removed: {kept.title}"
    entry(tta_request, "remove-resource", text, by=by, reason=kept.removal_reason)
    notify.undone(f"resource:{kept.pk}")
    return kept
