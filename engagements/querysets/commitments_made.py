"""Commitments that came from a finding, a recommendation, or the actions of a plan."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from engagements.enums import PlanKind
from engagements.models import Commitment, PlanAction
from engagements.querysets.made_from import PLAN, Made
from foundation.accounts.actors import Actor
from foundation.ui import dates

MAX_MADE = 50


def made_from(actor: Actor, kind: str, pks: Collection[UUID]) -> list[Made]:
    """Find the commitments, as ``engagements.querysets.made_from`` asks."""
    asked = Q(origin_kind=kind, origin_id__in=pks)
    if kind == PLAN:
        actions = PlanAction.objects.filter(goal__plan__in=pks).values("pk")
        asked = Q(origin_kind__in=PlanKind.values, origin_id__in=actions)
    found = Commitment.objects.visible_to(actor).without_request().filter(asked)
    return [
        Made(
            name="Commitment",
            title=each.text,
            state=_state_of(each),
            href=reverse("engagements:commitment", args=[each.pk]),
            part=each.origin_id,
        )
        for each in found.order_by("due_on", "made_at")[:MAX_MADE]
    ]


def _state_of(commitment: Commitment) -> str:
    if commitment.is_open:
        return f"Due {dates.full_day(commitment.due_on)}"
    return "Done" if commitment.done_at else "Canceled"
