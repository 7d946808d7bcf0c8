"""What of a site's commitments without a request needs their owner, or who assigns them, in words."""

from engagements.enums import Party
from engagements.querysets import commitment_needs
from foundation.accounts.actors import Actor
from foundation.needs.columns import Row
from foundation.needs.registry import Cause, Declaration, declare
from foundation.workflow.declarations import address_of

PAGE = address_of("engagements:commitment", "subject")


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
                task="Mark the commitment as done",
                why="You're responsible for this commitment.",
                href=PAGE,
                action=address_of("engagements:finish-commitment", "subject"),
            ),
            Cause(
                slug="assign-commitment",
                states=tuple(Party),
                verb="Choose an owner",
                why=_unowned,
                href=PAGE,
                action=address_of("engagements:assign-commitment", "subject"),
            ),
        ),
    )
)
