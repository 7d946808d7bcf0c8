"""Add a site's commitments without a request, mark them as done, reassign them, give them new dates, and remind owners."""

from datetime import date
from typing import Any

from engagements.enums import CommitmentKind, Party
from engagements.errors import NotYours, RemindedToday
from engagements.models import Commitment, origins
from engagements.models.origins import Origin
from engagements.policies import can_change_commitment, can_keep_commitments, can_remind
from foundation.accounts.actors import Actor, resolve
from foundation.accounts.models import User
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.notifications import notify
from foundation.outbox import emit
from foundation.tenancy.context import atomic_savepoint
from foundation.ui import dates
from foundation.ui.wording import shortened
from foundation.workflow import locks
from foundation.workflow.errors import InvalidInput, Refused
from foundation.workflow.versions import check_version
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
    """Add a commitment that comes from no request: who owes what by when; another owner is notified.

    Arguments:
        site: whose people see it.
        text: what, in one line.
        due_on: a day in the site's time zone.
        owed_by: the side that owes it.
        owner_id: the person responsible, who can open the site's pages; None while no one person is known.
        kind: deliverable, milestone, or commitment.
        origin: what it comes from, of the same site, as ``origins.find`` finds it.
        by: someone who keeps the site's commitments.

    Raises:
        NotYours: when the actor does not keep the site's commitments, or the origin is another site's.
        InvalidInput: when the owner can't open the site's pages.
    """
    if not can_keep_commitments(by, site.pk) or (origin and origin.site.pk != site.pk):
        raise NotYours
    check_owner(site, owner_id, by)
    made = Commitment.objects.create(
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
    if owner_id is not None and owner_id != by.user_id:
        announce(made)
    return made


@atomic_savepoint
def complete(
    commitment: Commitment, *, evidence: str = "", version: int | str | None = None, by: Actor
) -> Commitment:
    """Mark a commitment without a request as done, with what shows it: a line of text or a link.

    Arguments:
        commitment: one the actor reads.
        evidence: what shows it.
        version: the version the actor has seen, if they say so.
        by: its owner, or someone who keeps the site's commitments.

    Raises:
        NotYours: when the actor may not, or it belongs to a request.
        Refused: when it is not open.
        StaleEdit: when someone changed it since that version.
    """
    found = _held(commitment, None, by)
    # Of two people who mark it, the second reads who was first, not that something changed.
    check_open(found)
    _check_seen(found, version)
    found.done_at, found.done_by_id, found.evidence = clock.now(), by.user_id, evidence
    return saved(found, "done_at", "done_by", "evidence")


@atomic_savepoint
def reopen(commitment: Commitment, *, version: int | str | None = None, by: Actor) -> Commitment:
    """Undo "done": the commitment is open again, and its evidence stays in the history.

    Raises:
        NotYours: when the actor may not, or it belongs to a request.
        Refused: when it is not marked as done.
        StaleEdit: when someone changed it since that version.
    """
    found = _held(commitment, version, by)
    if found.done_at is None:
        raise Refused("This commitment isn't marked as done.")
    found.done_at, found.done_by_id, found.evidence = None, None, ""
    return saved(found, "done_at", "done_by", "evidence")


@atomic_savepoint
def change_date(
    commitment: Commitment,
    *,
    due_on: date,
    reason: str,
    version: int | str | None = None,
    by: Actor,
) -> Commitment:
    """Give an open commitment a new due date; the former date and reason stay in the history.

    Raises:
        NotYours: when the actor may not, or it belongs to a request.
        Refused: when it is not open.
        InvalidInput: without a reason, or when the date is the one it has.
        StaleEdit: when someone changed it since that version.
    """
    found = _held(commitment, version, by)
    check_open(found)
    if not reason.strip():
        raise InvalidInput("Enter a reason for the new date.", field="reason")
    if due_on == found.due_on:
        raise InvalidInput("Enter a different date.", field="due_on")
    found.due_on, found.date_reason = due_on, reason.strip()
    return saved(found, "due_on", "date_reason")


@atomic_savepoint
def assign(
    commitment: Commitment, *, owner_id: int | None, version: int | str | None = None, by: Actor
) -> Commitment:
    """Make another person responsible for an open commitment, or no one person; the new owner is notified.

    Raises:
        NotYours: when the actor does not keep the site's commitments, or it belongs to a request.
        Refused: when it is not open.
        InvalidInput: when the owner is the one it has, or can't open the site's pages.
        StaleEdit: when someone changed it since that version.
    """
    found = _held(commitment, version, by)
    if not can_keep_commitments(by, found.site_id):
        raise NotYours
    check_open(found)
    if owner_id == found.owner_id:
        raise InvalidInput("Choose someone else.", field="owner")
    check_owner(found.site, owner_id, by)
    found.owner_id = owner_id
    kept = saved(found, "owner")
    if owner_id is not None and owner_id != by.user_id:
        announce(kept)
    return kept


@atomic_savepoint
def cancel(
    commitment: Commitment, *, reason: str, version: int | str | None = None, by: Actor
) -> Commitment:
    """Cancel an open commitment, such as one added in error; its history stays, and another owner is notified.

    Raises:
        NotYours: when the actor does not keep the site's commitments, or it belongs to a request.
        Refused: when it is not open.
        InvalidInput: without a reason.
        StaleEdit: when someone changed it since that version.
    """
    found = _held(commitment, None, by)
    if not can_keep_commitments(by, found.site_id):
        raise NotYours
    check_open(found)
    _check_seen(found, version)
    return saved(found, *set_canceled(found, reason=reason, by=by))


def set_canceled(found: Commitment, *, reason: str, by: Actor) -> tuple[str, ...]:
    """Set who canceled a locked commitment and why, have another owner notified, and return the changed columns.

    Raises:
        InvalidInput: without a reason.
    """
    if not reason.strip():
        raise InvalidInput("Enter a reason. It's saved with the commitment.", field="reason")
    found.canceled_at, found.canceled_by_id = clock.now(), by.user_id
    found.dropped_reason = reason.strip()
    if found.owner_id not in {None, by.user_id}:
        payload = {"commitment": str(found.pk)}
        emit("engagements.announce_canceled", key=f"canceled:{found.pk}", payload=payload)
    return "canceled_at", "canceled_by", "dropped_reason"


@atomic_savepoint
def remind(commitment: Commitment, *, by: Actor) -> Commitment:
    """Send the owner of an open commitment a reminder, once a day at most by the days of its site.

    Raises:
        NotYours: when the actor does not keep the site's commitments, or it belongs to a request.
        Refused: when it is not open, or is nobody else's.
        RemindedToday: when someone sent one today.
    """
    found = _held(commitment, None, by)
    if not can_keep_commitments(by, found.site_id):
        raise NotYours
    check_open(found)
    if not can_remind(by, found):
        raise Refused("Only the person responsible gets a reminder. Choose an owner first.")
    today = clock.today(found.site.time_zone)
    if found.reminded_on == today:
        raise RemindedToday
    found.reminded_on = today
    found.save(update_fields=["reminded_on"])
    key, payload = f"{found.pk}:{today}", {"commitment": str(found.pk), "day": today.isoformat()}
    emit("engagements.remind_owner", key=f"commitment-reminder:{key}", payload=payload)
    return found


def announce(commitment: Commitment) -> None:
    """Have its new owner notified once this transaction is done."""
    emit(
        "engagements.announce_owner",
        key=f"owner:{commitment.pk}:{commitment.version}",
        payload={"commitment": str(commitment.pk), "owner": commitment.owner_id or 0},
    )


def named(origin: Origin | None) -> dict[str, Any]:
    """Return the columns that keep what a commitment comes from; none without an origin."""
    if origin is None:
        return {}
    title = shortened(origin.title, MAX_TITLE)
    return {"origin_kind": origin.kind, "origin_id": origin.pk, "origin_title": title}


def check_owner(site: Site, owner_id: int | None, by: Actor) -> None:
    """Check that a person other than the actor can open the site's pages, and so the commitment.

    Raises:
        InvalidInput: when the person can't.
    """
    if owner_id is None or owner_id == by.user_id:
        return
    person = User.objects.select_related("organization").filter(pk=owner_id).first()
    if person is None or not resolve(person).may(P.SITE_VIEW, at=site.pk):
        raise InvalidInput("Choose someone from the site's team.", field="owner")


def check_open(found: Commitment) -> None:
    """Refuse a commitment that is done, with who marked it when, or that was closed.

    Raises:
        Refused: when it is not open.
    """
    if found.done_at and found.done_by:
        when = dates.when(found.done_at, found.site.time_zone)
        title, *_ = origins.evidence(found.evidence, found.site.slug)
        shown = f", with the evidence “{title}”" if title else ""
        raise Refused(
            f"{found.done_by.name} already marked this commitment as done on {when}{shown}."
        )
    if not found.is_open:
        is_closed = found.request_id and found.canceled_at is None
        closed = "closed with its request" if is_closed else "canceled"
        raise Refused(f"This commitment was {closed}.")


def saved(found: Commitment, *changed: str) -> Commitment:
    """Save columns as a new version, and have its open notices looked at again."""
    found.version += 1
    found.save(update_fields=[*changed, "version"])
    notify.changed(found.site.name, key=f"commitment:{found.pk}:{found.version}")
    return found


def _held(commitment: Commitment, version: int | str | None, by: Actor) -> Commitment:
    """Lock a commitment without a request that the actor may change, as they have seen it."""
    rows = Commitment.objects.without_request().select_related("site")
    found = locks.hold(rows, commitment.pk, refusal=NotYours)
    if not can_change_commitment(by, found):
        raise NotYours
    _check_seen(found, version)
    return found


def _check_seen(found: Commitment, version: int | str | None) -> None:
    if version is not None:
        check_version(found, version)
