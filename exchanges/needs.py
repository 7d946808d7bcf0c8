"""What of an exchange needs people, in words; the query is in ``querysets/needs.py``."""

from django.urls import reverse

from exchanges.enums import State
from exchanges.querysets import needs
from foundation.needs.columns import Row
from foundation.needs.registry import Cause, Declaration, declare


def _page(row: Row) -> str:
    return reverse("exchanges:detail", args=[row.subject])


def _report(row: Row) -> str:
    return reverse("exchanges:report", args=[row.subject])


def _held(row: Row) -> str:
    return reverse("exchanges:mark-held", args=[row.subject])


def _agree(row: Row) -> str:
    return reverse("exchanges:agree", args=[row.subject])


def _close(row: Row) -> str:
    return reverse("exchanges:close", args=[row.subject])


declare(
    Declaration(
        name="peer exchanges",
        states=State,
        rows=needs.of_exchanges,
        causes=(
            Cause(
                slug="exchange-answer",
                states=(State.ASKED,),
                verb="Answer visit",
                why="A site asks to visit yours. Accept, or decline with a reason.",
                href=_page,
            ),
            Cause(
                slug="exchange-plan",
                states=(State.ACCEPTED,),
                verb="Plan visit",
                why="The host accepted. Set the dates, agenda, and participants, then confirm the plan.",
                href=_page,
            ),
            Cause(
                slug="exchange-held",
                states=(State.PLANNED,),
                verb="Mark as held",
                why="The visit is over. Mark it as held, or cancel it.",
                href=_page,
                action=_held,
            ),
            Cause(
                slug="exchange-report",
                states=(State.HELD,),
                verb="Write report",
                why="Say what was learned and what will change.",
                href=_page,
                action=_report,
            ),
            Cause(
                slug="exchange-agree",
                states=(State.HELD,),
                verb="Agree to report",
                why="The other site wrote the after-action report.",
                href=_page,
                action=_agree,
            ),
            Cause(
                slug="exchange-commit",
                states=(State.FOLLOW_UP,),
                verb="Add commitment",
                why="Your site has no commitment from this exchange yet.",
                href=_page,
            ),
            Cause(
                slug="exchange-close",
                states=(State.FOLLOW_UP,),
                verb="Close exchange",
                why="Every commitment from this exchange is done.",
                href=_page,
                action=_close,
            ),
        ),
        nobody={
            State.DECLINED: "The host declined it, and said why.",
            State.CLOSED: "Both sites finished it.",
            State.CANCELED: "It doesn't take place.",
        },
    )
)
