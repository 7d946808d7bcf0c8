"""Add a site's commitments without a request, mark them as done, and give them new dates."""

from datetime import date
from typing import Any

from engagements.enums import CommitmentKind, Party
from engagements.errors import NotYours
from engagements.models import Commitment
from engagements.models.origins import Origin
from engagements.policies import can_keep_commitments
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.tenancy.context import atomic_savepoint
from foundation.ui.wording import shortened
from foundation.workflow import locks
from foundation.workflow.errors import InvalidInput, Refused
from sites.models import Site

# The column takes 200 letters; an ellipsis is two more.
MAX_TITLE = 198


@atomic_savepoint
def add(
    site: Site,
    *,
    text: str,
    due_on: date,
    owed_by: Party = Party.SITE,
    owner_id: int | None = None,
    kind: CommitmentKind = CommitmentKind.COMMITMENT,
    origin: Origin | None = None,
    by: Actor,
) -> Commitment:
    """Add a commitment that comes from no request: who owes what by when.

    Arguments:
        site: whose people see it.
        text: what, in one line.
        due_on: a day in the site's time zone.
        owed_by: the side that owes it.
        owner_id: the person responsible; None while no one person is known.
        kind: deliverable, milestone, or commitment.
        origin: what it comes from, of the same site, as ``origins.find`` finds it.
        by: someone who keeps the site's commitments.

    Raises:
        NotYours: when the actor does not keep the site's commitments, or the origin is another site's.
    """
    if not can_keep_commitments(by, site.pk) or (origin and origin.site.pk != site.pk):
        raise NotYours
    return Commitment.objects.create(
        site=site,
        kind=kind,
        text=text,
        owed_by=owed_by,
        owner_id=owner_id,
        due_on=due_on,
        made_by_id=by.user_id,
        made_at=clock.now(),
        **named(origin),
    )


@atomic_savepoint
def complete(commitment: Commitment, *, evidence: str = "", by: Actor) -> Commitment:
    """Mark a commitment without a request as done, with what shows it: a line of text or a link.

    Raises:
        NotYours: when the actor does not keep the site's commitments, or it belongs to a request.
        Refused: when it was already done.
    """
    found = _held(commitment, by)
    if not found.is_open:
        raise Refused("This commitment is already marked as done.")
    found.done_at, found.done_by_id, found.evidence = clock.now(), by.user_id, evidence
    found.save(update_fields=["done_at", "done_by", "evidence"])
    return found


@atomic_savepoint
def reopen(commitment: Commitment, *, by: Actor) -> Commitment:
    """Undo "done": the commitment is open again, and its evidence stays in the history.

    Raises:
        NotYours: when the actor does not keep the site's commitments, or it belongs to a request.
        Refused: when it is not marked as done.
    """
    found = _held(commitment, by)
    if found.done_at is None:
        raise Refused("This commitment is still open.")
    found.done_at, found.done_by_id, found.evidence = None, None, ""
    found.save(update_fields=["done_at", "done_by", "evidence"])
    return found


@atomic_savepoint
def change_date(commitment: Commitment, *, due_on: date, reason: str, by: Actor) -> Commitment:
    """Give an open commitment a new due date; the former date and reason stay in the history.

    Raises:
        NotYours: when the actor does not keep the site's commitments, or it belongs to a request.
        Refused: when it is already done.
        InvalidInput: without a reason, or when the date is the one it has.
    """
    found = _held(commitment, by)
    if not found.is_open:
        raise Refused("This commitment is already marked as done.")
    if not reason.strip():
        raise InvalidInput("Enter a reason for the new date.", field="reason")
    if due_on == found.due_on:
        raise InvalidInput("Enter a different date.", field="due_on")
    found.due_on, found.date_reason = due_on, reason.strip()
    found.save(update_fields=["due_on", "date_reason"])
    return found


def named(origin: Origin | None) -> dict[str, Any]:
    """Return the columns that keep what a commitment comes from; none without an origin."""
    if origin is None:
        return {}
    title = shortened(origin.title, MAX_TITLE)
    return {"origin_kind": origin.kind, "origin_id": origin.pk, "origin_title": title}


def _held(commitment: Commitment, by: Actor) -> Commitment:
    """Lock a commitment without a request that the actor keeps."""
    rows = Commitment.objects.without_request().select_related("site")
    found = locks.hold(rows, commitment.pk, refusal=NotYours)
    if not can_keep_commitments(by, found.site_id):
        raise NotYours
    return found
