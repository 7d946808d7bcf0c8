"""Dates of engagements on the calendar: milestones, the last day, and commitments without a request."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse

from engagements.enums import CommitmentKind, MilestoneKind, RecommendationState, ReportedOrigin
from engagements.models import (
    Commitment,
    Engagement,
    Goal,
    Milestone,
    PlanAction,
    PlanVersion,
    Recommendation,
)
from engagements.models.recommendations import CHECKED_STATES
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.agenda.columns import Row, changes_of, dated
from foundation.agenda.enums import EntryState
from foundation.agenda.reading import MAX_ROWS
from foundation.agenda.registry import Kind, Source, Span, declare
from foundation.calendars import clock
from foundation.workflow.declarations import address_of

# An engagement that ended before a milestone was due.
OVER = Q(engagement__withdrawn_on__lte=F("due_on")) | Q(engagement__graduated_on__lte=F("due_on"))
WORKSPACE = address_of("sites:workspace", "slug")
RECOMMENDATION = address_of("engagements:recommendation", "subject")


def _milestones(actor: Actor, span: Span) -> Iterator[QuerySet[Any, Any]]:
    """Find milestones: on the day one was reached, else on the day it is due."""
    if actor.sites_for(P.SITE_VIEW) == frozenset():
        return
    found = Milestone.objects.visible_to(actor).annotate(on=Coalesce("done_on", "due_on"))
    found = span.here(found.filter(**span.of_days("on")))
    yield dated(
        found.order_by("on", "pk")[:MAX_ROWS],
        kind="milestone",
        day=F("on"),
        state=Case(
            When(done_on__isnull=False, then=Value(EntryState.DONE.value)),
            When(OVER, then=Value(EntryState.CANCELED.value)),
            default=Value(EntryState.OPEN.value),
        ),
        kind_of_it=F("kind"),
        slug=F("site__slug"),
        **changes_of(Milestone),
    )


def _ends(actor: Actor, span: Span) -> Iterator[QuerySet[Any, Any]]:
    """Find the last days of the engagements of the actor's sites."""
    sites = actor.sites_for(P.SITE_VIEW)
    if sites == frozenset():
        return
    found = Engagement.objects.filter(**span.of_days("ends_on"))
    found = span.here(found if sites is None else found.filter(site_id__in=sites))
    yield dated(
        found.order_by("ends_on", "pk")[:MAX_ROWS],
        kind="engagement-end",
        day=F("ends_on"),
        state=Case(
            When(withdrawn_on__lte=F("ends_on"), then=Value(EntryState.CANCELED.value)),
            # The day after its last is set for an engagement from published data before it comes.
            When(
                graduated_on__isnull=False,
                ends_on__lt=clock.today("UTC"),
                then=Value(EntryState.DONE.value),
            ),
            default=Value(EntryState.OPEN.value),
        ),
        slug=F("site__slug"),
        **changes_of(Engagement),
    )


def _commitments(actor: Actor, span: Span) -> Iterator[QuerySet[Any, Any]]:
    """Find deliverables, milestones and commitments without a request on the day they are due."""
    sites = actor.sites_for(P.SITE_VIEW)
    if sites == frozenset():
        return
    found = Commitment.objects.without_request().filter(**span.of_days("due_on"))
    found = span.here(found if sites is None else found.filter(site_id__in=sites))
    yield dated(
        found.order_by("due_on", "pk")[:MAX_ROWS],
        kind="site-commitment",
        day=F("due_on"),
        title=F("text"),
        state=Case(
            When(done_at__isnull=False, then=Value(EntryState.DONE.value)),
            When(~Q(dropped_reason=""), then=Value(EntryState.CANCELED.value)),
            default=Value(EntryState.OPEN.value),
        ),
        commitment=F("kind"),
        **changes_of(Commitment),
    )


S = RecommendationState
DONE, CANCELED = Value(EntryState.DONE.value), Value(EntryState.CANCELED.value)


