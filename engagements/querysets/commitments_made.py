"""Commitments that came from a recommendation or from the actions of a plan."""

from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from engagements.enums import PlanKind
from engagements.models import Commitment, PlanAction
from engagements.querysets.made_from import RECOMMENDATION, Made
from foundation.accounts.actors import Actor
from foundation.ui import dates

MAX_MADE = 50


def made_from(actor: Actor, kind: str, pk: UUID) -> list[Made]:
    """Find the commitments, as ``engagements.querysets.made_from`` asks."""
    actions = PlanAction.objects.filter(goal__plan_id=pk).values("pk")
    asked = Q(origin_kind__in=PlanKind.values, origin_id__in=actions)
    if kind == RECOMMENDATION:
        asked = Q(origin_kind=RECOMMENDATION, origin_id=pk)
    found = Commitment.objects.visible_to(actor).without_request().filter(asked)
    return [
        Made(
            name="Commitment",
            title=each.text,
            state="Done" if each.done_at else f"Due {dates.full_day(each.due_on)}",
            href=reverse("engagements:commitment", args=[each.pk]),
            action=each.origin_id,
        )
        for each in found.order_by("due_on", "made_at")[:MAX_MADE]
    ]
