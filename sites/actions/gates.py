"""The questions of this room at the gate: does the approval still wait, is the reader still who keeps it?"""

from foundation.accounts.actors import Actor
from foundation.accounts.models import StaffApproval
from foundation.accounts.permissions import Permission as P
from foundation.accounts.roles import LIAISON
from foundation.calendars import clock
from foundation.notifications.gate import declare
from sites.models import Contact, Invitation, Membership, SeatApproval, SiteAgency
from sites.querysets import UNVERIFIED, approvers_of_role, approvers_of_seat, last_holders


def _seat_waits(actor: Actor, approval_id: str) -> bool:
    found = SeatApproval.objects.waiting().filter(pk=approval_id)
    return any(actor.user_id in approvers_of_seat(each) for each in found)


def _role_waits(actor: Actor, approval_id: str) -> bool:
    found = StaffApproval.objects.waiting().filter(pk=approval_id)
    return any(actor.user_id in approvers_of_role(each) for each in found)


def _is_unverified(actor: Actor, site_id: str) -> bool:
    stale = Contact.objects.unverified_since((clock.now() - UNVERIFIED).date())
    may = actor.may(P.TEAM_INVITE, at=int(site_id))
    return may and stale.filter(site_id=site_id).exists()


def _is_of_team(actor: Actor, site_id: str) -> bool:
    return actor.may(P.SITE_VIEW, at=int(site_id))


def _has_end(actor: Actor, thing: str) -> bool:
    key, _, ends = thing.partition("|")
    own = Membership.objects.of_user(actor.user_id or 0).filter(pk=key)
    planned = own.filter(ends_at=ends) if ends else own.filter(ends_at=None)
    return planned.exists()


def is_liaison(actor: Actor, site_id: int) -> bool:
    """Return whether the reader is the site's liaison now."""
    live = Membership.objects.live(clock.now()).with_role(LIAISON.slug)
    return live.of_user(actor.user_id or 0).filter(site_id=site_id).exists()


def _is_vacant(actor: Actor, thing: str) -> bool:
    last = last_holders(clock.now()).filter(pk=thing)
    return any(actor.may(P.TEAM_INVITE, at=each.site_id) for each in last)


def _seat_ends(actor: Actor, thing: str) -> bool:
    key, _, ends = thing.partition("|")
    found = Membership.objects.live(clock.now()).filter(pk=key, ends_at=ends)
    return any(
        actor.user_id == each.user_id or actor.may(P.TEAM_INVITE, at=each.site_id) for each in found
    )


def _is_unaccepted(actor: Actor, invitation_id: str) -> bool:
    return Invitation.objects.visible_to(actor).open().filter(pk=invitation_id).exists()


def _is_uncovered(actor: Actor, agency_id: str) -> bool:
    found = SiteAgency.objects.need_contact().filter(pk=agency_id)
    return any(actor.may(P.TEAM_INVITE, at=each.site_id) for each in found)


UNCOVERED = declare("coalition-lacks-a-contact", _is_uncovered)
VACANT = declare("seat-is-vacant", _is_vacant)
SEAT_ENDS = declare("seat-ends", _seat_ends)
UNACCEPTED = declare("invitation-is-unaccepted", _is_unaccepted)
SEAT_WAITS = declare("seat-waits", _seat_waits)
ROLE_WAITS = declare("role-waits", _role_waits)
OF_TEAM = declare("of-the-team", _is_of_team)
ENDS = declare("membership-has-end", _has_end)
UNVERIFIED_CONTACTS = declare("contacts-are-unverified", _is_unverified)
