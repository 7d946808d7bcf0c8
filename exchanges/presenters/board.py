"""The board for staff: open exchanges by state, and requests that exceed a host's limit."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from exchanges.enums import State
from exchanges.models import PeerExchange
from exchanges.presenters.lists import ExchangeLine, lines_of

STATES = (State.ASKED, State.ACCEPTED, State.PLANNED, State.HELD, State.FOLLOW_UP)
OVER = "Over the host's limit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The exchanges in one state, each with what staff should know."""

    heading: str
    lines: Sequence[tuple[ExchangeLine, str]]


def groups_of(rows: Sequence[PeerExchange], over: Collection[UUID]) -> list[Group]:
    """Group open exchanges by state, in the order of their course.

    Arguments:
        over: the keys of requests that exceed the host's limit.
    """
    return [
        Group(
            heading=state.label,
            lines=[
                (line, OVER if row.pk in over else "")
                for row in rows
                if row.status == state
                for line in lines_of([row])
            ],
        )
        for state in STATES
    ]
