"""Share a DOJ program office's resource with a request."""

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.outbox import emit
from foundation.tenancy.context import atomic
from foundation.workflow.errors import Refused
from tta_requests.actions.transitions import entry, locked, person
from tta_requests.enums import ProgramOffice
from tta_requests.errors import NotYours
from tta_requests.models import ProgramResource, TTARequest
from tta_requests.policies import can_steer


@atomic
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
    if shared.filter(office=office, title=title, url=url).exists():
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
