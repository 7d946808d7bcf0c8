"""What of an application needs people, in words: its review, and its decision."""

from applications.enums import Status
from applications.querysets import scoring, waiting
from foundation.needs.registry import Cause, Declaration, declare
from foundation.workflow.declarations import address_of

PAGE = address_of("applications:detail", "pk")

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
                href=address_of("applications:score", "pk"),
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
                why="An agency submitted it, and no one has started the review.",
                href=PAGE,
                action=address_of("applications:step", "pk", also=["start-review"]),
            ),
            Cause(
                slug="decide-application",
                states=(Status.UNDER_REVIEW,),
                verb="Open application",
                title="Decide on an application to join the program",
                why="It's under review, and the agency is waiting for the decision.",
                href=PAGE,
            ),
        ),
        nobody={
            Status.DRAFT: "The agency is writing it, and has no account.",
            Status.SELECTED: "The agency has its decision.",
            Status.NOT_SELECTED: "The agency has its decision.",
            Status.DEFERRED: "It's kept for the next cohort.",
            Status.WITHDRAWN: "The agency withdrew it.",
        },
    )
)
