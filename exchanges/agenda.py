"""Visits of exchanges on the calendar, in words; the query is in ``querysets/calendar.py``."""

from exchanges.querysets import calendar
from foundation.agenda.columns import Row
from foundation.agenda.registry import Kind, Source, declare
from foundation.workflow.declarations import address_of


def _visit(_row: Row) -> str:
    return "Peer exchange"


declare(
    Source(
        name="peer exchanges",
        rows=calendar.of_visits,
        kinds=(
            Kind(
                slug="exchange-visit", what=_visit, href=address_of("exchanges:detail", "subject")
            ),
        ),
    )
)
