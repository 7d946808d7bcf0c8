"""What requests come from: a finding, a recommendation, an action of a plan, or a session note; and what came from one."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from engagements.enums import PlanKind
from engagements.models import PlanAction, Recommendation
from engagements.models import origins as declared
from engagements.models.origins import Origin
from engagements.querysets.made_from import Made
from foundation.accounts.actors import Actor
from tta_requests.models import TTARequest
from tta_requests.querysets import requests

FINDING = "finding"
RECOMMENDATION = "recommendation"
# Declared by the room above that has the notes.
SESSION_NOTE = "session-note"
# The column of a request that names each of these; an action of a plan has two.
COLUMNS: Mapping[str, str] = {
    FINDING: "finding_id",
    RECOMMENDATION: "recommendation_id",
    SESSION_NOTE: "session_note_id",
}
MAX_TITLE = 140
MAX_MADE = 50


def find(actor: Actor, asked: str) -> Origin | None:
    """Find what ``recommendation:<id>`` names, a finding, a plan's action, or a session note; None for anything else."""
    slug = asked.partition(":")[0]
    known = {FINDING, RECOMMENDATION, SESSION_NOTE, *PlanKind.values}
    return declared.find(actor, asked) if slug in known else None


def prefilled(actor: Actor, origin: Origin) -> Mapping[str, Any]:
    """Return the first values of a request that comes from one of these."""
    kind = declared.kind_of(origin.kind)
    if kind and kind.prefill:
        return kind.prefill(actor, origin)
    if origin.kind == RECOMMENDATION:
        row = Recommendation.objects.visible_to(actor).for_page().get(pk=origin.pk)
        return {
            "title": row.headline[:MAX_TITLE],
            "core_area": row.core_area.slug,
            "problem": row.finding.text if row.finding else "",
            "desired_change": row.text or row.headline,
            "principles": row.principles,
        }
    goal = PlanAction.objects.visible_to(actor).for_form().get(pk=origin.pk).goal
    return {
        "title": origin.title[:MAX_TITLE],
        "core_area": goal.core_area.slug,
        "desired_change": goal.text,
        "principles": [goal.principle.slug] if goal.principle else [],
    }


def columns_of(origin: Origin | None) -> Mapping[str, UUID]:
    """Return the columns of a request that name what it comes from."""
    if origin is None:
        return {}
    if origin.kind in COLUMNS:
        return {COLUMNS[origin.kind]: origin.pk}
    plan = PlanAction.objects.values_list("goal__plan_id", flat=True).get(pk=origin.pk)
    return {"plan_id": plan, "plan_action": origin.pk}


def origin_of(actor: Actor, tta_request: TTARequest) -> tuple[str, str, str] | None:
    """Return what a request comes from: its kind's label, title, and page; None if the actor can't read it."""
    for asked in _asked(tta_request):
        origin, kind = find(actor, asked), declared.kind_of(asked.partition(":")[0])
        if origin and kind and kind.opens(actor, origin.site.pk):
            return kind.label, origin.title, kind.href(origin.pk, origin.site.slug)
    return None


def _asked(tta_request: TTARequest) -> list[str]:
    for kind, column in COLUMNS.items():
        if pk := getattr(tta_request, column):
            return [f"{kind}:{pk}"]
    if tta_request.plan_action:
        return [f"{kind}:{tta_request.plan_action}" for kind in PlanKind.values]
    return []


def made_from(actor: Actor, kind: str, pks: Collection[UUID]) -> list[Made]:
    """Find the requests that came from such things, as ``engagements.querysets.made_from`` asks."""
    found = requests.shown_to(actor).made_from(kind, pks)[:MAX_MADE]
    return [
        Made(
            name=each.number,
            title=each.title,
            state=each.get_status_display(),
            href=each.get_absolute_url(),
            part=each.plan_action or each.finding_id,
            is_federal=each.is_federal,
        )
        for each in found
    ]
