"""Deadlines of rounds on the calendar of Program Managers, in words; the query is in ``querysets.py``."""

from django.urls import reverse

from applications.querysets import deadlines
from foundation.agenda.columns import Row
from foundation.agenda.registry import Kind, Source, declare


def _closes(_row: Row) -> str:
    return "Applications close"


def _rounds(_row: Row) -> str:
    return reverse("applications:rounds")


declare(
    Source(
        name="application deadlines",
        rows=deadlines,
        kinds=(Kind(slug="application-deadline", what=_closes, href=_rounds),),
    )
)
