"""Make the commitments that come with an update, and finish those it shows to be done."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any, TypedDict

from engagements.actions import commitments as of_sites
from engagements.enums import CommitmentKind, Party
from engagements.models import Commitment
from foundation.accounts.actors import Actor
from foundation.accounts.roles import CHAMPION, LIAISON
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow import locks
from foundation.workflow.errors import Refused
from liaisons.enums import CommitmentRole
from liaisons.errors import ForeignCommitment, SeveralFederal
from liaisons.models import EngagementUpdate, UpdateCommitment
from liaisons.querysets.origins import commitments_from, finished_by, origin_of, title_of
from liaisons.querysets.updates import federal_requests
from sites.models import Membership
from tta_requests.actions import commitments as of_requests
from tta_requests.models import TTARequest

# The evidence of what an update about a federal request showed to be done.
WITHHELD = "Done with an update"
GIVEN = ("request", "origin_kind", "origin_id", "origin_title", "batch", "template", "owner")


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
    """Make commitments of the update's site, or of the federal request the update is about.

    The mark comes with the request: only its readers see what was promised (ADR 56).

    Raises:
        NotYours: when the actor does not keep the site's commitments.
        InvalidInput: when an owner can't open the site's pages, or can't read the federal request.
        SeveralFederal: when the update is about more than one federal request.
    """
    about = _federal_request(update) if wanted else None
    for each in wanted:
        made = _add(update, each, about, by=by)
        _link(update, made, CommitmentRole.MADE)


@atomic_savepoint
def follow_mark(update: EngagementUpdate, *, by: Actor) -> None:
    """Give commitments that came from an update to the federal request that a correction linked it to.

    What the update showed to be done no longer tells of it. An owner who can't read that request is replaced by
    the update's author.

    Raises:
        SeveralFederal: when there are any to give, and the update is about more than one federal request.
    """
    _follow(update, None, by=by)


@atomic_savepoint
def follow_request(tta_request: TTARequest, by: Actor) -> None:
    """Give a request that was marked as federal the commitments of the updates about it.

    An owner who can't read it any more is replaced by who marked it. Opened to the site again, it keeps them, without
    those of updates about another federal request: that one takes them.
    """
    about = EngagementUpdate.objects.about(tta_request.pk).order_by("pk")
    for update in about.select_related("site"):
        _follow(update, tta_request, by=by)


def _follow(update: EngagementUpdate, marked: TTARequest | None, *, by: Actor) -> None:
    """Have what an update made and finished follow the marks of its requests, as far as one is federal.

    Arguments:
        marked: the request whose mark changed; None when the update was corrected.
    """
    # Locked before the marks are read: of two marks that change at once, the second reads both.
    held = locks.hold_all(commitments_from(update))
    federal = federal_requests(update)
    if not federal:
        return
    keepers = {each.pk for each in federal}
    strays = [each for each in held if each.request_id not in keepers]
    if strays and marked is None and len(federal) > 1:
        raise SeveralFederal(field="requests")
    about = marked if marked is not None and marked.pk in keepers else federal[0]
    _give_to(about, strays, by=by)
    for each in locks.hold_all(finished_by(update)):
        each.evidence = WITHHELD
        of_sites.saved(each, "evidence")


def _give_to(about: TTARequest, held: Sequence[Commitment], *, by: Actor) -> None:
    for each in held:
        each.request = about
        # What belongs to a request names no other origin, and is no part of a batch.
        each.origin_kind, each.origin_id, each.origin_title = "", None, ""
        each.batch = each.template = None
        # Whose a commitment was when it was done stays on record.
        passes = each.is_open and each.owner_id is not None
        passes = passes and not of_requests.reads(about, each.owner_id or 0, by=by)
        if passes:
            each.owner_id = by.user_id
        of_sites.saved(each, *GIVEN)
        if passes:
            of_sites.announce(each)


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


def _federal_request(update: EngagementUpdate) -> TTARequest | None:
    """Return the one federal request that the update is about, whose readers see its commitments."""
    found = federal_requests(update)
    if len(found) > 1:
        raise SeveralFederal(field="requests")
    return found[0] if found else None


def _add(
    update: EngagementUpdate, wanted: NewCommitment, about: TTARequest | None, *, by: Actor
) -> Commitment:
    owner_id = wanted.owner_id or by.user_id
    if about:
        return of_requests.add(
            about,
            kind=CommitmentKind.COMMITMENT,
            text=wanted.text,
            due_on=wanted.due_on,
            owed_by=wanted.owed_by,
            owner_id=owner_id,
            by=by,
        )
    return of_sites.add(
        update.site,
        text=wanted.text,
        due_on=wanted.due_on,
        owed_by=wanted.owed_by,
        owner_id=owner_id,
        origin=origin_of(update),
        by=by,
    )


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
    """Return what shows that it is done: everyone at the site reads it, so it tells of no federal update."""
    return (
        WITHHELD if federal_requests(update) else f"{title_of(update)}: {update.get_absolute_url()}"
    )


def _link(update: EngagementUpdate, commitment: Commitment, role: CommitmentRole) -> None:
    UpdateCommitment.objects.create(
        site_id=update.site_id, update=update, commitment=commitment, role=role
    )
