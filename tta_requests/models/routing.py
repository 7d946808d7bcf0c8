"""How providers are found: weights, stored runs, and exceptions."""

from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from foundation.outbox.enums import JobState
from foundation.outbox.models import Job
from foundation.tenancy.constraints import SameSite
from foundation.tenancy.models import SiteScopedModel
from tta_requests.models.requests import TTARequest


class WeightsQuerySet(models.QuerySet["Weights"]):
    """Queries of versions of the weights."""

    def in_force(self) -> "Weights":
        """Return the newest version."""
        return self.order_by("-version")[0]

    def next_number(self) -> int:
        """Return the version number a new version gets."""
        newest = self.order_by("-version").first()
        return newest.version + 1 if newest else 1


class Weights(models.Model):
    """A version of the routing weights: the most points each factor can give, 100 in all. Old versions stay."""

    version = models.PositiveSmallIntegerField(unique=True)
    capability = models.PositiveSmallIntegerField(default=30)
    free_capacity = models.PositiveSmallIntegerField(default=20)
    speed_history = models.PositiveSmallIntegerField(default=15)
    continuity = models.PositiveSmallIntegerField(default=10)
    same_region = models.PositiveSmallIntegerField(default=10)
    past_evaluations = models.PositiveSmallIntegerField(default=10)
    effort_fit = models.PositiveSmallIntegerField(default=5)
    automatic_offers = models.BooleanField(
        default=True, help_text="Send offers for expedited and critical requests automatically."
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
                violation_error_message="The points for all factors must add up to 100. Change one or more of them.",
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
        """Return the most points each factor can give, by factor."""
        return {name: getattr(self, name) for name in self.FACTORS}


class WeightsPreviewQuerySet(models.QuerySet["WeightsPreview"]):
    """Queries of previews of new weights."""

    def of(self, user_id: int | None) -> Self:
        """Find one person's previews, with the weights they are compared with and their jobs."""
        return self.filter(user_id=user_id).select_related("job", "base")


class WeightsPreview(models.Model):
    """A count of what new weights would change in the latest runs, with nothing that names a site.

    It belongs to the person who requested it, and is deleted with its job.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    job = models.OneToOneField(Job, on_delete=models.CASCADE, related_name="+")
    base = models.ForeignKey(
        Weights,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="In effect when the preview was requested.",
    )
    typed = models.JSONField(help_text="The new version, field by field.")
    asked_at = models.DateTimeField()
    changed = models.PositiveIntegerField(default=0, help_text="A different provider is first.")
    unchanged = models.PositiveIntegerField(default=0, help_text="The same provider is first.")
    nobody = models.PositiveIntegerField(default=0, help_text="No provider meets the requirements.")
    unreadable = models.PositiveIntegerField(default=0, help_text="Can no longer be ranked.")
    tied = models.PositiveIntegerField(
        default=0,
        help_text="Two providers tie for first with the new points; counted as changed or unchanged too.",
    )
    first = models.JSONField(
        default=dict,
        help_text="How often each provider is first, by provider id, before and after.",
    )

    objects = WeightsPreviewQuerySet.as_manager()

    def __str__(self) -> str:
        return f"compared with {self.base}"

    @property
    def is_running(self) -> bool:
        """Whether runs are still being counted."""
        return self.job.state == JobState.RUNNING

    @property
    def runs(self) -> int:
        """The number of runs that were read."""
        return self.changed + self.unchanged + self.nobody + self.unreadable

    @property
    def ranked(self) -> int:
        """The number of those runs that could be ranked again."""
        return self.runs - self.unreadable

    def weights(self) -> Weights:
        """Return the new weights as an unsaved version without a number."""
        typed: dict[str, Any] = self.typed
        return Weights(**typed)


class MatchRunQuerySet(models.QuerySet["MatchRun"]):
    """Queries of rankings."""

    def of_late(self, until: datetime, *, days: int, most: int) -> Self:
        """Return the newest runs of the days up to an instant, up to a maximum."""
        since = until - timedelta(days=days)
        return self.filter(ran_at__gt=since, ran_at__lte=until).order_by("-ran_at", "-pk")[:most]


class MatchRun(SiteScopedModel):
    """One ranking with its inputs as they were read, so that ranking again gives the same result."""

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
        indexes = [
            models.Index(fields=["request", "-ran_at"], name="runs_of_a_request"),
            models.Index(fields=["-ran_at"], name="runs_of_late"),
        ]

    def __str__(self) -> str:
        return f"{self.ran_at:%Y-%m-%d %H:%M} UTC"


class RoutingExceptionQuerySet(models.QuerySet["RoutingException"]):
    """Queries of routing exceptions."""

    def open(self) -> Self:
        """Find exceptions that are still unresolved."""
        return self.filter(closed_at__isnull=True)


class RoutingException(SiteScopedModel):
    """A request that no provider can take, so that a person must choose."""

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
