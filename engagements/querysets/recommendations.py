"""The board of recommendations as its filters ask for it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from engagements.models import Recommendation
from engagements.models.recommendations import RecommendationQuerySet
from foundation.accounts.actors import Actor
from foundation.needs.columns import day_at

MAX_CARDS = 200
SOON = timedelta(days=14)


def asked(actor: Actor, filters: Mapping[str, Any], now: datetime) -> RecommendationQuerySet:
    """Return the recommendations of the actor's sites that the filters name."""
    found = Recommendation.objects.visible_to(actor)
    if filters.get("state"):
        found = found.in_state(filters["state"])
    if filters.get("area"):
        found = found.in_area(filters["area"].slug)
    if filters.get("site"):
        found = found.of_site_named(filters["site"])
    if filters.get("due") == "late":
        found = found.open().filter(due_on__lt=day_at(now))
    if filters.get("due") == "soon":
        found = found.open().filter(due_on__gte=day_at(now), due_on__lte=day_at(now + SOON))
    return found
