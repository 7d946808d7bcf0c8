"""Queries about updates that await their review."""

from django.db.models import Q

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from liaisons.models import EngagementUpdate, EngagementUpdateQuerySet

MAX_QUEUE = 100


def queue_of(actor: Actor) -> EngagementUpdateQuerySet:
    """Return the updates the actor can review, longest waiting first."""
    found = EngagementUpdate.objects.visible_to(actor).awaiting().exclude(author_id=actor.user_id)
    sites = actor.sites_for(P.UPDATE_REVIEW)
    return found if sites is None else found.filter(site_id__in=sites)


def neighbors_of(
    update: EngagementUpdate, actor: Actor
) -> tuple[EngagementUpdate | None, EngagementUpdate | None]:
    """Return the updates before and after one in the actor's queue; None at its ends."""
    queue, at = queue_of(actor), update.review_asked_at
    before = Q(review_asked_at__lt=at) | Q(review_asked_at=at, id__lt=update.pk)
    after = Q(review_asked_at__gt=at) | Q(review_asked_at=at, id__gt=update.pk)
    return queue.filter(before).last(), queue.filter(after).first()
