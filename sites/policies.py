"""Who may do what at a site; and the powers that memberships give."""

from collections import defaultdict

from foundation.accounts.actors import Actor, Powers
from foundation.accounts.models import User
from foundation.accounts.permissions import Permission as P
from foundation.accounts.roles import BROKEN_GLASS, ROLES
from foundation.calendars import clock
from sites.models import BreakGlass, Membership, Site


def powers_of(user: User) -> Powers:
    """The powers a person's live memberships and open break-glass records give, by site."""
    now = clock.now()
    by_site: dict[int, frozenset[P]] = defaultdict(frozenset)
    cleared: set[int] = set()
    seats: set[tuple[int, str]] = set()
    for seat in Membership.objects.of_user(user.pk).live(now):
        role = ROLES[seat.role]
        by_site[seat.site_id] |= role.permissions
        if role.clearance in {"all", seat.seat}:
            cleared.add(seat.site_id)
        if role.clearance == "agency":
            seats.add((seat.site_id, seat.seat))
    if user.is_superuser:
        for look in BreakGlass.objects.open_for(user.pk, now):
            by_site[look.site_id] |= BROKEN_GLASS
    return Powers(
        by_site=dict(by_site), cleared_sites=frozenset(cleared), agency_seats=frozenset(seats)
    )


def can_enter(actor: Actor, site: Site) -> bool:
    """Whether the actor may enter the site's workspace."""
    return actor.may(P.SITE_VIEW, at=site.pk)


def can_invite(actor: Actor, site: Site, role: str) -> bool:
    """A point of contact invites local members; DOJ staff fill every seat.

    Local are leadership and points of contact: the other seats are DOJ's to fill.
    """
    if not actor.may(P.TEAM_INVITE, at=site.pk):
        return False
    local = role in {"executive-leadership", "point-of-contact"}
    return local or P.TEAM_INVITE in actor.everywhere
