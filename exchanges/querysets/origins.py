"""Exchanges as what commitments come from, as kinds of ``engagements.models.origins``: one for each side."""

from collections.abc import Callable
from uuid import UUID

from engagements.models.origins import Origin
from exchanges.enums import ORIGINS, Side
from exchanges.models import PeerExchange
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P


def finder(side: Side) -> Callable[[Actor, UUID], Origin | None]:
    """Return what finds an exchange as the origin of a commitment of the site on one side."""

    def find(actor: Actor, pk: UUID) -> Origin | None:
        found = PeerExchange.objects.visible_to(actor).for_page().filter(pk=pk).first()
        if found is None or not found.is_open or not sees_exchanges(actor, found.site_of(side).pk):
            return None
        return Origin(kind=ORIGINS[side], pk=found.pk, title=found.title, site=found.site_of(side))

    return find


def sees_exchanges(actor: Actor, site_id: int) -> bool:
    """Return whether the actor can open the exchanges of a site."""
    return actor.may(P.SITE_VIEW, at=site_id)
