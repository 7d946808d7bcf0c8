"""A request as a row of the list, and who has it."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from foundation.ui import dates
from foundation.ui.types import ClockView
from tta_requests.enums import Status
from tta_requests.models import TTARequest
from tta_requests.presenters import clocks

if TYPE_CHECKING:
    from tta_requests.querysets.columns import ListedRequest


@dataclass(frozen=True, slots=True)
class Row:
    """A request as the list shows it, with everything formatted once."""

    href: str
    number: str
    title: str
    site: str
    status: str
    urgency: str
    area: str
    kind: str
    needed_by: str
    holder: str
    clock: ClockView | None


def row_of(tta_request: "ListedRequest", *, now: datetime, tz: str, within: str) -> Row:
    """Return a request as a row of the list.

    Arguments:
        tta_request: loaded with ``for_list``.
        now: the current time.
        tz: the reader's time zone.
        within: the list's filters, as the query string of the row's address.
    """
    return Row(
        href=f"{tta_request.get_absolute_url()}{within}",
        number=tta_request.number,
        title=tta_request.title,
        site=tta_request.site.name,
        status=tta_request.status,
        urgency=tta_request.urgency,
        area=tta_request.core_area.name if tta_request.core_area else "",
        kind=tta_request.get_kind_display(),
        needed_by=dates.day(tta_request.needed_by) if tta_request.needed_by else "",
        holder=holder(tta_request),
        clock=clocks.paused(tta_request.status, tta_request.status_since, now)
        or clocks.compact(
            site_zone=tta_request.site.time_zone,
            warn_at=tta_request.clock_warn_at,
            due_at=tta_request.clock_due_at,
            now=now,
            tz=tz,
        ),
    )


def holder(tta_request: TTARequest) -> str:
    """Return the name of the person or organization that has the request now."""
    coordinator = str(tta_request.owner or "TTA Coordinator")
    provider = str(tta_request.provider or "A provider")
    workers = tta_request.workers or "A provider"
    return {
        Status.DRAFT: "The site, not submitted yet",
        Status.OFFERED: f"{provider} to answer",
        Status.ACCEPTED: f"{coordinator} to confirm {workers}",
        Status.SCOPING: workers,
        Status.SCHEDULED: workers,
        Status.IN_DELIVERY: workers,
        Status.DELIVERED: "The site to confirm",
        Status.CONFIRMED: "Participants, to complete evaluations",
        Status.NEEDS_INFORMATION: "The site to answer",
        Status.CLOSED: "No one",
        Status.DECLINED: "No one",
        Status.WITHDRAWN: "No one",
    }.get(Status(tta_request.status), coordinator)
