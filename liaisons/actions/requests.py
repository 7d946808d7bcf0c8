"""Link an update to its requests, and let drafts go when a request is kept from their author."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from foundation.accounts.actors import Actor
from foundation.tenancy.context import atomic_savepoint, powers_of
from foundation.workflow import locks
from liaisons.errors import ForeignRequest, KeptFrom, RequestGone
from liaisons.models import EngagementUpdate, UpdateRequest
from sites.models import Site
from tta_requests.actions import commitments
from tta_requests.models import TTARequest

# Row security shows a draft to its author alone, and an update to nobody a request is kept from.
JOB = "system:reviews"


def hold(values: Mapping[str, Any], site: Site) -> None:
    """Lock the requests that an update is to be linked to, so that their marks stay as they are meanwhile.

    Before the update's own row, as whoever marks a request holds the request first.

    Raises:
        ForeignRequest: when one belongs to another site.
        RequestGone: when one is kept from the actor by now.
    """
    wanted = {each.pk: each for each in values.get("requests", ())}
    if any(each.site_id != site.pk for each in wanted.values()):
        raise ForeignRequest(field="requests")
    rows = TTARequest.objects.filter(pk__in=wanted).order_by("pk")
    if wanted and len(locks.hold_all(rows, no_key=True)) < len(wanted):
        raise RequestGone(field="requests")


def link(update: EngagementUpdate, wanted: Sequence[TTARequest]) -> None:
    """Link an update to these requests, which are held, and to no other."""
    keys = dict.fromkeys(each.pk for each in wanted)
    linked = set(update.request_links.values_list("request_id", flat=True))
    update.request_links.exclude(request_id__in=keys).delete()
    UpdateRequest.objects.bulk_create(
        UpdateRequest(site_id=update.site_id, update=update, request_id=pk)
        for pk in keys
        if pk not in linked
    )


def check_kept(pk: UUID, *, by: Actor) -> None:
    """Check that the actor can still read an update, if they submitted it.

    Raises:
        KeptFrom: when they can't, as a request it is about is kept from them.
    """
    own = EngagementUpdate.objects.submitted().by(by.user_id).filter(pk=pk)
    if own.exists():
        return
    with powers_of(JOB):
        is_kept = own.exists()
    if is_kept:
        raise KeptFrom


@atomic_savepoint
def let_drafts_go(tta_request: TTARequest, by: Actor) -> None:
    """Unlink a request that was marked as federal from the drafts of those who can't read it any more.

    A draft is its author's own words, which they continue or discard; without the link it stays theirs.
    """
    if not tta_request.is_federal:
        return
    with powers_of(JOB):
        drafts = locks.hold_all(EngagementUpdate.objects.drafts_about(tta_request.pk))
    lost = [each.pk for each in drafts if not commitments.reads(tta_request, each.author_id, by=by)]
    with powers_of(JOB):
        UpdateRequest.objects.of(tta_request.pk, lost).delete()
