"""Writes on people: created, changed, shut out and helped back in by administrators; away by themselves.

And on what opens the portal for them: sessions ended, known devices, secrets encrypted again.

A DOJ role is only proposed here: a Program Manager other than who proposed it approves, and the
database then writes it on the person.
"""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.db import transaction
from django.http import HttpRequest

from foundation.accounts import devices, encryption, limits, links, sessions
from foundation.accounts.actors import Actor
from foundation.accounts.enums import ApprovalState
from foundation.accounts.models import (
    Away,
    KnownDevice,
    LastVisit,
    PortalSession,
    StaffApproval,
    User,
    setting,
)
from foundation.accounts.permissions import Permission
from foundation.audit.enums import Kind
from foundation.audit.record import Detail, record
from foundation.calendars import clock
from foundation.calendars.holidays import calendar_for
from foundation.outbox.emit import emit
from foundation.tenancy import powers
from foundation.tenancy.context import principal
from foundation.workflow import locks
from foundation.workflow.errors import InvalidInput, NotAllowed, Refused

# Where DOJ's own business days are counted.
OFFICIAL_ZONE = "America/New_York"
# When this much of the time for an approval is used, the approvers are reminded.
REMINDED_AT = 0.8

# What of a person an administrator changes that ends every session of theirs.
POWERS = frozenset({"staff_role", "organization", "is_active"})
# The fields of an authenticator that allauth has encrypted by us.
SEALED = ("secret", "seed", "migrated_codes")
Why = Literal["age", "person", "password", "factor", "powers"]


@transaction.atomic
def keep(
    user: User,
    *,
    changed: Collection[str],
    here: HttpRequest | None = None,
    by: int | None,
) -> None:
    """Save a person; somebody new gets a link by mail to set a password, a new DOJ role waits for approval.

    So does a role that is kept while the account gets another address or is opened again: it would go to
    whoever reads that mail.

    Arguments:
        user: the person as the form left it.
        changed: names of the fields that changed.
        here: the request of an administrator who changes their own row: this session stays.
        by: the administrator's id; ``None`` when a command of the operators makes somebody.
    """
    new = user.pk is None
    wanted = user.staff_role
    user.staff_role = _held_without_approval(user, by=by)
    waits = bool(wanted) and wanted != user.staff_role
    if new:
        user.set_unusable_password()
    if user.pk == by:
        powers.give_up()
    user.save()
    if new:
        links.send_password_link(user)
    kind = Kind.ROLE_CHANGED if _powers(changed, waits=waits) else Kind.PERSON_CHANGED
    detail: Detail = {"person": user.pk, "new": new, "changed": ",".join(sorted(changed))}
    record(kind, user_id=by, detail=detail)
    if not new and _powers(changed, waits=waits):
        end_sessions(user.pk, but=here, why="powers", by=by)
    if waits:
        _propose_role(user, role=wanted, by=by)


def _powers(changed: Collection[str], *, waits: bool) -> bool:
    """Return whether the save itself changes what the person may do.

    A new role that waits changes nothing yet; one that was held and waits again is gone until then.
    """
    if waits and "staff_role" not in changed:
        return True
    return bool((POWERS - {"staff_role"} if waits else POWERS) & set(changed))


def _held_without_approval(user: User, *, by: int | None) -> str:
    """The DOJ role the person has once this is saved, before anybody approves another one.

    The first holder of a role is made by a command on the server (``by`` is None): there is nobody to
    approve it yet.
    """
    if not user.staff_role:
        return ""
    if by is None and not User.objects.filter(staff_role=user.staff_role, is_active=True).exists():
        return user.staff_role
    before = User.objects.filter(pk=user.pk).first()
    if before is None:
        return ""
    moved = before.email != user.email.strip().lower() and by != user.pk
    opened = user.is_active and not before.is_active
    return "" if moved or opened else before.staff_role


def _propose_role(user: User, *, role: str, by: int | None) -> StaffApproval:
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


@transaction.atomic
def approve_role(approval: StaffApproval, *, by: Actor) -> StaffApproval:
    """Give the DOJ role; the database writes it on the person.

    Raises:
        NotAllowed: for anybody but a Program Manager, who proposed it, and who would get it.
        Refused: when it was decided, its time is over, or the account changed since it was proposed.
    """
    row = _to_decide(approval, by)
    if not row.user.is_active or row.user.email != row.email:
        raise Refused("This account changed since the role was proposed. Ask for a new proposal.")
    _close(row, ApprovalState.APPROVED, by=by.user_id)
    end_sessions(row.user_id, why="powers", by=by.user_id)
    _note_role(Kind.APPROVAL_GIVEN, row, by.user_id)
    detail: Detail = {"person": row.user_id, "role": row.role, "approval": str(row.pk)}
    record(Kind.ROLE_CHANGED, user_id=by.user_id, detail=detail)
    return row


@transaction.atomic
def decline_role(approval: StaffApproval, *, reason: str, by: Actor) -> StaffApproval:
    """Refuse the DOJ role, with the reason.

    Raises:
        NotAllowed: for anybody but a Program Manager, who proposed it, and who would get it.
        InvalidInput: without a reason.
        Refused: when it was decided, or its time is over.
    """
    row = _to_decide(approval, by)
    if not reason.strip():
        raise InvalidInput("Enter a reason for declining.", field="reason")
    _close(row, ApprovalState.DECLINED, by=by.user_id, reason=reason.strip())
    _note_role(Kind.APPROVAL_DECLINED, row, by.user_id)
    return row


@transaction.atomic
def withdraw_role(approval: StaffApproval, *, by: int) -> None:
    """Withdraw a proposed role that is not decided yet; a decided one stays unchanged."""
    row = locks.hold(StaffApproval.objects.all(), approval.pk)
    if row.is_waiting:
        _close(row, ApprovalState.WITHDRAWN, by=by)
        _note_role(Kind.APPROVAL_DECLINED, row, by)


