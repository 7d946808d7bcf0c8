"""Link requests of a site that are related, and remove the links."""

from django.db import IntegrityError

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow import locks
from foundation.workflow.errors import InvalidInput, Refused
from tta_requests.actions.transitions import entry, person
from tta_requests.enums import LinkKind, MessageAudience
from tta_requests.errors import NotYours
from tta_requests.models import RequestLink, TTARequest
from tta_requests.policies import can_link


@atomic_savepoint
def add(tta_request: TTARequest, *, other: TTARequest, kind: LinkKind, by: Actor) -> RequestLink:
    """Link a request to another one of the same site; the timelines of both say so.

    Raises:
        NotYours: when the actor is not DOJ staff.
        InvalidInput: when the other is the same request, of another site, or already linked, from either side.
    """
    if not can_link(by, tta_request):
        raise NotYours
    if other.pk == tta_request.pk or other.site_id != tta_request.site_id:
        raise InvalidInput("Choose a different request from the same site.", field="number")
    try:
        with atomic_savepoint:
            made = RequestLink.objects.create(
                site_id=tta_request.site_id,
                request=tta_request,
                other=other,
                kind=kind,
                made_by_id=person(by),
                made_at=clock.now(),
            )
    except IntegrityError as error:
        raise InvalidInput("These requests are already linked.", field="number") from error
    _tell(made, "link", "{how} {number}", by)
    return made


@atomic_savepoint
def remove(link: RequestLink, *, by: Actor) -> RequestLink:
    """Remove a link; the timelines of both requests keep that it was there, and say who removed it.

    Raises:
        NotFound: when someone removed it before.
        NotYours: when the actor is not DOJ staff.
        Refused: when one of the requests is on legal hold.
    """
    held = locks.hold(RequestLink.objects.with_requests(), link.pk, refusal=NotYours)
    if not can_link(by, held.request):
        raise NotYours
    for each in (held.request, held.other):
        if each.is_on_legal_hold:
            raise Refused(
                f"{each.number} is on legal hold. You can't remove anything until the hold is lifted."
            )
    held.delete()
    _tell(held, "unlink", "Link removed: {how} {number}", by)
    return held


def _tell(link: RequestLink, step: str, text: str, by: Actor) -> None:
    """Add an entry to the timelines of both requests, each in words of its own side."""
    kind, both = LinkKind(link.kind), (link.request, link.other)
    for one, other, how in zip(both, reversed(both), (kind.label, kind.reverse), strict=True):
        said = text.format(how=how, number=other.number)
        entry(one, step, said, by=by, audience=MessageAudience.INTERNAL)
