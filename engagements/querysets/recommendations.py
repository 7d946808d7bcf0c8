"""The board of recommendations as its filters ask for it."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from engagements.models import Recommendation
from engagements.models.recommendations import RecommendationQuerySet
from foundation.accounts.actors import Actor

MAX_CARDS = 200
SOON = timedelta(days=14)


def asked(actor: Actor, filters: Mapping[str, Any], today: date) -> RecommendationQuerySet:
    """Return the recommendations of the actor's sites that the filters name."""
    found = Recommendation.objects.visible_to(actor)
    if filters.get("state"):
        found = found.in_state(filters["state"])
    if filters.get("area"):
        found = found.in_area(filters["area"].slug)
    if filters.get("site"):
        found = found.of_site_named(filters["site"])
    if filters.get("due") == "late":
        found = found.due_between(None, today - timedelta(days=1))
    if filters.get("due") == "soon":
        found = found.due_between(today, today + SOON)
    return found
