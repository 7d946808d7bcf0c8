"""Meetings of communities on the calendar, in words; the query is in ``querysets/calendar.py``."""

from communities.querysets import calendar
from foundation.agenda.columns import Row
from foundation.agenda.registry import Kind, Source, declare
from foundation.workflow.declarations import address_of


def _meeting(row: Row) -> str:
    return f"Community meeting{' (you said yes)' if row.detail['is_coming'] else ''}"


declare(
    Source(
        name="community meetings",
        rows=calendar.of_meetings,
        # The file of a community has the same UID.
        kinds=(
            Kind(
                slug="community-meeting",
                what=_meeting,
                href=address_of("communities:meeting", "subject"),
            ),
        ),
    )
)
