"""Updates as what commitments come from, as a kind of ``engagements.models.origins``."""

from uuid import UUID

from django.db.models import Q, QuerySet

from engagements.models import Commitment
from engagements.models.origins import Origin
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.audit.events import events_of
from foundation.ui import dates
from liaisons.models import EngagementUpdate, UpdateCommitment
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


def commitments_from(update: EngagementUpdate) -> QuerySet[Commitment]:
    """Find the commitments that came from an update, also those that a federal request took over, in order."""
    made = UpdateCommitment.objects.made_with(update.pk).values("commitment_id")
    once = events_of(Commitment).filter(
        site_id=update.site_id, origin_kind=UPDATE, origin_id=update.pk
    )
    found = Commitment.objects.at(update.site_id).filter(
        Q(pk__in=made) | Q(pk__in=once.values("pgh_obj_id"))
    )
    return found.select_related("site").order_by("pk")


def finished_by(update: EngagementUpdate) -> QuerySet[Commitment]:
    """Find the commitments that name an update as what shows them to be done, in order."""
    links = UpdateCommitment.objects.finished_with(update.pk).values("commitment_id")
    named = Commitment.objects.filter(pk__in=links, evidence__endswith=update.get_absolute_url())
    return named.select_related("site").order_by("pk")


def sees_updates(actor: Actor, site_id: int) -> bool:
    """Return whether the actor can open the site's updates."""
    return actor.may(P.UPDATE_VIEW, at=site_id)
