"""The files of assessments, plans, and recommendations' evidence among a site's documents."""

from collections.abc import Iterator
from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse

from engagements.enums import PlanKind
from engagements.models import EngagementFile, EvidenceFile
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.timeline.columns import Asked, Row, happened, name_of
from foundation.timeline.documents import Kind, Source, declare, of_file
from foundation.workflow.declarations import address_of
from foundation.workflow.words import Named


def _files(actor: Actor, asked: Asked, words: str) -> Iterator[QuerySet[Any, Any]]:
    """Find the standing files that show that a recommendation was carried out."""
    if not actor.may(P.SITE_VIEW, at=asked.site_id):
        return
    found = EvidenceFile.objects.visible_to(actor).standing()
    yield happened(
        found.filter(Named(["name"], words)) if words else found,
        asked,
        kind="evidence-file",
        at="uploaded_at",
        title=F("name"),
        who=name_of("uploaded_by"),
        note=F("evidence__text"),
        of=F("evidence__recommendation__headline"),
        recommendation=F("evidence__recommendation_id"),
        **of_file(),
    )


def _of_assessments_and_plans(
    actor: Actor, asked: Asked, words: str
) -> Iterator[QuerySet[Any, Any]]:
    """Find the standing files of assessments and plans."""
    if not actor.may(P.SITE_VIEW, at=asked.site_id):
        return
    found = EngagementFile.objects.visible_to(actor).standing()
    found = found.filter(Named(["name"], words)) if words else found
    of_assessments = found.filter(assessment__isnull=False)
    of_plans = found.filter(plan__isnull=False)
    engagement = F("plan__engagement_id")
    yield _kept(of_assessments, asked, "assessment-file", of=F("assessment__title"))
    yield _kept(of_plans, asked, "plan-file", of=F("plan__kind"), engagement=engagement)


def _kept(
    found: QuerySet[EngagementFile], asked: Asked, kind: str, **detail: Any
) -> QuerySet[Any, Any]:
    return happened(
        found,
        asked,
        kind=kind,
        at="uploaded_at",
        title=F("name"),
        who=name_of("uploaded_by"),
        slug=F("site__slug"),
        **detail,
        **of_file(),
    )


def _assessment(row: Row) -> str:
    return f"Assessment: {row.detail['of']}"


def _plan(row: Row) -> str:
    return str(PlanKind(row.detail["of"]).label)


def _recommendation(row: Row) -> str:
    return f"Recommendation: {row.detail['of']}"


def _plan_page(row: Row) -> str:
    query = {"kind": row.detail["of"], "engagement": row.detail["engagement"]}
    return reverse("engagements:plan", args=[row.detail["slug"]], query=query)


declare(
    Source(
        name="assessments and plans",
        rows=_of_assessments_and_plans,
        kinds=(
            Kind(
                slug="assessment-file",
                origin=_assessment,
                origin_href=address_of("engagements:recommendations", "slug"),
                href=address_of("engagements:file", "subject"),
            ),
            Kind(
                slug="plan-file",
                origin=_plan,
                origin_href=_plan_page,
                href=address_of("engagements:file", "subject"),
            ),
        ),
    )
)
declare(
    Source(
        name="recommendations",
        rows=_files,
        kinds=(
            Kind(
                slug="evidence-file",
                origin=_recommendation,
                origin_href=address_of("engagements:recommendation", "recommendation"),
                href=address_of("engagements:evidence-file", "subject"),
            ),
        ),
    )
)
