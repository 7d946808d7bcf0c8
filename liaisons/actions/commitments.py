"""Make the commitments that come with an update, and finish those it shows to be done."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any, TypedDict

from engagements.actions import commitments as of_sites
from engagements.enums import Party
from engagements.models import Commitment
from foundation.accounts.actors import Actor
from foundation.accounts.roles import CHAMPION, LIAISON
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow.errors import Refused
from liaisons.enums import CommitmentRole
from liaisons.errors import ForeignCommitment
from liaisons.models import EngagementUpdate, UpdateCommitment
from liaisons.querysets.origins import origin_of, title_of
from sites.models import Membership
from tta_requests.actions import commitments as of_requests


class Owner(TypedDict):
    """Who owes a commitment: the side and the person; no person for the author of the update."""

    owed_by: Party
    owner_id: int | None


@dataclass(frozen=True, slots=True)
class NewCommitment:
    """A commitment to make with an update.

    Attributes:
        text: what, in one line.
        due_on: a day in the site's time zone.
        owed_by: the side that owes it.
        owner_id: the person responsible; None for the author of the update.
    """

    text: str
    due_on: date
    owed_by: Party = Party.LIAISON
    owner_id: int | None = None


def owner_of(member: Membership | None) -> Owner:
    """Return who owes what a person of the team takes on; None for the author."""
    if member is None:
        return {"owed_by": Party.LIAISON, "owner_id": None}
    sides = {LIAISON.slug: Party.LIAISON, CHAMPION.slug: Party.DOJ}
    return {"owed_by": sides.get(member.role, Party.SITE), "owner_id": member.user_id}


def digest_of(extras: Mapping[str, Any]) -> str:
    """Return what recognizes the same commitments in a form that is sent again; empty without any."""
    return sha256(json.dumps(extras, sort_keys=True).encode()).hexdigest() if extras else ""


@atomic_savepoint
def make(update: EngagementUpdate, *, wanted: Sequence[NewCommitment], by: Actor) -> None:
    """Make commitments of the update's site, which the update is the origin of.

    Raises:
        NotYours: when the actor does not keep the site's commitments.
        InvalidInput: when an owner can't open the site's pages.
    """
    for each in wanted:
        made = of_sites.add(
            update.site,
            text=each.text,
            due_on=each.due_on,
            owed_by=each.owed_by,
            owner_id=each.owner_id or by.user_id,
            origin=origin_of(update),
            by=by,
        )
        _link(update, made, CommitmentRole.MADE)


@atomic_savepoint
def finish(update: EngagementUpdate, *, done: Sequence[Commitment], by: Actor) -> None:
    """Mark commitments as done, with the update as evidence; one that is done already is only linked.

    Raises:
        ForeignCommitment: when one belongs to another site.
        NotYours: when the actor does not keep one.
    """
    if any(each.site_id != update.site_id for each in done):
        raise ForeignCommitment(field="done")
    # In one order, so that two updates that finish the same ones never wait for each other.
    for each in sorted(done, key=lambda commitment: commitment.pk):
        if _is_finished(update, each, by=by):
            _link(update, each, CommitmentRole.FINISHED)


def _is_finished(update: EngagementUpdate, commitment: Commitment, *, by: Actor) -> bool:
    """Finish it where it is open; return whether it is done now."""
    try:
        if commitment.request_id:
            of_requests.complete(commitment, by=by)
        else:
            of_sites.complete(commitment, evidence=_evidence(update), by=by)
    except Refused:
        commitment.refresh_from_db(fields=["done_at"])
        return commitment.done_at is not None
    return True


def _evidence(update: EngagementUpdate) -> str:
    return f"{title_of(update)}: {update.get_absolute_url()}"


def _link(update: EngagementUpdate, commitment: Commitment, role: CommitmentRole) -> None:
    UpdateCommitment.objects.create(
        site_id=update.site_id, update=update, commitment=commitment, role=role
    )
