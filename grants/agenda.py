"""Closing windows and committee meetings on the calendar, in words; the queries are in ``querysets/calendar.py``."""

from django.urls import reverse

from foundation.agenda.columns import Row
from foundation.agenda.registry import Kind, Source, declare
from grants.querysets import calendar


def _application(row: Row) -> str:
    return reverse("grants:application", args=[row.subject])


def _committee(row: Row) -> str:
    return reverse("grants:committee", args=[row.detail["slug"]])


declare(
    Source(
        name="grant windows",
        rows=calendar.of_windows,
        kinds=(Kind(slug="grant-closes", what="Grant closes", href=_application),),
    )
)
declare(
    Source(
        name="grant committees",
        rows=calendar.of_meetings,
        kinds=(Kind(slug="grant-meeting", what="Grant committee meeting", href=_committee),),
    )
)
