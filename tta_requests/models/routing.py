"""How a provider was found: weights, runs as they were read, exceptions."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from foundation.tenancy.constraints import SameSite
from foundation.tenancy.models import SiteScopedModel
from tta_requests.models.requests import TTARequest
from tta_requests.querysets.routing import (
    MatchRunQuerySet,
    RoutingExceptionQuerySet,
    WeightsQuerySet,
)


class Weights(models.Model):
    """A version of the points each factor may bring; together 100. Old versions stay."""

    version = models.PositiveSmallIntegerField(unique=True)
    capability = models.PositiveSmallIntegerField(default=30)
    free_capacity = models.PositiveSmallIntegerField(default=20)
    speed_history = models.PositiveSmallIntegerField(default=15)
    continuity = models.PositiveSmallIntegerField(default=10)
    same_region = models.PositiveSmallIntegerField(default=10)
    past_evaluations = models.PositiveSmallIntegerField(default=10)
    effort_fit = models.PositiveSmallIntegerField(default=5)
    automatic_offers = models.BooleanField(
        default=True, help_text="Offer expedited and critical requests without a person."
    )
    note = models.CharField(max_length=200, blank=True)

    FACTORS: ClassVar[tuple[str, ...]] = (
        "capability",
        "free_capacity",
        "speed_history",
        "continuity",
        "same_region",
        "past_evaluations",
        "effort_fit",
    )
    objects = WeightsQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "weights"
        ordering = ["-version"]
        constraints = [
            models.CheckConstraint(
                name="weights_add_up_to_100",
                violation_error_message="The points of all factors add up to 100. Change one of them.",
                condition=Q(
                    capability=100
                    - models.F("free_capacity")
                    - models.F("speed_history")
                    - models.F("continuity")
                    - models.F("same_region")
                    - models.F("past_evaluations")
                    - models.F("effort_fit")
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.version}"

    def points(self) -> dict[str, int]:
        """The most each factor may bring."""
        return {name: getattr(self, name) for name in self.FACTORS}


class MatchRun(SiteScopedModel):
    """One ranking with its inputs as they were read, so that a rerun gives the same answer."""

    DATABASE_PRIVILEGES: ClassVar[str] = "SELECT, INSERT"

    request = models.ForeignKey(TTARequest, on_delete=models.CASCADE, related_name="runs")
    weights = models.ForeignKey(Weights, on_delete=models.PROTECT, related_name="+")
    ran_at = models.DateTimeField()
    inputs = models.JSONField()
    ranking = models.JSONField()
    excluded = models.JSONField(default=list)
    federal = models.JSONField(default=list)

    objects = MatchRunQuerySet.as_manager()

    class Meta:
        ordering = ["-ran_at"]
        constraints = [
            SameSite(field="request", name="run_is_of_its_requests_site"),
            models.UniqueConstraint(fields=["site", "id"], name="run_is_known_by_its_site"),
        ]
        indexes = [models.Index(fields=["request", "-ran_at"], name="runs_of_a_request")]

    def __str__(self) -> str:
        return f"{self.ran_at:%Y-%m-%d %H:%M} UTC"


class RoutingException(SiteScopedModel):
    """A request nobody can take: a person must choose."""

    request = models.ForeignKey(TTARequest, on_delete=models.CASCADE, related_name="exceptions")
    reason = models.CharField(max_length=240)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = RoutingExceptionQuerySet.as_manager()

    class Meta:
        ordering = ["opened_at"]
        constraints = [
            SameSite(field="request", name="exception_is_of_its_requests_site"),
            models.UniqueConstraint(
                fields=["site", "request"],
                condition=Q(closed_at__isnull=True),
                name="a_request_has_one_open_exception",
            ),
        ]

    def __str__(self) -> str:
        return self.reason
