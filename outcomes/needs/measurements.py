"""What of a site's measures needs the people who enter and verify them, in words."""

from foundation.accounts.actors import Actor
from foundation.calendars.quarters import Quarter
from foundation.needs.columns import Row
from foundation.needs.registry import Cause, Declaration, declare
from foundation.workflow.declarations import address_of
from outcomes.querysets import measures

NAME = "measurements"


def _title(row: Row, _actor: Actor) -> str:
    return f"Measures, {Quarter.named(row.detail['quarter'])}"


declare(
    Declaration(
        name=NAME,
        rows=measures.rows_for,
        causes=(
            Cause(
                slug="enter-measurements",
                verb="Enter measurements",
                title=_title,
                why="The quarter is over, and the site hasn't entered all of its measures.",
                href=address_of("outcomes:quarter", "slug", "quarter"),
            ),
            Cause(
                slug="verify-measurement",
                verb="Verify",
                task="Verify a measurement",
                why="Someone else entered it. Check it against its source.",
                href=address_of("outcomes:measure", "thing"),
                action=address_of("outcomes:verify-measurement", "subject"),
            ),
        ),
    )
)
