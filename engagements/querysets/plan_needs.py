"""Plans that wait for executive leadership, and returned ones, as columns of ``foundation.needs.columns``."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet

from engagements.enums import PlanState
from engagements.models import Plan
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.needs.columns import needing
from foundation.needs.reading import MAX_ROWS
from foundation.needs.registry import Within

Rows = QuerySet[Any, Any]


def rows_for(actor: Actor, _now: datetime, within: Within) -> Iterator[Rows]:
    """Find the plans that the actor can approve or return, and those returned to the actor."""
    if actor.user_id is None:
        return
    for permission, cause, found in (
        (P.PLAN_APPROVE, "answer-plan", _submitted(actor.user_id)),
        (P.PLAN_WRITE, "revise-plan", _returned(actor.user_id)),
    ):
        sites = actor.sites_for(permission)
        if not sites:
            continue
        running = found.filter(
            site_id__in=sites, engagement__withdrawn_on=None, engagement__graduated_on=None
        )
        if within.site_id is not None:
            running = running.filter(site_id=within.site_id)
        if within.thing:
            running = running.filter(engagement=UUID(within.thing))
        since = F("submitted_at") if cause == "answer-plan" else F("returned_at")
        yield needing(
            running.order_by("submitted_at", "pk")[:MAX_ROWS],
            cause=cause,
            thing=F("engagement_id"),
            since=since,
            slug=F("site__slug"),
            kind=F("kind"),
        )


def _submitted(user_id: int) -> QuerySet[Plan]:
    """Plans that wait for approval by another person than the one who submitted them."""
    return Plan.objects.filter(status=PlanState.SUBMITTED).exclude(submitted_by=user_id)


def _returned(user_id: int) -> QuerySet[Plan]:
    """Plans that were returned to the person who submitted them."""
    return Plan.objects.filter(
        status=PlanState.DRAFT, returned_at__isnull=False, submitted_by=user_id
    )
