"""Grants on a site's timeline, in words; the queries are in ``querysets/timeline.py``."""

from django.urls import reverse

from foundation.timeline.columns import Row
from foundation.timeline.registry import Kind, Source, declare
from grants.enums import StepKind
from grants.querysets import timeline

SAID = {
    StepKind.SUBMIT: "Applied for a grant",
    StepKind.AWARD: "Was awarded a grant",
    StepKind.NOT_AWARD: "Wasn't awarded a grant",
}


def _step(row: Row) -> str:
    return SAID[StepKind(row.detail["step"])]


def _application(row: Row) -> str:
    return reverse("grants:application", args=[row.detail["application"]])


def _committee(row: Row) -> str:
    return reverse("grants:committee", args=[row.detail["slug"]])


def _site(row: Row) -> str:
    return reverse("grants:of-site", args=[row.detail["slug"]])


declare(
    Source(
        name="grants",
        label="Grants",
        rows=timeline.of_grants,
        kinds=(
            Kind(slug="grant-step", what=_step, href=_application),
            Kind(slug="grant-meeting", what="Grant committee met", href=_committee),
            Kind(slug="grant-review", what="Reviewed the grant landscape", href=_site),
        ),
        has_areas=False,
        order=108,
    )
)
