"""Dates of requests on the calendar, in words; the queries are in ``querysets/agenda.py``."""

from django.urls import reverse

from engagements.enums import CommitmentKind
from foundation.agenda.columns import Row
from foundation.agenda.registry import Kind, Source, declare
from foundation.workflow.declarations import address_of
from tta_requests.enums import ClockKind, ClockState
from tta_requests.querysets import agenda

PAGE = address_of("tta_requests:detail", "number")


def _work(row: Row) -> str:
    return f"{PAGE(row)}#work"


def _offer(row: Row) -> str:
    if row.detail["is_provider"]:
        return reverse("tta_requests:offer", args=[row.subject])
    return PAGE(row)


def _clock(row: Row) -> str:
    paused = " (paused)" if row.detail["clock_state"] == ClockState.PAUSED else ""
    return f"{ClockKind(row.detail['clock']).label} due{paused}"


def _commitment(row: Row) -> str:
    return f"{CommitmentKind(row.detail['commitment']).label} due"


declare(
    Source(
        name="clocks",
        rows=agenda.of_clocks,
        kinds=(Kind(slug="clock", what=_clock, href=PAGE),),
    )
)
declare(
    Source(
        name="requests",
        rows=agenda.of_requests,
        kinds=(Kind(slug="needed-by", what="Help needed by", href=PAGE),),
    )
)
declare(
    Source(
        name="commitments",
        rows=agenda.of_commitments,
        kinds=(Kind(slug="commitment", what=_commitment, href=_work),),
    )
)
declare(
    Source(
        name="scopes",
        rows=agenda.of_scopes,
        kinds=(
            Kind(slug="delivery-start", what="Delivery starts", href=PAGE),
            Kind(slug="delivery-end", what="Delivery ends", href=PAGE),
        ),
    )
)
declare(
    Source(
        name="offers",
        rows=agenda.of_offers,
        kinds=(Kind(slug="offer", what="Offer expires", href=_offer),),
    )
)
