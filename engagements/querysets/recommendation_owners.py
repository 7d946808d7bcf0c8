"""What a person owns of recommendations, and those whose owner has left the site."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from engagements.enums import RecommendationState, ReportedOrigin
from engagements.models import Recommendation
from engagements.models.recommendations import CHECKED_STATES, RecommendationQuerySet
from sites.models import Membership

# States in which a recommendation still needs its owner.
OWNED_STATES = (RecommendationState.ACCEPTED, RecommendationState.IN_PROGRESS, *CHECKED_STATES)


def owner_has_left(now: datetime) -> Exists:
    """Whether the owner of a recommendation has no seat at its site any more; for rows with an owner."""
    seat = Membership.objects.live(now).filter(
        site_id=OuterRef("site_id"), user_id=OuterRef("owner_person_id"), user__is_active=True
    )
    return ~Exists(seat)  # type: ignore[return-value]  # -- "not" of an Exists is one, its stub says otherwise


def with_owner_left(found: RecommendationQuerySet, now: datetime) -> RecommendationQuerySet:
    """Load of each recommendation whether its owner has left, as ``left``."""
    columns = {"left": owner_has_left(now)}
    return found.annotate(**columns)


def owned_by(user_id: int, sites: Collection[int] | None) -> QuerySet[Recommendation]:
    """Find what a person owns that still needs its owner: at some sites, or with None everywhere."""
    owned = Recommendation.objects.filter(
        owner_person_id=user_id, status__in=OWNED_STATES, origin=ReportedOrigin.PORTAL
    )
    owned = owned if sites is None else owned.filter(site_id__in=sites)
    return owned.select_related("site").order_by("written_at", "pk")
