"""Invitations to a seat: send, send again, withdraw, accept."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.urls import reverse

from foundation.accounts.actors import Actor
from foundation.accounts.models import User, setting
from foundation.audit.enums import Kind
from foundation.audit.record import record
from foundation.calendars import clock
from foundation.outbox.emit import emit
from foundation.tenancy.context import acting, atomic_savepoint
from foundation.ui import dates
from foundation.workflow import folds, locks
from foundation.workflow.errors import InvalidInput, Refused
from foundation.workflow.signed_links import SignedLinks
from sites import policies
from sites.actions import approvals
from sites.actions.seat_checks import check_seat, refuse_taken
from sites.actions.seats import seat_person
from sites.errors import (
    InvitationAccepted,
    InvitationClosed,
    NotYours,
    SeatTaken,
    SignInFirst,
    SignOutFirst,
)
from sites.models import Invitation, Membership, Site

PRINCIPAL = "system:invitations"
NOT_APPROVED = "The seat wasn't approved. Withdraw this invitation, then invite the person again."
# Nobody outside is mailed again and again.
SEND_AGAIN_AFTER = timedelta(minutes=15)
JUST_SENT = "This invitation was sent less than 15 minutes ago. Try again later."
LINKS = SignedLinks("sites.invitation")


@dataclass(frozen=True, slots=True)
class Opened:
    """What an invitation's link shows: the invitation, and whether the email has an account."""

    invitation: Invitation
    has_account: bool


@atomic_savepoint
def to_seat(site: Site, *, email: str, name: str, role: str, seat: str, by: Actor) -> Invitation:
    """Invite a person to a seat by email, sent through the outbox.

    The invitation to a seat that reads federal items is only a proposal: the person who accepts it
    reads nothing before someone else approves.

    Raises:
        NotYours: when the actor may not fill this role.
        InvalidInput: for a seat the role does not have.
        SeatTaken, Refused: when the seat is taken, or the person already has it or an invitation to
            it.
    """
    if not policies.can_invite(by, site, role):
        raise NotYours
    check_seat(role, seat)
    address = folds.address(email)
    known = User.objects.filter(email=address).first()
    refuse_taken(site, role=role, seat=seat, user_id=known.pk if known else None)
    now = clock.now()
    _make_room(site, address, role, seat, by)
    approval = approvals.ask(
        site, role=role, seat=seat, name=name.strip(), email=address, person=known, by=by
    )
    invitation = Invitation.objects.create(
        site=site,
        email=address,
        name=name.strip(),
        role=role,
        seat=seat,
        invited_by_id=by.user_id,
        created_at=now,
        expires_at=now + timedelta(days=setting("invitation-days")),
        approval=approval,
    )
    _send(invitation)
    _note(Kind.INVITED, invitation, by)
    return invitation


@atomic_savepoint
def send_again(invitation: Invitation, *, by: Actor) -> Invitation:
    """Mail an invitation again, open or expired; its link then works as long as that of a new one.

    Raises:
        NotYours: when the actor may not fill this role.
        InvitationClosed: when it was already accepted or withdrawn.
        SeatTaken, Refused: when the seat was filled in the meantime.
        Refused: when it was sent in the last 15 minutes, or the seat wasn't approved.
    """
    row = _open_row(invitation, by)
    if row.approval and not (row.approval.is_waiting or row.approval.is_in_force):
        raise Refused(NOT_APPROVED)
    lasts = timedelta(days=setting("invitation-days"))
    if clock.now() < row.expires_at - lasts + SEND_AGAIN_AFTER:
        raise Refused(JUST_SENT)
    known = User.objects.filter(email=row.email).first()
    refuse_taken(row.site, role=row.role, seat=row.seat, user_id=known.pk if known else None)
    row.expires_at = clock.now() + lasts
    row.save(update_fields=["expires_at"])
    _send(row)
    _note(Kind.INVITED, row, by)
    return row


@atomic_savepoint
def withdraw(invitation: Invitation, *, by: Actor) -> Invitation:
    """Withdraw an invitation; its link stops working.

    Raises:
        NotYours: when the actor may not fill this role.
        InvitationClosed: when it was already accepted or withdrawn.
    """
    row = _open_row(invitation, by)
    row.withdrawn_at = clock.now()
    row.save(update_fields=["withdrawn_at"])
    approvals.withdraw(row.approval_id, by=by)
    _note(Kind.INVITATION_WITHDRAWN, row, by)
    return row


