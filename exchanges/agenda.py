"""Visits of exchanges on the calendar, in words; the query is in ``querysets/calendar.py``."""

from django.urls import reverse

from exchanges.querysets import calendar
from foundation.agenda.columns import Row
from foundation.agenda.registry import Kind, Source, declare


def _visit(_row: Row) -> str:
    return "Peer exchange"


def _page(row: Row) -> str:
    return reverse("exchanges:detail", args=[row.subject])


declare(
    Source(
        name="peer exchanges",
        rows=calendar.of_visits,
        kinds=(Kind(slug="exchange-visit", what=_visit, href=_page),),
    )
)
