"""Outbox jobs of the sites app: mail to invited people, managers and approvers.

Mail about an approval names the site, never the person.
"""

from uuid import UUID

from django.conf import settings
from django.urls import reverse

from foundation.accounts import mail
from foundation.accounts.actions import staff_roles
from foundation.accounts.actors import Actor, resolve
from foundation.accounts.enums import ApprovalState
from foundation.accounts.models import StaffApproval, User
from foundation.calendars.days import OFFICIAL_ZONE
from foundation.notifications import notify
from foundation.notifications.gate import ACCOUNT
from foundation.notifications.notices import Due
from foundation.outbox import Letter, Payload, emit, handler, letter
from foundation.ui import dates
from sites import policies
from sites.actions import (
    approvals,
    departure_notices,
    departures,
    gates,
    invitations,
    leave_notices,
)
from sites.models import BreakGlass, Invitation, Membership, SeatApproval
from sites.querysets import approvers_of_role, approvers_of_seat


@letter("sites.send_invitation")
def send_invitation(payload: Payload) -> Letter | None:
    """Mail the link; skip an invitation that was withdrawn or accepted in the meantime."""
    invitation = (
        Invitation.objects.open()
        .select_related("site", "invited_by")
        .filter(pk=str(payload["invitation"]))
        .first()
    )
    if invitation is None:
        return None
    return mail.write(
        "sites/invitation",
        to=mail.Outsider(invitation.email),
        key=f"invitation-{invitation.pk}-{invitation.expires_at.isoformat()}",
        context={
            "invitation": invitation,
            "by": invitation.invited_by.name if invitation.invited_by else "",
            "site": invitation.site,
            "role": policies.seat_words(invitation.role_title, invitation.seat_title),
            "until": dates.when(invitation.expires_at, invitation.site.time_zone),
            "link": settings.PUBLIC_BASE_URL + invitations.path_of(invitation.pk),
        },
    )


@letter("sites.tell_of_broken_glass")
def tell_of_broken_glass(payload: Payload) -> Letter | None:
    """Mail one program manager that an administrator has opened a site."""
    look = BreakGlass.objects.select_related("site", "user").get(pk=str(payload["record"]))
    person = User.objects.get(pk=str(payload["manager"]))
    if not policies.can_manage_team(resolve(person), look.site):
        return None
    path = reverse("sites:broken-glass", args=[look.site.slug])
    return mail.write(
        "sites/broken_glass",
        to=person,
        key=f"glass-{look.pk}-{person.pk}",
        context={
            "person": person,
            "site": look.site,
            "opened_by": look.user.name,
            "until": dates.when(look.closes_at, person.time_zone),
            "link": f"{settings.PUBLIC_BASE_URL}{path}",
        },
    )


@handler("sites.membership_ended")
def hand_over_from_a_seat(payload: Payload) -> None:
    """Find new owners once the end of a membership is reached."""
    rows = Membership.objects.select_related("user", "site", "approval", "covers__user")
    held = rows.get(pk=str(payload["membership"]))
    if departures.reach_end(held, by=Actor.system("outbox")):
        notify.left(held.user_id)
        departure_notices.tell_of_end(held)


@handler("sites.end_planned")
def tell_of_planned_end(payload: Payload) -> None:
    """Notify a person that the end of their membership is planned, or no longer."""
    rows = Membership.objects.select_related("user", "site", "approval")
    held = rows.get(pk=str(payload["membership"]))
    departure_notices.tell_of_plan(held, ends=str(payload["ends"]))


@handler("sites.leave_changed")
def tell_of_leave(payload: Payload) -> None:
    """Notify a liaison and their stand-in of what became of the leave."""
    rows = Membership.objects.select_related("user", "site", "covers__user")
    leave = rows.get(pk=str(payload["leave"]))
    leave_notices.tell_of_change(leave, str(payload["what"]), by=int(payload["by"]))


@handler("sites.backup_left")
def tell_of_lost_backup(payload: Payload) -> None:
    """Ask somebody whose backup has left to choose another."""
    left = User.objects.get(pk=int(payload["left"]))
    departure_notices.ask_for_backup(int(payload["person"]), left=left)


@handler("sites.approval_asked")
def tell_approvers(payload: Payload) -> None:
    """Notify those who may approve a seat that one is waiting."""
    _ask_for_seat(payload, step="")


@handler("sites.approval_due")
def remind_approvers(payload: Payload) -> None:
    """Remind the approvers before the deadline."""
    _ask_for_seat(payload, step="due")


@handler("sites.lapse_approval")
def lapse_approval(payload: Payload) -> None:
    """Close a seat's proposal that was not decided in time."""
    approvals.lapse(UUID(str(payload["approval"])))


