"""What of an application needs people, in words: its review, and its decision."""

from django.urls import reverse

from applications.enums import Status
from applications.querysets import scoring, waiting
from foundation.needs.columns import Row
from foundation.needs.registry import Cause, Declaration, declare


def _page(row: Row) -> str:
    return reverse("applications:detail", args=[row.detail["pk"]])


def _start(row: Row) -> str:
    return reverse("applications:step", args=[row.detail["pk"], "start-review"])


def _score(row: Row) -> str:
    return reverse("applications:score", args=[row.detail["pk"]])


declare(
    Declaration(
        name="application reviewers",
        rows=scoring,
        causes=(
            Cause(
                slug="score-application",
                verb="Score application",
                title="Score an application to join the program",
                why="A Program Manager named you a reviewer.",
                href=_score,
            ),
        ),
    )
)
declare(
    Declaration(
        name="applications",
        states=Status,
        rows=waiting,
        causes=(
            Cause(
                slug="review-application",
                states=(Status.SUBMITTED,),
                verb="Start review",
                title="Review an application to join the program",
                why="An agency submitted it, and no one reviews it yet.",
                href=_page,
                action=_start,
            ),
            Cause(
                slug="decide-application",
                states=(Status.UNDER_REVIEW,),
                verb="Open application",
                title="Decide about an application to join the program",
                why="It's under review, and the agency waits for the decision.",
                href=_page,
            ),
        ),
        nobody={
            Status.DRAFT: "The agency is writing it, and has no account.",
            Status.SELECTED: "The agency has its decision.",
            Status.NOT_SELECTED: "The agency has its decision.",
            Status.DEFERRED: "It's kept for the next round.",
            Status.WITHDRAWN: "The agency withdrew it.",
        },
    )
)
