"""Second approvals of seats that read federal items: ask, approve, decline, lapse, withdraw."""

from uuid import UUID

from foundation.accounts.actions import REMINDED_AT
from foundation.accounts.actors import Actor
from foundation.accounts.enums import ApprovalState
from foundation.accounts.models import User, setting
from foundation.accounts.roles import needs_approval
from foundation.audit.enums import Kind
from foundation.audit.record import Detail, record
from foundation.calendars import clock
from foundation.calendars.holidays import calendar_for
from foundation.notifications import notify
from foundation.outbox.emit import emit
from foundation.tenancy.context import atomic_savepoint, principal
from foundation.workflow import locks
from foundation.workflow.errors import InvalidInput, Refused
from sites import policies
from sites.errors import NotYours
from sites.models import Invitation, Membership, SeatApproval, Site

# These jobs, which seat made-up people at made-up sites, approve their own proposals; the database
# lists them too.
APPROVING_JOBS = frozenset({"system:demo", "system:bench"})


def ask(
    site: Site, *, role: str, seat: str, name: str, email: str, person: User | None, by: Actor
) -> SeatApproval | None:
    """Ask for the approval of a seat; return None for a seat that reads no federal items."""
    if not needs_approval(role, seat):
        return None
    now = clock.now()
    calendar = calendar_for(site.time_zone)
    asked = SeatApproval(
        site=site,
        role=role,
        seat=seat,
        name=name,
        email=email,
        person=person,
        proposed_by_id=by.user_id,
        proposed_as=principal() or "",
        asked_at=now,
        due_at=calendar.add_days(now, setting("approval-days")),
    )
    if by.principal in APPROVING_JOBS:
        asked.state = ApprovalState.APPROVED
        asked.decided_as, asked.decided_at = asked.proposed_as, now
    asked.save(force_insert=True)
    _note(Kind.APPROVAL_ASKED, asked, by.user_id)
    if asked.is_waiting:
        _announce(asked)
    return asked


@atomic_savepoint
def approve(approval: SeatApproval, *, by: Actor) -> SeatApproval:
    """Approve a seat, or confirm one that was filled before approvals existed.

    Raises:
        NotYours: unless the actor is an approver at DOJ who neither proposed the seat nor would get
            it.
        Refused: when it was decided, or its deadline passed.
    """
    row = _to_decide(approval, by)
    if row.person is not None and row.person.email != row.email:
        raise Refused("This account changed after the seat was proposed. Ask for a new proposal.")
    _close(row, ApprovalState.APPROVED, by=by.user_id)
    _note(Kind.APPROVAL_GIVEN, row, by.user_id)
    return row


@atomic_savepoint
def decline(approval: SeatApproval, *, reason: str, by: Actor) -> SeatApproval:
    """Decline a seat, with a reason; its invitation stops working.

    Raises:
        NotYours: unless the actor is an approver at DOJ who neither proposed the seat nor would get
            it.
        InvalidInput: without a reason.
        Refused: when it was decided, or its deadline passed.
    """
    row = _to_decide(approval, by)
    if not row.is_waiting:
        raise Refused("This seat is already active. End the membership instead.")
    if not reason.strip():
        raise InvalidInput("Enter a reason for declining.", field="reason")
    _close(row, ApprovalState.DECLINED, by=by.user_id, reason=reason.strip())
    _end_what_waits(row)
    _note(Kind.APPROVAL_DECLINED, row, by.user_id)
    return row


@atomic_savepoint
def lapse(approval_id: UUID) -> None:
    """Close a proposal that passed its deadline undecided; a decided one is left unchanged."""
    row = _locked(approval_id)
    if row.is_waiting:
        _close(row, ApprovalState.LAPSED, by=None)
        _end_what_waits(row)
        _note(Kind.APPROVAL_DECLINED, row, None)


def withdraw(approval_id: UUID | None, *, by: Actor) -> None:
    """Withdraw a proposal with its invitation or membership, which the caller has locked."""
    if approval_id is None:
        return
    row = locks.hold(SeatApproval.objects.all(), approval_id, refusal=NotYours)
    if row.is_waiting:
        _close(row, ApprovalState.WITHDRAWN, by=by.user_id)


def bind(approval: SeatApproval | None, person: User) -> None:
    """Record which account an approval is for, when its invitation is accepted."""
    if approval is not None and approval.person_id is None:
        approval.person = person
        approval.save(update_fields=["person"])


def _locked(approval_id: UUID) -> SeatApproval:
    """Return the approval, locked after its invitation: acceptance locks in this order too."""
    locks.hold_all(Invitation.objects.filter(approval_id=approval_id))
    rows = SeatApproval.objects.select_related("site", "person")
    return locks.hold(rows, approval_id, refusal=NotYours)


def _to_decide(approval: SeatApproval, by: Actor) -> SeatApproval:
    if not policies.can_approve_seats(by, approval.site):
        raise NotYours
    row = _locked(approval.pk)
    if not policies.can_decide(by, row):
        raise NotYours("Someone else must approve this, because you proposed it or it's for you.")
    if row.state == ApprovalState.REVIEW:
        return row
    if not row.is_waiting:
        raise Refused(f"Someone else already decided. This seat is now: {row.get_state_display()}.")
    if row.due_at <= clock.now():
        raise Refused("The deadline for this approval has passed. Ask for a new invitation.")
    return row


def _close(row: SeatApproval, state: ApprovalState, *, by: int | None, reason: str = "") -> None:
    was_waiting = row.is_waiting
    row.state = state
    row.decided_by_id = by
    row.decided_as = principal() or ""
    row.decided_at = clock.now()
    row.reason = reason
    row.save(update_fields=["state", "decided_by", "decided_as", "decided_at", "reason"])
    notify.changed(row.site.name, key=f"seat:{row.pk}:{state}")
    if state == ApprovalState.WITHDRAWN:
        notify.undone(f"seat:{row.pk}")
    if was_waiting and state != ApprovalState.WITHDRAWN:
        emit(
            "sites.approval_decided",
            key=f"sites.approval-decided:{row.pk}",
            payload={"approval": str(row.pk)},
        )


def _end_what_waits(row: SeatApproval) -> None:
    """Close the invitation, and end the membership of a person who accepted it already."""
    now = clock.now()
    Invitation.objects.open().filter(approval=row).update(withdrawn_at=now)
    for held in locks.hold_all(Membership.objects.filter(approval=row).not_ended(now)):
        held.ends_at = max(now, held.starts_at)
        held.save(update_fields=["ends_at"])


def _announce(row: SeatApproval) -> None:
    payload = {"approval": str(row.pk)}
    soon = calendar_for(row.site.time_zone).instant_at(row.asked_at, row.due_at, REMINDED_AT)
    emit("sites.approval_asked", key=f"sites.approval-asked:{row.pk}", payload=payload)
    emit("sites.approval_due", key=f"sites.approval-due:{row.pk}", payload=payload, due=soon)
    emit("sites.lapse_approval", key=f"sites.lapse:{row.pk}", payload=payload, due=row.due_at)


def _note(kind: Kind, row: SeatApproval, by: int | None) -> None:
    detail: Detail = {
        "approval": str(row.pk),
        "site": row.site_id,
        "role": row.role,
        "seat": row.seat,
        "state": row.state,
    }
    record(kind, user_id=by, detail=detail)
