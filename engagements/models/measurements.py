"""Figures that were measured toward the goals of plans."""

from collections.abc import Iterable
from typing import ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery

from engagements.models.plans import Goal, Plan
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.tenancy.constraints import SameSite
from foundation.tenancy.models import SiteScopedModel


class MeasurementQuerySet(models.QuerySet["Measurement"]):
    """A queryset of measured figures."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the figures of the actor's sites."""
        ids = actor.sites_for(P.SITE_VIEW)
        return self if ids is None else self.filter(site_id__in=ids)

    def correcting(self, pk: UUID) -> Self:
        """Return the correction of a figure, if it has one."""
        return self.filter(corrects_id=pk)

    def corrections(self) -> Self:
        """Return the figures that took the place of a wrong one."""
        return self.exclude(corrects=None)

    def standing(self) -> Self:
        """Leave out figures that were corrected."""
        return self.filter(correction=None)

    def for_page(self) -> Self:
        """Load figures with their plan, engagement, and site."""
        return self.select_related("plan__engagement__site", "plan__site", "site")

    def of_plan(self, plan_id: UUID) -> Self:
        """Load a plan's figures with who entered them, corrected ones too: the newest day first, and of one the last."""
        found = self.filter(plan_id=plan_id).select_related("entered_by")
        return found.order_by("-measured_on", "-entered_at", "-pk")

    def of_site(self, site_id: int) -> Self:
        """Return a site's standing figures, the newest day first."""
        return (
            self.standing().filter(site_id=site_id).order_by("-measured_on", "-entered_at", "-pk")
        )

    def with_goals(self) -> Self:
        """Load the text of each figure's goal as ``goal_text``, None if no draft has the goal any more, and its unit."""
        goal = Goal.objects.filter(pk=OuterRef("goal_key"), plan=OuterRef("plan"))
        return self.annotate(
            goal_text=Subquery(goal.values("text")), goal_unit=Subquery(goal.values("unit"))
        )

    def of_goals(self, goals: Iterable[UUID]) -> Self:
        """Return the figures of those goals."""
        return self.filter(goal_key__in=list(goals))


class Measurement(SiteScopedModel):
    """The figure of a goal on a day, as somebody entered it. Never changed: a correction is a later entry.

    ``goal_key`` is the id of the goal. It is no foreign key: a draft may drop a goal, and its figures stay
    with the versions of the plan that have it. ``corrects`` is the figure that this one takes the place of.
    """

    DATABASE_PRIVILEGES: ClassVar[str] = "SELECT, INSERT"
    # What a figure says; a correction differs in one of these.
    SAID: ClassVar = ("value", "measured_on", "note")

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="measurements")
    goal_key = models.UUIDField()
    value = models.DecimalField(max_digits=12, decimal_places=2)
    measured_on = models.DateField(help_text="A day of the site's calendar.")
    note = models.CharField(max_length=200, blank=True)
    corrects = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="correction"
    )
    reason = models.CharField(
        max_length=200, blank=True, help_text="Why the one it corrects was wrong."
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField()

    objects = MeasurementQuerySet.as_manager()

    class Meta:
        ordering = ["-measured_on", "-entered_at"]
        constraints = [
            models.UniqueConstraint(fields=["site", "id"], name="measurement_is_known_by_its_site"),
            SameSite(field="plan", name="measurement_is_of_its_plans_site"),
            SameSite(field="corrects", name="a_correction_is_of_its_measurements_site"),
            models.CheckConstraint(
                name="only_a_correction_of_a_measurement_says_why",
                condition=Q(corrects=None, reason="") | Q(corrects__isnull=False) & ~Q(reason=""),
            ),
        ]
        indexes = [
            models.Index(fields=["plan", "-measured_on"], name="measurements_of_a_plan"),
        ]

    def __str__(self) -> str:
        return f"{self.value}, {self.measured_on:%Y-%m-%d}"

    @property
    def in_words(self) -> str:
        """The figure with its goal and unit, as ``with_goals`` loads them; without those where no draft has the goal."""
        number = f"{self.value.normalize():f}"
        goal, unit = getattr(self, "goal_text", None), getattr(self, "goal_unit", None)
        return f"{goal}: {number} {unit}" if goal else number
