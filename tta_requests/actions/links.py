"""Link requests of a site that are related."""

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.tenancy.context import atomic
from foundation.workflow.errors import InvalidInput
from tta_requests.actions.transitions import entry, person
from tta_requests.enums import LinkKind, MessageAudience
from tta_requests.errors import NotYours
from tta_requests.models import RequestLink, TTARequest
from tta_requests.policies import can_link


@atomic
def add(tta_request: TTARequest, *, other: TTARequest, kind: LinkKind, by: Actor) -> RequestLink:
    """Link a request to another one of the same site.

    Raises:
        NotYours: when the actor is not DOJ staff.
        InvalidInput: when the other is the same request, of another site, or already linked.
    """
    if not can_link(by, tta_request):
        raise NotYours
    if other.pk == tta_request.pk or other.site_id != tta_request.site_id:
        raise InvalidInput("Choose a different request from the same site.", field="number")
    made, fresh = RequestLink.objects.get_or_create(
        site_id=tta_request.site_id,
        request=tta_request,
        other=other,
        defaults={"kind": kind, "made_by_id": person(by), "made_at": clock.now()},
    )
    if not fresh:
        raise InvalidInput("These requests are already linked.", field="number")
    text = f"{kind.label} {other.number}"
    entry(tta_request, "link", text, by=by, audience=MessageAudience.INTERNAL)
    return made
