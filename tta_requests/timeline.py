"""Requests on a site's timeline, in words; the queries are in ``querysets/timeline.py``."""

from django.urls import reverse

from engagements.enums import CommitmentKind
from foundation.timeline.columns import Row
from foundation.timeline.registry import Kind, Source, declare
from tta_requests.querysets import timeline


def _page(row: Row) -> str:
    return reverse("tta_requests:detail", args=[row.number])


def _work(row: Row) -> str:
    return f"{_page(row)}#work"


def _commitment(row: Row) -> str:
    return reverse("engagements:commitment", args=[row.subject])


def _step(row: Row) -> str:
    return str(row.detail["words"])


def _made(row: Row) -> str:
    return f"{CommitmentKind(row.detail['commitment']).label} added"


def _done(row: Row) -> str:
    return f"{CommitmentKind(row.detail['commitment']).label} done"


declare(
    Source(
        name="requests",
        label="Requests",
        rows=timeline.of_requests,
        kinds=(Kind(slug="request-step", what=_step, href=_page),),
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
            Kind(slug="commitment-made", what=_made, href=_work),
            Kind(slug="commitment-done", what=_done, href=_work),
            Kind(slug="site-commitment-made", what=_made, href=_commitment),
            Kind(slug="site-commitment-done", what=_done, href=_commitment),
        ),
        has_areas=True,
        order=60,
    )
)
