"""A site's plans: goals, actions, approved versions, and the steps people took."""

from datetime import date
from typing import Any, Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from engagements.enums import Direction, OwnerSide, PlanKind, PlanState, PlanStepKind
from engagements.models.engagements import Engagement
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.tenancy.constraints import SameSite
from foundation.tenancy.models import SiteScopedModel

PERSON = settings.AUTH_USER_MODEL


class PlanQuerySet(models.QuerySet["Plan"]):
    """A queryset of plans."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the plans of the actor's sites."""
        ids = actor.sites_for(P.SITE_VIEW)
        return self if ids is None else self.filter(site_id__in=ids)

    def of_engagement(self, engagement: Engagement) -> Self:
        """Return an engagement's plans, the strategic one first."""
        return self.filter(engagement=engagement).order_by("kind")

    def of_kind(self, engagement: Engagement, kind: PlanKind) -> "Plan | None":
        """Return an engagement's plan of a kind; None while it isn't started."""
        return self.filter(engagement=engagement, kind=kind).first()

    def for_page(self) -> Self:
        """Load plans with what their page shows: goals with areas and actions, and versions."""
        return self.select_related(
            "site", "engagement__site", "submitted_by", "started_by"
        ).prefetch_related(
            models.Prefetch("goals", Goal.objects.for_page()),
            models.Prefetch("versions", PlanVersion.objects.newest_first()),
        )


@pghistory.track()
class Plan(SiteScopedModel):
    """One plan of an engagement: the version being written or approved last, with its goals."""

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="plans")
    kind = models.CharField(max_length=14, choices=PlanKind)
    status = models.CharField(max_length=10, choices=PlanState, default=PlanState.DRAFT)
    started_by = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    submitted_by = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    returned_at = models.DateTimeField(null=True, blank=True)
    returned_because = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["site", "id"], name="plan_is_known_by_its_site"),
            models.UniqueConstraint(
                fields=["site", "engagement", "kind"], name="an_engagement_has_one_plan_of_a_kind"
            ),
            SameSite(field="engagement", name="plan_is_of_its_engagements_site"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.get_status_display().lower()}"

    def in_words(self) -> list[dict[str, Any]]:
        """Return the text of its goals and actions as a version keeps it, untouched by later changes."""
        return [
            {
                "id": str(goal.pk),
                "core_area": goal.core_area.name,
                "principle": goal.principle.name if goal.principle else "",
                "text": goal.text,
                "unit": goal.unit,
                "direction": goal.direction,
                "baseline": None if goal.baseline is None else str(goal.baseline),
                "baseline_on": goal.baseline_on.isoformat(),
                "target": str(goal.target),
                "due_on": goal.due_on.isoformat(),
                "actions": [
                    {
                        "id": str(action.pk),
                        "text": action.text,
                        "side": action.side,
                        "due_on": action.due_on.isoformat(),
                    }
                    for action in goal.actions.all()
                ],
            }
            for goal in self.goals.all()
        ]


class GoalQuerySet(models.QuerySet["Goal"]):
    """A queryset of the goals of plans."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the goals of the actor's sites."""
        ids = actor.sites_for(P.SITE_VIEW)
        return self if ids is None else self.filter(site_id__in=ids)

    def for_page(self) -> Self:
        """Load goals with core area, principle, and actions."""
        found = self.select_related("core_area", "principle")
        return found.prefetch_related("actions").order_by("due_on", "pk")

    def for_form(self) -> Self:
        """Load goals with their plan and site."""
        return self.select_related(
            "site", "plan__site", "plan__engagement__site", "core_area", "principle"
        )


