"""Requests on a site's timeline, in words; the queries are in ``querysets/timeline.py``."""

from engagements.enums import CommitmentKind
from foundation.timeline.columns import Row
from foundation.timeline.registry import Kind, Source, declare
from foundation.workflow.declarations import address_of
from tta_requests.querysets import timeline

PAGE = address_of("tta_requests:detail", "number")
COMMITMENT = address_of("engagements:commitment", "subject")


def _commitment(row: Row) -> str:
    return f"{PAGE(row)}#work" if row.number else COMMITMENT(row)


def _step(row: Row) -> str:
    return str(row.detail["words"])


def _made(row: Row) -> str:
    return f"{CommitmentKind(row.detail['commitment']).label} added"


def _done(row: Row) -> str:
    return f"{CommitmentKind(row.detail['commitment']).label} done"


def _canceled(row: Row) -> str:
    return f"{CommitmentKind(row.detail['commitment']).label} canceled"


declare(
    Source(
        name="requests",
        label="Requests",
        rows=timeline.of_requests,
        kinds=(Kind(slug="request-step", what=_step, href=PAGE),),
        has_areas=True,
        order=10,
    )
)
declare(
    Source(
        name="commitments",
        label="Commitments",
        rows=timeline.of_commitments,
        kinds=(
            Kind(slug="commitment-made", what=_made, href=_commitment),
            Kind(slug="commitment-done", what=_done, href=_commitment),
            Kind(slug="commitment-canceled", what=_canceled, href=_commitment),
        ),
        has_areas=True,
        order=60,
    )
)
