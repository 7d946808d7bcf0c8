"""The columns of exported recommendations."""

from collections.abc import Mapping, Sequence

from engagements.models import Recommendation
from foundation.exports.registry import Cell

COLUMNS = (
    "Site",
    "Number",
    "Recommendation",
    "Status",
    "Core area",
    "DOJ principles",
    "Owner",
    "Owner's name",
    "Due",
    "Next check",
    "12-month check",
    "Repeats every (days)",
    "Assessment",
    "Finding",
    "Lines of evidence",
    "Origin",
    "Details",
)


def cells_of(row: Recommendation, principles: Mapping[str, str]) -> Sequence[Cell]:
    """Return the cells of one recommendation; days are days of its site's calendar.

    Arguments:
        row: loaded with ``for_export``.
        principles: the names of DOJ's principles by slug.
    """
    return (
        row.site.name,
        row.reference,
        row.headline,
        str(row.get_status_display()),
        row.core_area.name,
        ", ".join(principles.get(slug, slug) for slug in row.principles),
        row.owner,
        row.owner_person.name if row.owner_person else "",
        row.due_on,
        row.next_check_on,
        row.sustained_check_on,
        row.repeats_every_days,
        row.assessment.title if row.assessment else "",
        row.finding.text if row.finding else "",
        row.proofs,
        str(row.get_origin_display()),
        row.text,
    )
