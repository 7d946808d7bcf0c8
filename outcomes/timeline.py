"""Accomplishments on a site's timeline: the steps people took with them."""

from collections.abc import Iterator
from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.timeline.columns import Asked, Row, happened
from foundation.timeline.registry import Kind, Source, declare
from outcomes.enums import AccomplishmentStepKind
from outcomes.models import AccomplishmentStep


def _accomplishments(actor: Actor, asked: Asked) -> Iterator[QuerySet[Any, Any]]:
    """Find the steps people took with accomplishments."""
    if not actor.may(P.SITE_VIEW, at=asked.site_id):
        return
    yield happened(
        AccomplishmentStep.objects.visible_to(actor),
        asked,
        kind="accomplishment-step",
        at="made_at",
        title=F("accomplishment__headline"),
        who=F("made_by__name"),
        note=F("reason"),
        accomplishment=F("accomplishment_id"),
        step=F("step"),
    )


def _accomplishment(row: Row) -> str:
    return reverse("outcomes:accomplishment", args=[row.detail["accomplishment"]])


def _step(row: Row) -> str:
    step = AccomplishmentStepKind(row.detail["step"]).label
    return f"Accomplishment: {step[0].lower()}{step[1:]}"


declare(
    Source(
        name="accomplishments",
        label="Accomplishments",
        rows=_accomplishments,
        kinds=(Kind(slug="accomplishment-step", what=_step, href=_accomplishment),),
        order=70,
    )
)
