"""What of a site's commitments without a request needs their owner, or who assigns them, in words."""

from django.urls import reverse

from engagements.enums import Party
from engagements.querysets import commitment_needs
from foundation.accounts.actors import Actor
from foundation.needs.columns import Row
from foundation.needs.registry import Cause, Declaration, declare


def _page(row: Row) -> str:
    return reverse("engagements:commitment", args=[row.subject])


def _finish(row: Row) -> str:
    return reverse("engagements:finish-commitment", args=[row.subject])


def _assign(row: Row) -> str:
    return reverse("engagements:assign-commitment", args=[row.subject])


def _unowned(row: Row, _actor: Actor) -> str:
    side = Party(row.detail["owed_by"]).label
    return f"No one person is responsible for it. {side} owes it."


declare(
    Declaration(
        name="site-commitments",
        states=Party,
        rows=commitment_needs.rows_for,
        causes=(
            Cause(
                slug="site-commitment",
                states=tuple(Party),
                verb="Mark as done",
                why="You're responsible for this commitment.",
                href=_page,
                action=_finish,
            ),
            Cause(
                slug="assign-commitment",
                states=tuple(Party),
                verb="Choose an owner",
                why=_unowned,
                href=_page,
                action=_assign,
            ),
        ),
    )
)
