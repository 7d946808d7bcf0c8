"""Pages of the sites app."""

from sites.views.agencies import (
    add_agency,
    change_agency,
    coalition,
    lead_agency,
    retire_agency,
)
from sites.views.approvals import approval_queue, role_approval, seat_approval
from sites.views.away import away
from sites.views.break_glass import broken_glass, choose_site, close_glass, open_break_glass
from sites.views.contacts import add_contact, change_contact, remove_contact, verify_contact
from sites.views.handovers import write_note
from sites.views.invitations import (
    accept_invitation,
    invite_member,
    send_invitation_again,
    withdraw_invitation,
)
from sites.views.successions import hand_over_seat
from sites.views.team import end_membership, team, verify_member

__all__ = [
    "accept_invitation",
    "add_agency",
    "add_contact",
    "approval_queue",
    "away",
    "broken_glass",
    "change_agency",
    "change_contact",
    "choose_site",
    "close_glass",
    "coalition",
    "end_membership",
    "hand_over_seat",
    "invite_member",
    "lead_agency",
    "open_break_glass",
    "remove_contact",
    "retire_agency",
    "role_approval",
    "seat_approval",
    "send_invitation_again",
    "team",
    "verify_contact",
    "verify_member",
    "withdraw_invitation",
    "write_note",
]
