"""Engagements on a site's timeline: the steps people took, and the milestones that were reached."""

from collections.abc import Iterator
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from engagements.enums import MilestoneKind, PlanKind, PlanStepKind, RecommendationStepKind, Step
from engagements.models import (
    AssessmentCorrection,
    EngagementStep,
    Goal,
    Measurement,
    Milestone,
    PlanStep,
    RecommendationStep,
)
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.timeline.columns import Asked, Row, happened, name_of
from foundation.timeline.registry import Kind, Source, declare
from foundation.workflow.declarations import address_of

ENGAGEMENT = address_of("engagements:detail", "slug")


def _milestones(actor: Actor, asked: Asked) -> Iterator[QuerySet[Any, Any]]:
    """Find the milestones that were reached, on their day."""
    if not actor.may(P.SITE_VIEW, at=asked.site_id):
        return
    yield happened(
        Milestone.objects.visible_to(actor),
        asked,
        kind="milestone-reached",
        day="done_on",
        slug=F("site__slug"),
        milestone=F("kind"),
    )


def _steps(actor: Actor, asked: Asked) -> Iterator[QuerySet[Any, Any]]:
    """Find the steps people took; a milestone that was reached is there on its own day."""
    if not actor.may(P.SITE_VIEW, at=asked.site_id):
        return
    yield happened(
        EngagementStep.objects.visible_to(actor).exclude(step=Step.REACHED),
        asked,
        kind="engagement-step",
        at="made_at",
        who=name_of("made_by"),
        note=F("reason"),
        slug=F("site__slug"),
        step=F("step"),
        milestone=F("milestone"),
    )


def _recommendations(actor: Actor, asked: Asked) -> Iterator[QuerySet[Any, Any]]:
    """Find the steps people and the portal took with recommendations, and corrections of the assessments behind them."""
    if not actor.may(P.SITE_VIEW, at=asked.site_id):
        return
    found = RecommendationStep.objects.visible_to(actor)
    if asked.area_id:
        found = found.filter(recommendation__core_area_id=asked.area_id)
    yield happened(
        found,
        asked,
        kind="recommendation-step",
        at="made_at",
        title=F("recommendation__headline"),
        who=name_of("made_by"),
        note=F("reason"),
        recommendation=F("recommendation_id"),
        step=F("step"),
    )
    corrected = AssessmentCorrection.objects.visible_to(actor)
    if asked.area_id:
        corrected = corrected.filter(assessment__core_area_id=asked.area_id)
    yield happened(
        corrected,
        asked,
        kind="assessment-correction",
        at="made_at",
        title=F("assessment__title"),
        who=name_of("made_by"),
        note=F("reason"),
        slug=F("site__slug"),
        assessment=F("assessment_id"),
    )


def _plans(actor: Actor, asked: Asked) -> Iterator[QuerySet[Any, Any]]:
    """Find the steps people took with plans, and the figures they corrected."""
    if not actor.may(P.SITE_VIEW, at=asked.site_id):
        return
    yield happened(
        PlanStep.objects.visible_to(actor),
        asked,
        kind="plan-step",
        at="made_at",
        who=name_of("made_by"),
        note=F("reason"),
        slug=F("site__slug"),
        plan=F("plan__kind"),
        engagement=F("plan__engagement_id"),
        step=F("step"),
    )
    goal = Goal.objects.filter(pk=OuterRef("goal_key"), site_id=asked.site_id).order_by()
    yield happened(
        Measurement.objects.visible_to(actor).corrections(),
        asked,
        kind="figure-correction",
        at="entered_at",
        title=Coalesce(Subquery(goal.values("text")), Value("")),
        who=name_of("entered_by"),
        note=F("reason"),
        slug=F("site__slug"),
        plan=F("plan__kind"),
        engagement=F("plan__engagement_id"),
    )


def _recommendation_step(row: Row) -> str:
    step = RecommendationStepKind(row.detail["step"]).label
    return f"Recommendation: {step[0].lower()}{step[1:]}"


def _plan(row: Row) -> str:
    detail = row.detail
    query = {"kind": detail["plan"], "engagement": detail["engagement"]}
    return reverse("engagements:plan", args=[detail["slug"]], query=query)


def _assessment(row: Row) -> str:
    board = reverse("engagements:recommendations", args=[row.detail["slug"]])
    return f"{board}#assessment-{row.detail['assessment']}"


def _figure(row: Row) -> str:
    return f"{PlanKind(row.detail['plan']).label}: figure corrected"


def _plan_step(row: Row) -> str:
    step = PlanStepKind(row.detail["step"]).label
    return f"{PlanKind(row.detail['plan']).label}: {step[0].lower()}{step[1:]}"


def _milestone(row: Row) -> str:
    return f"{MilestoneKind(row.detail['milestone']).label} reached"


def _step(row: Row) -> str:
    step = Step(row.detail["step"]).label
    if row.detail["milestone"]:
        return f"{step} ({MilestoneKind(row.detail['milestone']).label})"
    return f"Engagement: {step[0].lower()}{step[1:]}"


declare(
    Source(
        name="milestones",
        label="Milestones",
        rows=_milestones,
        kinds=(Kind(slug="milestone-reached", what=_milestone, href=ENGAGEMENT),),
        order=30,
    )
)
declare(
    Source(
        name="engagement",
        label="Engagement steps",
        rows=_steps,
        kinds=(Kind(slug="engagement-step", what=_step, href=ENGAGEMENT),),
        order=40,
    )
)
declare(
    Source(
        name="recommendations",
        label="Recommendations",
        rows=_recommendations,
        kinds=(
            Kind(
                slug="recommendation-step",
                what=_recommendation_step,
                href=address_of("engagements:recommendation", "recommendation"),
            ),
            Kind(slug="assessment-correction", what="Assessment corrected", href=_assessment),
        ),
        has_areas=True,
        order=50,
    )
)
declare(
    Source(
        name="plans",
        label="Plans",
        rows=_plans,
        kinds=(
            Kind(slug="plan-step", what=_plan_step, href=_plan),
            Kind(slug="figure-correction", what=_figure, href=_plan),
        ),
        order=60,
    )
)
