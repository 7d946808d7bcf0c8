"""Propose a DOJ role, approve or decline it, and close proposals that passed their deadline."""

from uuid import UUID

from foundation.accounts import holdings
from foundation.accounts.actions.sessions import end_sessions
from foundation.accounts.actors import Actor
from foundation.accounts.enums import ApprovalState
from foundation.accounts.holdings import Loss
from foundation.accounts.models import (
    StaffApproval,
    User,
    setting,
)
from foundation.accounts.permissions import Permission
from foundation.audit.enums import Kind
from foundation.audit.record import Detail, record
from foundation.calendars import clock
from foundation.calendars.days import OFFICIAL_ZONE
from foundation.calendars.holidays import calendar_for
from foundation.outbox.emit import emit
from foundation.tenancy.context import atomic_savepoint, principal
from foundation.workflow import locks
from foundation.workflow.errors import InvalidInput, NotAllowed, Refused

# When this share of the time for an approval has passed, the approvers are reminded.
REMINDED_AT = 0.8


def propose_role(user: User, *, role: str, by: int | None) -> StaffApproval:
    """Ask Program Managers to approve a DOJ role; an earlier proposal for them is withdrawn."""
    now = clock.now()
    for earlier in locks.hold_all(StaffApproval.objects.waiting().of_user(user.pk)):
        _close(earlier, ApprovalState.WITHDRAWN, by=by)
    approval = StaffApproval.objects.create(
        user=user,
        role=role,
        email=user.email,
        proposed_by_id=by,
        proposed_as=principal() or "",
        asked_at=now,
        due_at=calendar_for(OFFICIAL_ZONE).add_days(now, setting("approval-days")),
    )
    payload = {"approval": str(approval.pk)}
    emit("accounts.role_proposed", key=f"accounts.role-proposed:{approval.pk}", payload=payload)
    soon = calendar_for(OFFICIAL_ZONE).instant_at(now, approval.due_at, REMINDED_AT)
    emit("accounts.role_due", key=f"accounts.role-due:{approval.pk}", payload=payload, due=soon)
    emit(
        "accounts.lapse_role",
        key=f"accounts.lapse-role:{approval.pk}",
        payload=payload,
        due=approval.due_at,
    )
    _note_role(Kind.APPROVAL_ASKED, approval, by)
    return approval


@atomic_savepoint
def approve_role(approval: StaffApproval, *, by: Actor) -> StaffApproval:
    """Approve a DOJ role; the database writes it on the person.

    Raises:
        NotAllowed: unless the actor is a Program Manager who neither proposed the role nor would
            get it.
        Refused: when it was decided, its deadline passed, or the account changed since it was
            proposed.
    """
    row = _to_decide(approval, by)
    if not row.user.is_active or row.user.email != row.email:
        raise Refused("This account changed since the role was proposed. Ask for a new proposal.")
    _close(row, ApprovalState.APPROVED, by=by.user_id)
    loss = Loss.between(row.user, row.user, role=row.role)
    if loss is not None:
        holdings.hand_over(loss, {}, by=by)
    end_sessions(row.user_id, why="powers", by=by.user_id)
    _note_role(Kind.APPROVAL_GIVEN, row, by.user_id)
    detail: Detail = {"person": row.user_id, "role": row.role, "approval": str(row.pk)}
    record(Kind.ROLE_CHANGED, user_id=by.user_id, detail=detail)
    return row


@atomic_savepoint
def decline_role(approval: StaffApproval, *, reason: str, by: Actor) -> StaffApproval:
    """Decline a DOJ role, with a reason.

    Raises:
        NotAllowed: unless the actor is a Program Manager who neither proposed the role nor would
            get it.
        InvalidInput: without a reason.
        Refused: when it was decided, or its deadline passed.
    """
    row = _to_decide(approval, by)
    if not reason.strip():
        raise InvalidInput("Enter a reason for declining.", field="reason")
    _close(row, ApprovalState.DECLINED, by=by.user_id, reason=reason.strip())
    _note_role(Kind.APPROVAL_DECLINED, row, by.user_id)
    return row


@atomic_savepoint
def withdraw_role(approval: StaffApproval, *, by: int) -> None:
    """Withdraw a proposal that is not decided yet; a decided one is left unchanged."""
    row = locks.hold(StaffApproval.objects.all(), approval.pk)
    if row.is_waiting:
        _close(row, ApprovalState.WITHDRAWN, by=by)
        _note_role(Kind.APPROVAL_DECLINED, row, by)


@atomic_savepoint
def lapse_role(approval_id: UUID) -> None:
    """Close a proposal that passed its deadline undecided; a decided one is left unchanged."""
    row = locks.hold(StaffApproval.objects.all(), approval_id)
    if row.is_waiting:
        _close(row, ApprovalState.LAPSED, by=None)
        _note_role(Kind.APPROVAL_DECLINED, row, None)


def _to_decide(approval: StaffApproval, by: Actor) -> StaffApproval:
    if by.user_id is None or Permission.STAFF_APPROVE not in by.everywhere:
        raise NotAllowed
    row = locks.hold(StaffApproval.objects.select_related("user"), approval.pk)
    if by.user_id in {row.proposed_by_id, row.user_id}:
        raise NotAllowed("Someone else must approve this, because you proposed it or it's for you.")
    if not row.is_waiting:
        raise Refused(f"Someone else already decided. This role is now: {row.get_state_display()}.")
    if row.due_at <= clock.now():
        raise Refused("The deadline for this approval has passed. Ask for a new proposal.")
    return row


def _close(row: StaffApproval, state: ApprovalState, *, by: int | None, reason: str = "") -> None:
    row.state = state
    row.decided_by_id = by
    row.decided_as = principal() or ""
    row.decided_at = clock.now()
    row.reason = reason
    row.save(update_fields=["state", "decided_by", "decided_as", "decided_at", "reason"])
    if state == ApprovalState.WITHDRAWN:
        key = f"role:{row.pk}"
        emit("notifications.withdraw", key=f"withdraw:{key}", payload={"key": key, "step": key})
    else:
        emit(
            "accounts.role_decided",
            key=f"accounts.role-decided:{row.pk}",
            payload={"approval": str(row.pk)},
        )


def _note_role(kind: Kind, row: StaffApproval, by: int | None) -> None:
    detail: Detail = {
        "approval": str(row.pk),
        "person": row.user_id,
        "role": row.role,
        "state": row.state,
    }
    record(kind, user_id=by, detail=detail)