@pghistory.track()
class Goal(SiteScopedModel):
    """What a site wants to reach in a core area: from a baseline to a target by a day."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="goals")
    core_area = models.ForeignKey("sites.CoreArea", on_delete=models.PROTECT, related_name="+")
    principle = models.ForeignKey(
        "sites.Principle", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    text = models.CharField(max_length=200)
    unit = models.CharField(max_length=40)
    direction = models.CharField(max_length=4, choices=Direction, default=Direction.UP)
    baseline = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    baseline_on = models.DateField()
    target = models.DecimalField(max_digits=12, decimal_places=2)
    due_on = models.DateField()

    objects = GoalQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["site", "id"], name="goal_is_known_by_its_site"),
            SameSite(field="plan", name="goal_is_of_its_plans_site"),
            models.CheckConstraint(
                name="a_goal_is_due_after_its_baseline", condition=Q(due_on__gt=F("baseline_on"))
            ),
        ]

    def __str__(self) -> str:
        return self.text


class PlanActionQuerySet(models.QuerySet["PlanAction"]):
    """A queryset of the actions of plans."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the actions of the actor's sites."""
        ids = actor.sites_for(P.SITE_VIEW)
        return self if ids is None else self.filter(site_id__in=ids)

    def for_form(self) -> Self:
        """Load actions with their goal, plan, and site."""
        return self.select_related(
            "site",
            "goal__plan__engagement__site",
            "goal__plan__site",
            "goal__core_area",
            "goal__principle",
        )


@pghistory.track()
class PlanAction(SiteScopedModel):
    """A line of work toward a goal: which side does it, and by when."""

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="actions")
    text = models.CharField(max_length=200)
    side = models.CharField(max_length=4, choices=OwnerSide, default=OwnerSide.SITE)
    due_on = models.DateField()

    objects = PlanActionQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [SameSite(field="goal", name="plan_action_is_of_its_goals_site")]

    def __str__(self) -> str:
        return self.text


class PlanVersionQuerySet(models.QuerySet["PlanVersion"]):
    """A queryset of approved versions of plans."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the versions of the actor's sites."""
        ids = actor.sites_for(P.SITE_VIEW)
        return self if ids is None else self.filter(site_id__in=ids)

    def newest_first(self) -> Self:
        """Load versions with who approved them, newest first."""
        return self.select_related("approved_by").order_by("-number")

    def of_sustainability(self) -> Self:
        """Return the approved versions of sustainability plans, which graduation waits for."""
        return self.filter(plan__kind=PlanKind.SUSTAINABILITY)

    def first_day_of(self, engagement: Engagement) -> date | None:
        """Return the day on which an engagement's sustainability plan was first approved; None if it isn't."""
        found = self.of_sustainability().filter(plan__engagement=engagement).order_by("number")
        return found.values_list("approved_on", flat=True).first()


class PlanVersion(SiteScopedModel):
    """The text of a plan as executive leadership approved it. Never changed."""

    DATABASE_PRIVILEGES = "SELECT, INSERT"

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    goals: "models.JSONField[Any, Any]" = models.JSONField()
    approved_by = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_on = models.DateField(help_text="A day of the site's calendar.")
    approved_at = models.DateTimeField()

    objects = PlanVersionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "plan", "number"], name="a_plan_has_one_version_of_a_number"
            ),
            SameSite(field="plan", name="version_is_of_its_plans_site"),
        ]

    def __str__(self) -> str:
        return f"Version {self.number}"


class PlanStepQuerySet(models.QuerySet["PlanStep"]):
    """A queryset of the steps people took with plans."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the steps of the actor's sites."""
        ids = actor.sites_for(P.SITE_VIEW)
        return self if ids is None else self.filter(site_id__in=ids)

    def of_plan(self, plan: Plan) -> Self:
        """Load a plan's steps with who took them, newest first."""
        return self.filter(plan=plan).select_related("made_by").order_by("-made_at", "-pk")


class PlanStep(SiteScopedModel):
    """A step taken with a plan: by whom, when, and why. Never changed."""

    DATABASE_PRIVILEGES = "SELECT, INSERT"

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=10, choices=PlanStepKind)
    reason = models.TextField(blank=True)
    made_by = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()

    objects = PlanStepQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [SameSite(field="plan", name="step_is_of_its_plans_own_site")]
        indexes = [models.Index(fields=["site", "-made_at"], name="plan_steps_of_a_site")]

    def __str__(self) -> str:
        return f"{self.get_step_display()}, {self.made_at:%Y-%m-%d}"
