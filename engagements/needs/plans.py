"""What of a plan needs executive leadership or its author, in words."""

from django.urls import reverse

from engagements.enums import PlanKind, PlanState
from engagements.querysets import plan_needs
from foundation.accounts.actors import Actor
from foundation.needs.columns import Row
from foundation.needs.registry import Cause, Declaration, declare
from foundation.workflow.declarations import address_of


def _page(row: Row) -> str:
    asked = {"kind": row.detail["kind"]}
    return reverse("engagements:plan", args=[row.detail["slug"]], query=asked)


def _answer(row: Row, _actor: Actor) -> str:
    return f"Approve or return the {_noun(row)}"


def _revise(row: Row, _actor: Actor) -> str:
    return f"Change the returned {_noun(row)}"


def _noun(row: Row) -> str:
    return str(PlanKind(row.detail["kind"]).label).lower()


declare(
    Declaration(
        name="plans",
        states=PlanState,
        rows=plan_needs.rows_for,
        causes=(
            Cause(
                slug="answer-plan",
                states=(PlanState.SUBMITTED,),
                verb="Review plan",
                title=_answer,
                why="It was submitted for your approval.",
                href=_page,
                action=address_of("engagements:approve-plan", "subject"),
            ),
            Cause(
                slug="revise-plan",
                states=(PlanState.DRAFT,),
                verb="Open plan",
                title=_revise,
                why="Executive leadership returned it. The plan's page shows the reason.",
                href=_page,
            ),
        ),
        nobody={PlanState.APPROVED: "It's in force until somebody starts a new version."},
    )
)
