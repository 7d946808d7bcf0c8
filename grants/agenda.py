"""Closing windows and committee meetings on the calendar, in words; the queries are in ``querysets/calendar.py``."""

from foundation.agenda.registry import Kind, Source, declare
from foundation.workflow.declarations import address_of
from grants.querysets import calendar

declare(
    Source(
        name="grant windows",
        rows=calendar.of_windows,
        kinds=(
            Kind(
                slug="grant-closes",
                what="Grant closes",
                href=address_of("grants:application", "subject"),
            ),
        ),
    )
)
declare(
    Source(
        name="grant committees",
        rows=calendar.of_meetings,
        kinds=(
            Kind(
                slug="grant-meeting",
                what="Grant committee meeting",
                href=address_of("grants:committee", "slug"),
            ),
        ),
    )
)
