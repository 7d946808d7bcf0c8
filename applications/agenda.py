"""Deadlines of rounds and days on which scores are due on the calendar, in words; the queries are in ``querysets.py``."""

from django.urls import reverse

from applications.querysets import deadlines, scores_due
from foundation.agenda.columns import Row
from foundation.agenda.registry import Kind, Source, declare


def _closes(_row: Row) -> str:
    return "Applications close"


def _rounds(_row: Row) -> str:
    return reverse("applications:rounds")


def _score_page(row: Row) -> str:
    return reverse("applications:score", args=[row.detail["application"]])


declare(
    Source(
        name="application scores",
        rows=scores_due,
        kinds=(Kind(slug="application-scores", what="Scores due", href=_score_page),),
    )
)
declare(
    Source(
        name="application deadlines",
        rows=deadlines,
        kinds=(Kind(slug="application-deadline", what=_closes, href=_rounds),),
    )
)
