"""Accomplishments and measurements on a site's timeline: what people did with them."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import F, QuerySet

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.timeline.columns import Asked, Row, happened, name_of
from foundation.timeline.registry import Kind, Source, declare
from foundation.ui import dates
from foundation.workflow.declarations import address_of
from outcomes.enums import AccomplishmentStepKind
from outcomes.models import AccomplishmentStep, SiteMeasurement

MEASURE = address_of("outcomes:measure", "measure")


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
        who=name_of("made_by"),
        note=F("reason"),
        accomplishment=F("accomplishment_id"),
        step=F("step"),
    )


def _step(row: Row) -> str:
    step = AccomplishmentStepKind(row.detail["step"]).label
    return f"Accomplishment: {step[0].lower()}{step[1:]}"


def _measurements(actor: Actor, asked: Asked) -> Iterator[QuerySet[Any, Any]]:
    """Find the measurements people entered and verified."""
    if not actor.may(P.SITE_VIEW, at=asked.site_id):
        return
    for kind, at in (
        ("measurement-entered", "entered"),
        ("measurement-verified", "verified"),
    ):
        yield happened(
            SiteMeasurement.objects.visible_to(actor).filter(**{f"{at}_by__isnull": False}),
            asked,
            kind=kind,
            at=f"{at}_at",
            title=F("measure__indicator__name"),
            who=name_of(f"{at}_by"),
            note=F("reason"),
            measure=F("measure_id"),
            starts_on=F("starts_on"),
            ends_on=F("ends_on"),
            version=F("version"),
        )


def _entered(row: Row) -> str:
    return f"Measurement {'entered' if row.detail['version'] == 1 else 'changed'}, {_period(row)}"


def _verified(row: Row) -> str:
    return f"Measurement verified, {_period(row)}"


def _period(row: Row) -> str:
    first, last = (date.fromisoformat(row.detail[name]) for name in ("starts_on", "ends_on"))
    return dates.period(first, last)


declare(
    Source(
        name="accomplishments",
        label="Accomplishments",
        rows=_accomplishments,
        kinds=(
            Kind(
                slug="accomplishment-step",
                what=_step,
                href=address_of("outcomes:accomplishment", "accomplishment"),
            ),
        ),
        order=70,
    )
)

declare(
    Source(
        name="measurements",
        label="Measurements",
        rows=_measurements,
        kinds=(
            Kind(slug="measurement-entered", what=_entered, href=MEASURE),
            Kind(slug="measurement-verified", what=_verified, href=MEASURE),
        ),
        order=75,
    )
)
