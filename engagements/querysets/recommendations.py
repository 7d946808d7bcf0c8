"""The boards of recommendations as their filters ask for them."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Prefetch

from engagements.enums import RecommendationState, ReportedOrigin
from engagements.models import EvidenceFile, Recommendation
from engagements.models.recommendations import RecommendationQuerySet
from engagements.querysets.recommendation_givers import own_work
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.needs.columns import day_at
from foundation.workflow.cursors import Cursors, Position

PLACES = Cursors("recommendations", lambda row: Position(row.written_at, row.pk))
MAX_CARDS = 200
SOON = timedelta(days=14)


def asked(actor: Actor, filters: Mapping[str, Any], now: datetime) -> RecommendationQuerySet:
    """Return the recommendations of the actor's sites that the filters name."""
    found = Recommendation.objects.visible_to(actor)
    state = filters.get("state")
    if state:
        found = found.open() if state == "open" else found.in_state(state)
    if filters.get("area"):
        found = found.in_area(filters["area"].slug)
    if filters.get("principle"):
        found = found.serving(filters["principle"].slug)
    if filters.get("site"):
        found = found.of_site(filters["site"].pk)
    return _for(actor, _due(found, str(filters.get("due", "")), now), str(filters.get("who", "")))


def with_evidence(found: RecommendationQuerySet) -> RecommendationQuerySet:
    """Load recommendations with their evidence, and the files that weren't removed."""
    files = Prefetch("evidence__files", EvidenceFile.objects.standing())
    return found.prefetch_related("evidence__made_by", files)


def _due(found: RecommendationQuerySet, due: str, now: datetime) -> RecommendationQuerySet:
    if due == "late":
        return found.open().filter(due_on__lt=day_at(now))
    if due == "soon":
        return found.open().filter(due_on__gte=day_at(now), due_on__lte=day_at(now + SOON))
    return found.filter(repeats_every_days__isnull=False) if due == "repeats" else found


def _for(actor: Actor, found: RecommendationQuerySet, who: str) -> RecommendationQuerySet:
    if who == "me":
        return found.filter(owner_person_id=actor.user_id or 0)
    if who != "verify":
        return found
    sites = actor.sites_for(P.RECOMMENDATION_VERIFY)
    found = found if sites is None else found.filter(site_id__in=sites)
    mine = found.filter(status=RecommendationState.IMPLEMENTED, origin=ReportedOrigin.PORTAL)
    return mine.exclude(own_work(actor.user_id))
