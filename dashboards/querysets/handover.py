"""What a handover brief holds of a site: what its reader sees, without federal items."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, cast

from engagements.models import Commitment
from foundation.accounts.actors import Actor
from foundation.needs.reading import Need
from liaisons.models import EngagementUpdate, UpdateRequest
from sites.enums import Handling
from sites.models import HandoverNote, Membership, Site, SiteAgency
from tta_requests.querysets import requests

if TYPE_CHECKING:
    from tta_requests.querysets.columns import ListedRequest

MAX_ROWS = 12


@dataclass(frozen=True, slots=True)
class Handover:
    """The records of a brief.

    Attributes:
        members: every membership of the site, ended ones too.
        own: the reader's live seats there, the newest first.
        note: what the holder before the reader left; None for nothing, or for a reader without a seat.
        requests: open requests, newest first; one more than is shown.
        federal: the keys of federal requests among what needs the reader, and of the site's updates about such
            requests, which are on no brief.
        commitments: open commitments, due first.
        updates: updates since the day asked for, newest first.
        agencies: the coalition's agencies with their contacts, the lead first.
    """

    members: Sequence[Membership]
    own: Sequence[Membership]
    note: HandoverNote | None
    requests: Sequence["ListedRequest"]
    federal: frozenset[str]
    commitments: Sequence[Commitment]
    updates: Sequence[EngagementUpdate]
    agencies: Sequence[SiteAgency]


def handover_of(
    site: Site, actor: Actor, *, needs: Iterable[Need], since: date, now: datetime
) -> Handover:
    """Find what the brief of a site holds for a reader, in eight statements.

    Arguments:
        site: the site.
        actor: the reader, who may enter it.
        needs: what needs the reader there.
        since: the first day of the updates, in the site's time zone.
        now: the instant.
    """
    members = list(Membership.objects.at(site).for_team())
    held = [each for each in members if each.user_id == actor.user_id and each.is_live(now)]
    own = sorted(held, key=lambda each: each.starts_at, reverse=True)
    notes = HandoverNote.objects.left_for(own[0]) if own else HandoverNote.objects.none()
    seen = requests.visible_to(actor)
    things = {each.row.thing for each in needs if each.row.thing}
    federal = seen.filter(handling=Handling.FEDERAL, pk__in=things)
    about = UpdateRequest.objects.federal().at(site.pk).values_list("update_id", flat=True)
    on_paper = seen.at(site.pk).open().exclude(handling=Handling.FEDERAL)
    newest = requests.for_list(on_paper).order_by("-created_at", "-id")
    commitments = Commitment.objects.visible_to(actor).for_paper(site.pk)
    updates = EngagementUpdate.objects.visible_to(actor).submitted().at(site.pk)
    updates = updates.on_paper().for_list()
    agencies = SiteAgency.objects.visible_to(actor).at(site).current().for_list()
    return Handover(
        members=members,
        own=own,
        note=notes.select_related("written_by").first(),
        requests=cast("list[ListedRequest]", list(newest[: MAX_ROWS + 1])),
        federal=frozenset(map(str, [*federal.values_list("pk", flat=True), *about])),
        commitments=list(commitments[: MAX_ROWS + 1]),
        updates=list(updates.since(since)[: MAX_ROWS + 1]),
        agencies=list(agencies[: MAX_ROWS + 1]),
    )
