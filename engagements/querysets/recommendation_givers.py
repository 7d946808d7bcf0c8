"""Who gave the evidence of recommendations that counts now, and so doesn't verify them."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet

from engagements.models import Evidence, Recommendation, RecommendationStep
from engagements.models.recommendation_steps import SETBACKS
from engagements.models.recommendations import RecommendationQuerySet


def _counting() -> QuerySet[Any]:
    """Return the evidence of the outer recommendation since it was last sent back, lapsed or restarted."""
    later = RecommendationStep.objects.filter(
        recommendation=OuterRef("recommendation"),
        step__in=SETBACKS,
        made_at__gte=OuterRef("made_at"),
    )
    found = Evidence.objects.filter(recommendation=OuterRef("pk"), made_by__isnull=False)
    return found.exclude(Exists(later)).order_by()


def with_givers(found: RecommendationQuerySet) -> RecommendationQuerySet:
    """Load of each recommendation who gave evidence that counts, as ``givers``."""
    columns = {"givers": ArraySubquery(_counting().values("made_by_id"))}
    return found.annotate(**columns)


def has_given(user_id: int | None, recommendation: Recommendation) -> bool:
    """Return whether a person gave evidence of a recommendation that counts."""
    rows = Recommendation.objects.filter(pk=recommendation.pk)
    return rows.filter(Exists(_counting().filter(made_by=user_id))).exists()


def own_work(user_id: int | None) -> Q:
    """Return the condition of those that a person wrote, owns, implemented, or gave evidence of."""
    named = Q(written_by=user_id) | Q(owner_person=user_id) | Q(implemented_by=user_id)
    return named | Q(Exists(_counting().filter(made_by=user_id)))