@handler("sites.approval_decided")
def tell_of_decision(payload: Payload) -> None:
    """Notify the proposer and the person; of a lapsed seat, its possible approvers too."""
    row = SeatApproval.objects.for_queue().get(pk=str(payload["approval"]))
    lapsed = row.state == ApprovalState.LAPSED
    site = row.site
    notify.send(
        "seat-decided",
        Due(
            key=f"approval:{row.pk}",
            recipients=_proposer(row) | (approvers_of_seat(row) if lapsed else set()),
            gate=ACCOUNT,
            number=site.name,
            action=DECIDED[row.state],
            url=reverse("sites:team", args=[site.slug]),
            why="You proposed someone for a seat that needs a second approval."
            if not lapsed
            else "A second approval wasn't given in time.",
            site_id=site.pk,
        ),
    )
    if row.person_id is not None:
        notify.send(
            "seat-decided",
            Due(
                key=f"approval:{row.pk}",
                recipients={row.person_id},
                gate=ACCOUNT,
                number=site.name,
                action=DECIDED[row.state],
                url=reverse("dashboards:my-day"),
                why="You were proposed for a seat on this site's team.",
            ),
        )
    elif not row.is_in_force:
        emit(
            "sites.send_seat_not_approved",
            key=f"sites.seat-not-approved:{row.pk}",
            payload={"approval": str(row.pk)},
        )


@letter("sites.send_seat_not_approved")
def send_seat_not_approved(payload: Payload) -> Letter | None:
    """Mail an invited person without an account that the seat was not approved."""
    row = SeatApproval.objects.for_queue().get(pk=str(payload["approval"]))
    return mail.write(
        "sites/seat_not_approved",
        to=mail.Outsider(row.email),
        key=f"approval-{row.pk}",
        context={"approval": row, "site": row.site},
    )


@handler("accounts.role_proposed")
def tell_role_approvers(payload: Payload) -> None:
    """Notify Program Managers that a DOJ role is waiting for approval."""
    _ask_for_role(payload, step="")


@handler("accounts.role_due")
def remind_role_approvers(payload: Payload) -> None:
    """Remind Program Managers before the deadline."""
    _ask_for_role(payload, step="due")


@handler("accounts.lapse_role")
def lapse_role(payload: Payload) -> None:
    """Close a DOJ role's proposal that was not decided in time."""
    staff_roles.lapse_role(UUID(str(payload["approval"])))


@handler("accounts.role_decided")
def tell_of_role_decision(payload: Payload) -> None:
    """Notify the proposer and the person; of a lapsed role, Program Managers too."""
    row = StaffApproval.objects.for_queue().get(pk=str(payload["approval"]))
    told = _proposer(row) | {row.user_id}
    if row.state == ApprovalState.LAPSED:
        told |= approvers_of_role(row)
    notify.send(
        "role-decided",
        Due(
            key=f"role:{row.pk}",
            recipients=told,
            gate=ACCOUNT,
            number="DOJ role",
            action=DECIDED[row.state],
            url=reverse("dashboards:my-day"),
            why="You proposed the role, were proposed for it, or could approve it.",
        ),
    )


DECIDED: dict[str, str] = {
    ApprovalState.APPROVED: "the second approval was given",
    ApprovalState.DECLINED: "the second approval was declined",
    ApprovalState.LAPSED: "the second approval wasn't given in time",
}


def _proposer(row: SeatApproval | StaffApproval) -> set[int]:
    """Return the id of the person who proposed it; empty if a job did."""
    return set() if row.proposed_by_id is None else {row.proposed_by_id}


def _ask_for_seat(payload: Payload, *, step: str) -> None:
    row = SeatApproval.objects.for_queue().get(pk=str(payload["approval"]))
    if not row.is_waiting:
        return
    notify.send(
        "approval",
        Due(
            key=f"seat:{row.pk}",
            recipients=approvers_of_seat(row),
            gate=gates.SEAT_WAITS(row.pk),
            step=step,
            number=row.site.name,
            action="approve or decline a seat",
            url=reverse("sites:seat-approval", args=[row.pk]),
            why="You approve people for seats that can read federal items.",
            due_at=row.due_at,
            tz=row.site.time_zone,
            site_id=row.site_id,
        ),
    )


def _ask_for_role(payload: Payload, *, step: str) -> None:
    row = StaffApproval.objects.for_queue().get(pk=str(payload["approval"]))
    if not row.is_waiting:
        return
    notify.send(
        "approval",
        Due(
            key=f"role:{row.pk}",
            recipients=approvers_of_role(row),
            gate=gates.ROLE_WAITS(row.pk),
            step=step,
            number="DOJ role",
            action="approve or decline",
            url=reverse("sites:role-approval", args=[row.pk]),
            why="You approve DOJ roles.",
            due_at=row.due_at,
            tz=OFFICIAL_ZONE,
        ),
    )