def _recommendations(actor: Actor, span: Span) -> Iterator[QuerySet[Any, Any]]:
    """Find the days of recommendations: when each is due, and its checks."""
    if actor.sites_for(P.SITE_VIEW) == frozenset():
        return
    found = Recommendation.objects.visible_to(actor).filter(origin=ReportedOrigin.PORTAL)
    over = When(status__in=(S.DECLINED, S.LAPSED, S.WITHDRAWN), then=CANCELED)
    for kind, field, done in (
        ("recommendation-due", "due_on", When(status__in=CHECKED_STATES, then=DONE)),
        ("recommendation-check", "next_check_on", None),
        ("sustained-check", "sustained_check_on", When(status=S.SUSTAINED, then=DONE)),
    ):
        yield dated(
            span.here(found.filter(**span.of_days(field))).order_by(field, "pk")[:MAX_ROWS],
            kind=kind,
            day=F(field),
            title=F("headline"),
            state=Case(
                *filter(None, (done, over)),
                default=Value(EntryState.OPEN.value),
            ),
            **changes_of(Recommendation),
        )


def _plans(actor: Actor, span: Span) -> Iterator[QuerySet[Any, Any]]:
    """Find when goals and actions of plans are due that were approved at least once."""
    if actor.sites_for(P.SITE_VIEW) == frozenset():
        return
    for kind, rows, plan in (
        ("plan-goal", Goal.objects.visible_to(actor), "plan"),
        ("plan-action", PlanAction.objects.visible_to(actor), "goal__plan"),
    ):
        approved = Exists(PlanVersion.objects.filter(plan_id=OuterRef(f"{plan}_id")))
        found = span.here(rows.filter(approved, **span.of_days("due_on")))
        yield dated(
            found.order_by("due_on", "pk")[:MAX_ROWS],
            kind=kind,
            day=F("due_on"),
            title=F("text"),
            state=Case(
                When(**{f"{plan}__engagement__withdrawn_on__lte": F("due_on")}, then=CANCELED),
                default=Value(EntryState.OPEN.value),
            ),
            slug=F("site__slug"),
            plan=F(f"{plan}__kind"),
            engagement=F(f"{plan}__engagement_id"),
            **changes_of(rows.model),
        )


def _commitment(row: Row) -> str:
    return f"{CommitmentKind(row.detail['commitment']).label} due"


def _plan(row: Row) -> str:
    detail = row.detail
    query = {"kind": detail["plan"], "engagement": detail["engagement"]}
    return reverse("engagements:plan", args=[detail["slug"]], query=query)


def _milestone(row: Row) -> str:
    return f"{MilestoneKind(row.detail['kind_of_it']).label} (engagement)"


declare(
    Source(
        name="milestones",
        rows=_milestones,
        kinds=(Kind(slug="milestone", what=_milestone, href=WORKSPACE),),
    )
)
declare(
    Source(
        name="engagements",
        rows=_ends,
        kinds=(Kind(slug="engagement-end", what="Engagement ends", href=WORKSPACE),),
    )
)
declare(
    Source(
        name="site-commitments",
        rows=_commitments,
        kinds=(
            Kind(
                slug="site-commitment",
                what=_commitment,
                href=address_of("engagements:commitment", "subject"),
            ),
        ),
    )
)
declare(
    Source(
        name="recommendations",
        rows=_recommendations,
        kinds=(
            Kind(slug="recommendation-due", what="Recommendation due", href=RECOMMENDATION),
            Kind(slug="recommendation-check", what="Repeating check due", href=RECOMMENDATION),
            Kind(slug="sustained-check", what="12-month check due", href=RECOMMENDATION),
        ),
    )
)
declare(
    Source(
        name="plans",
        rows=_plans,
        kinds=(
            Kind(slug="plan-goal", what="Goal of the plan due", href=_plan),
            Kind(slug="plan-action", what="Action of the plan due", href=_plan),
        ),
    )
)
