"""Grants on a site's timeline, in words; the queries are in ``querysets/timeline.py``."""

from foundation.timeline.columns import Row
from foundation.timeline.registry import Kind, Source, declare
from foundation.workflow.declarations import address_of
from grants.enums import StepKind
from grants.querysets import timeline

SAID = {
    StepKind.SUBMIT: "Applied for a grant",
    StepKind.AWARD: "Was awarded a grant",
    StepKind.NOT_AWARD: "Wasn't awarded a grant",
    StepKind.RESTORE: "Corrected what was recorded of a grant",
}


def _step(row: Row) -> str:
    return SAID[StepKind(row.detail["step"])]


declare(
    Source(
        name="grants",
        label="Grants",
        rows=timeline.of_grants,
        kinds=(
            Kind(
                slug="grant-step", what=_step, href=address_of("grants:application", "application")
            ),
            Kind(
                slug="grant-meeting",
                what="Grant committee met",
                href=address_of("grants:committee", "slug"),
            ),
            Kind(
                slug="grant-review",
                what="Reviewed the grant landscape",
                href=address_of("grants:of-site", "slug"),
            ),
        ),
        has_areas=False,
        order=108,
    )
)
