"""Questions about routing."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

if TYPE_CHECKING:
    from tta_requests.models import MatchRun, RoutingException, Weights, WeightsPreview


class WeightsQuerySet(models.QuerySet["Weights"]):
    """Versions of the weights."""

    def in_force(self) -> "Weights":
        """The newest version."""
        return self.order_by("-version")[0]

    def next_number(self) -> int:
        """What a new version is called."""
        newest = self.order_by("-version").first()
        return newest.version + 1 if newest else 1


class WeightsPreviewQuerySet(models.QuerySet["WeightsPreview"]):
    """Previews of new weights."""

    def of(self, user_id: int | None) -> Self:
        """One person's own, with what they are compared with and their jobs."""
        return self.filter(user_id=user_id).select_related("job", "base")


class RoutingExceptionQuerySet(models.QuerySet["RoutingException"]):
    """Requests that a person must place."""

    def open(self) -> Self:
        """Not placed yet."""
        return self.filter(closed_at__isnull=True)


class MatchRunQuerySet(models.QuerySet["MatchRun"]):
    """Rankings."""

    def of_late(self, until: datetime, *, days: int, most: int) -> Self:
        """Those of so many days up to an instant, at most so many, the newest first."""
        since = until - timedelta(days=days)
        return self.filter(ran_at__gt=since, ran_at__lte=until).order_by("-ran_at", "-pk")[:most]

    def latest_of(self, request_id: UUID) -> Self:
        """The newest ranking of a request, alone, with every offer of that request as a column."""
        offers = (
            apps.get_model("tta_requests", "Offer")
            .objects.filter(request_id=OuterRef("request_id"))
            .order_by("offered_at")
        )
        told = JSONObject(
            id="pk",
            provider="provider_id",
            name="provider__organization__name",
            state="state",
            offered_at="offered_at",
            due_at="due_at",
            automatic="is_automatic",
            chosen_reason="chosen_reason",
        )
        return (
            self.filter(request_id=request_id)
            .select_related("weights")
            .annotate(offers=ArraySubquery(offers.values(told=told)))
            .order_by("-ran_at")[:1]
        )
