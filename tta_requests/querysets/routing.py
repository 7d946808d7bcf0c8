"""Queries of rankings that also read other tables."""

from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from foundation.accounts.actors import Actor
from foundation.accounts.compiled import Compiled
from tta_requests.models import MatchRun, Offer


@Compiled
def run_for_page(actor: Actor, *, request_id: UUID) -> QuerySet[MatchRun]:
    """Find the same as ``latest_run_of``, for a page."""
    return latest_run_of(request_id)


def latest_run_of(request_id: UUID) -> QuerySet[MatchRun]:
    """Find the newest ranking of a request, with all offers of that request as a column."""
    offers = Offer.objects.filter(request_id=OuterRef("request_id")).order_by("offered_at")
    told = JSONObject(
        id="pk",
        provider="provider_id",
        name="provider__organization__name",
        state="state",
        offered_at="offered_at",
        due_at="due_at",
        chosen_reason="chosen_reason",
    )
    return (
        MatchRun.objects.filter(request_id=request_id)
        .select_related("weights")
        .annotate(offers=ArraySubquery(offers.values(told=told)))
        .order_by("-ran_at")[:1]
    )
