"""Which sites' delegations a reader may see, and which have open seats."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, QuerySet

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.accounts.roles import EXECUTIVE_LEADERSHIP, POINT_OF_CONTACT
from sites.models import Membership, Site
from summits.enums import HOLDING, REGISTERING
from summits.models import DelegationSeat, Registration, Summit


def sites_of(actor: Actor, *, may_organize: bool) -> QuerySet[Site]:
    """Return the sites by name: every one for organizers, else those the actor belongs to or works for."""
    found = Site.objects.by_name()
    return found if may_organize else found.where_allowed(actor, P.SITE_VIEW)


def open_seats(site_id: int) -> QuerySet[DelegationSeat]:
    """Return the seats that a site's delegation has open, of every summit."""
    held = Registration.objects.filter(seat=OuterRef("pk"), site_id=site_id, state__in=HOLDING)
    return DelegationSeat.objects.exclude(Exists(held))


def unfilled(site_id: int) -> QuerySet[Summit]:
    """Return the summits with open registration at which a site's delegation has open seats."""
    seats = open_seats(site_id).filter(summit=OuterRef("pk"))
    return Summit.objects.in_states(*REGISTERING).filter(Exists(seats))


def sites_with_delegations() -> Iterator[Site]:
    """Yield the sites that have somebody to choose delegates."""
    leads = Membership.objects.with_role(EXECUTIVE_LEADERSHIP.slug, POINT_OF_CONTACT.slug)
    yield from Site.objects.filter(pk__in=leads.values("site_id")).order_by("pk")
