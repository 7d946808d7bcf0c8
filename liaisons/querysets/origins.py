"""Updates as what commitments come from, as a kind of ``engagements.models.origins``."""

from uuid import UUID

from engagements.models.origins import Origin
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.ui import dates
from liaisons.models import EngagementUpdate
from liaisons.querysets.updates import federal_requests

UPDATE = "update"


def update(actor: Actor, pk: UUID) -> Origin | None:
    """Find a submitted update of one of the actor's sites; None for one about a federal request.

    What follows from that one is a commitment of the request, which only the request's readers see.
    """
    logged = EngagementUpdate.objects.visible_to(actor).submitted().for_list()
    found = logged.filter(pk=pk).first()
    return origin_of(found) if found and not federal_requests(found) else None


def origin_of(update: EngagementUpdate) -> Origin:
    """Return a submitted update as an origin."""
    return Origin(kind=UPDATE, pk=update.pk, title=title_of(update), site=update.site)


def title_of(update: EngagementUpdate) -> str:
    """Return the kind and day of a submitted update, such as "Visit on Nov 23, 2026"."""
    day = dates.full_day(update.occurred_on) if update.occurred_on else ""
    return f"{update.get_kind_display()} on {day}"


def sees_updates(actor: Actor, site_id: int) -> bool:
    """Return whether the actor can open the site's updates."""
    return actor.may(P.UPDATE_VIEW, at=site_id)
