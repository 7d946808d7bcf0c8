"""What of an exchange needs people, in words; the query is in ``querysets/needs.py``."""

from exchanges.enums import State
from exchanges.querysets import needs
from foundation.needs.registry import Cause, Declaration, declare
from foundation.workflow.declarations import address_of

PAGE = address_of("exchanges:detail", "subject")

declare(
    Declaration(
        name="peer exchanges",
        states=State,
        rows=needs.of_exchanges,
        causes=(
            Cause(
                slug="exchange-answer",
                states=(State.ASKED,),
                verb="Accept or decline",
                why="A site asks to visit yours. Accept, or decline with a reason.",
                href=PAGE,
            ),
            Cause(
                slug="exchange-plan",
                states=(State.ACCEPTED,),
                verb="Plan visit",
                why="The host accepted. Set the dates, agenda, and participants, then confirm the plan.",
                href=PAGE,
            ),
            Cause(
                slug="exchange-held",
                states=(State.PLANNED,),
                verb="Mark as held",
                why="The visit is over. Mark it as held, or cancel it.",
                href=PAGE,
                action=address_of("exchanges:mark-held", "subject"),
            ),
            Cause(
                slug="exchange-report",
                states=(State.HELD,),
                verb="Write report",
                why="Say what was learned and what will change.",
                href=PAGE,
                action=address_of("exchanges:report", "subject"),
            ),
            Cause(
                slug="exchange-agree",
                states=(State.HELD,),
                verb="Agree to report",
                why="The other site wrote the after-action report.",
                href=PAGE,
                action=address_of("exchanges:agree", "subject"),
            ),
            Cause(
                slug="exchange-commit",
                states=(State.FOLLOW_UP,),
                verb="Add commitment",
                why="Your site has no commitment from this exchange yet.",
                href=PAGE,
            ),
            Cause(
                slug="exchange-close",
                states=(State.FOLLOW_UP,),
                verb="Close exchange",
                why="Every commitment from this exchange is done.",
                href=PAGE,
                action=address_of("exchanges:close", "subject"),
            ),
        ),
        nobody={
            State.DECLINED: "The host declined it, and said why.",
            State.CLOSED: "Both sites finished it.",
            State.CANCELED: "It doesn't take place.",
        },
    )
)