@transaction.atomic
def lapse_role(approval_id: UUID) -> None:
    """End a proposal that is still undecided at its deadline; a decided one stays unchanged."""
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
    if state != ApprovalState.WITHDRAWN:
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


@transaction.atomic
def reset_second_factor(user: User, *, here: HttpRequest | None = None, by: int) -> None:
    """Remove a person's lost second factor, passkeys included; they set up a new one at the next log-in.

    Arguments:
        user: whose.
        here: the request of an administrator whose own factor it is: this session stays.
        by: the administrator's id.
    """
    Authenticator.objects.filter(user_id=user.pk).delete()
    links.send_security_notice(user, "factors_taken_away")
    record(Kind.FACTOR_REMOVED, user_id=user.pk, detail={"by": by})
    end_sessions(user.pk, but=here, why="factor", by=by)
    limits.forgive_codes(user.email)


def note_visit(person: int) -> None:
    """Keep that a person uses the portal now. One statement; the guard asks for it once a minute."""
    LastVisit.objects.bulk_create(
        [LastVisit(person_id=person, at=clock.now())],
        update_conflicts=True,
        unique_fields=["person"],
        update_fields=["at"],
    )


def last_visit(person: int) -> datetime | None:
    """Return when the person last used the portal; None before the first time."""
    return LastVisit.objects.filter(pk=person).values_list("at", flat=True).first()


@transaction.atomic
def go_away(*, away_from: date, until: date, stands_in: int, by: int) -> Away:
    """Save when a person is away and who is their backup, replacing what was saved before.

    Arguments:
        away_from: the first day, in the person's own time zone.
        until: the last one.
        stands_in: the id of who gets their notices too, as far as they may read what these are about.
        by: the person's id.
    """
    kept = {"away_from": away_from, "until": until, "stands_in_id": stands_in}
    away, _ = Away.objects.update_or_create(person_id=by, defaults=kept)
    return away


@transaction.atomic
def come_back(*, by: int) -> None:
    """Delete a person's time away and their backup."""
    Away.objects.of(by).delete()


@transaction.atomic
def end_session(session: PortalSession, *, by: int) -> None:
    """End one session of a person, and what its browser is known for; its next request is a log-in page."""
    assert session.user_id is not None  # noqa: S101 -- pages fetch a person's own
    KnownDevice.objects.of(session.user_id).filter(digest=session.device).delete()
    session.delete()
    record(Kind.SESSION_ENDED, user_id=session.user_id, detail={"why": "person", "by": by})


@transaction.atomic
def end_sessions(
    person: int,
    *,
    but: HttpRequest | None = None,
    keep_devices: bool = False,
    why: Why,
    by: int | None,
) -> int:
    """End a person's sessions, and forget the browsers they are known for.

    Arguments:
        person: whose.
        but: the request whose own session and browser stay.
        keep_devices: leave the browsers known: a link to set a password is the way out of a flood of
            wrong guesses, and must not take the way in from the person's other browsers.
        why: for the security log.
        by: who ends them; None for the portal itself.

    Returns:
        How many ended.
    """
    key = but.session.session_key if but is not None else None
    ended: int
    ended, _ = PortalSession.objects.of(person).but(key).delete()
    if not keep_devices:
        kept = but.session.get(sessions.DEVICE, "") if but is not None else ""
        KnownDevice.objects.of(person).but(kept).delete()
    if ended:
        detail: Detail = {"why": why, "count": ended, "by": by}
        record(Kind.SESSION_ENDED, user_id=person, request=but, detail=detail)
    return ended


def note_end_by_age(request: HttpRequest, *, person: int) -> None:
    """Keep that a session ended because it was as old as a session gets."""
    record(Kind.SESSION_ENDED, user_id=person, request=request, detail={"why": "age", "count": 1})


def know_device(request: HttpRequest, *, signed_in: bool, by: int) -> str:
    """Know the request's browser from now on as one of the person's; returns the digest of its text."""
    digest = devices.give(request)
    seen = KnownDevice(user_id=by, digest=digest, used_at=clock.now(), signed_in=signed_in)
    KnownDevice.objects.bulk_create(
        [seen],
        update_conflicts=True,
        unique_fields=["user", "digest"],
        update_fields=["used_at", *(["signed_in"] if signed_in else [])],
    )
    return digest


def tidy() -> None:
    """Forget sessions that ended by themselves and browsers that were not used for long."""
    now = clock.now()
    PortalSession.objects.expired(now).delete()
    KnownDevice.objects.used_before(now - devices.LIFE).delete()


@transaction.atomic
def renew_secrets() -> tuple[int, int]:
    """Encrypt stored authenticator secrets with the key in force, where another one made them.

    Returns:
        How many authenticators were renewed, and how many no key opens.
    """
    renewed = lost = 0
    for row in locks.hold_all(Authenticator.objects.order_by("pk")):
        try:
            fresh = {name: _sealed_again(row.data[name]) for name in SEALED if name in row.data}
        except InvalidToken:
            lost += 1
            continue
        if fresh != {name: row.data[name] for name in fresh}:
            row.data |= fresh
            row.save(update_fields=["data"])
            renewed += 1
    if renewed:
        record(Kind.SECRETS_RENEWED, user_id=None, detail={"count": renewed})
    return renewed, lost


def _sealed_again(value: Any) -> Any:
    """Return the value as it is when the key in force made it, else sealed with that key."""
    if isinstance(value, list):
        return [_sealed_again(each) for each in value]
    return value if encryption.is_current(value) else encryption.encrypt(encryption.decrypt(value))