@acting(PRINCIPAL)
@atomic_savepoint
def open_link(token: str) -> Opened:
    """Return the invitation that a link opens, for anyone who has the link.

    Raises:
        InvitationClosed: for a link that was used, withdrawn or forged, or has expired.
    """
    invitation = _read(token, lock=False)
    has_account = User.objects.filter(email=invitation.email).exists()
    return Opened(invitation, has_account)


@acting(PRINCIPAL)
@atomic_savepoint
def accept(token: str, *, name: str, password: str, by: Actor) -> Membership:
    """Accept an invitation with a new account, or with that address's account while signed in.

    Raises:
        InvitationClosed: for a link that was used, withdrawn or forged, or has expired.
        SignInFirst: when the address has an account and its owner is not signed in.
        SignOutFirst: when the address has no account and somebody else is signed in.
        InvalidInput: when a new account gets no password.
        SeatTaken, Refused: when the seat was filled in the meantime.
    """
    invitation = _read(token, lock=True)
    user = User.objects.filter(email=invitation.email).first()
    if user is None and by.user_id is not None:
        raise SignOutFirst
    if user is None:
        user = _new_account(invitation, name, password)
    elif by.user_id != user.pk or not user.is_active:
        raise SignInFirst
    invitation.accepted_at = clock.now()
    invitation.save(update_fields=["accepted_at"])
    approvals.bind(invitation.approval, user)
    try:
        membership = seat_person(
            invitation.site,
            user=user,
            role=invitation.role,
            seat=invitation.seat,
            approval=invitation.approval,
        )
    except SeatTaken as error:
        # The sentence names the holder; who was invited isn't on the team to read it.
        raise SeatTaken from error
    record(Kind.INVITATION_ACCEPTED, user_id=user.pk, detail={"invitation": str(invitation.pk)})
    return membership


def token_of(invitation_id: UUID) -> str:
    """Return the signed part of the link; it contains no secret and is not stored."""
    return LINKS.token_of(invitation_id)


def path_of(invitation_id: UUID) -> str:
    """Return the path of the page where the invitation is accepted."""
    return reverse("sites:accept-invitation", args=[token_of(invitation_id)])


def _open_row(invitation: Invitation, by: Actor) -> Invitation:
    row = locks.hold(
        Invitation.objects.select_related("site", "approval"), invitation.pk, refusal=NotYours
    )
    if not policies.can_invite(by, row.site, row.role):
        raise NotYours
    if at := row.accepted_at or row.withdrawn_at:
        done = "accepted" if row.accepted_at else "withdrawn"
        raise InvitationClosed(
            f"This invitation was already {done} on {dates.when(at, row.site.time_zone)}."
        )
    return row


def _send(invitation: Invitation) -> None:
    """Mail the link: once for each time it was sent, which its end tells apart."""
    emit(
        "sites.send_invitation",
        key=f"sites.invitation:{invitation.pk}:{invitation.expires_at.isoformat()}",
        payload={"invitation": str(invitation.pk)},
    )


def _read(token: str, *, lock: bool) -> Invitation:
    key = LINKS.read(token)
    if key is None:
        raise InvitationClosed
    rows = Invitation.objects.filter(pk=key).select_related("site", "approval")
    found = locks.hold_all(rows) if lock else list(rows)
    if found and found[0].accepted_at:
        raise InvitationAccepted
    if not found or found[0].withdrawn_at or found[0].expires_at <= clock.now():
        raise InvitationClosed
    return found[0]


def _make_room(site: Site, email: str, role: str, seat: str, by: Actor) -> None:
    """Close an expired invitation to the same seat; refuse if one is still open."""
    standing = Invitation.objects.at(site).open().filter(email=email, role=role, seat=seat)
    if standing.filter(expires_at__gt=clock.now()).exists():
        raise Refused(
            "This person is already invited to that seat. Send that invitation again, or withdraw it first."
        )
    for expired in standing:
        expired.withdrawn_at = clock.now()
        expired.save(update_fields=["withdrawn_at"])
        approvals.withdraw(expired.approval_id, by=by)


def _new_account(invitation: Invitation, name: str, password: str) -> User:
    if not password:
        raise InvalidInput("Choose a password.", field="password")
    zone = invitation.site.time_zone
    user = User(email=invitation.email, name=name.strip(), time_zone=zone)
    user.set_password(password)
    user.save()
    return user


def _note(kind: Kind, invitation: Invitation, by: Actor) -> None:
    detail: dict[str, str | int | bool | None] = {
        "site": invitation.site_id,
        "role": invitation.role,
        "seat": invitation.seat,
        "invitation": str(invitation.pk),
    }
    record(kind, user_id=by.user_id, detail=detail)
