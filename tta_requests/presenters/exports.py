"""The columns of the exported list of requests."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from foundation.exports.registry import Cell, moment_of
from tta_requests.presenters.request_facts import names_of
from tta_requests.presenters.request_list import holder

if TYPE_CHECKING:
    from tta_requests.querysets.columns import ListedRequest

COLUMNS = (
    "Number",
    "Title",
    "Site",
    "Status",
    "Core area",
    "Kind",
    "Urgency",
    "Submitted (site time)",
    "Needed by",
    "Next clock due (site time)",
    "Who has it",
    "Owner",
    "Provider",
    "Federal co-leads",
    "Requested by",
    "Handling",
    "Problem",
    "Desired change",
    "Why critical",
    "DOJ principles",
)


def row_of(tta_request: "ListedRequest") -> Sequence[Cell]:
    """Return the cells of one request; times are in its site's time zone."""
    zone, due = tta_request.site.time_zone, tta_request.clock_due_at
    submitted = tta_request.submitted_at
    return (
        tta_request.number,
        tta_request.title,
        tta_request.site.name,
        tta_request.get_status_display(),
        tta_request.core_area.name if tta_request.core_area else "",
        tta_request.get_kind_display(),
        tta_request.get_urgency_display(),
        moment_of(submitted, zone) if submitted else None,
        tta_request.needed_by,
        moment_of(due, zone) if due else None,
        holder(tta_request),
        str(tta_request.owner or ""),
        str(tta_request.provider or ""),
        ", ".join(tta_request.co_leads),
        str(tta_request.requester),
        tta_request.get_handling_display(),
        tta_request.problem,
        tta_request.desired_change,
        tta_request.urgency_reason,
        names_of(tta_request.principles),
    )
