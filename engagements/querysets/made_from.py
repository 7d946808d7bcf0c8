"""What was made from a recommendation or a plan in rooms above: they declare how to find it."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from foundation.accounts.actors import Actor

RECOMMENDATION, PLAN = "recommendation", "plan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A thing that was made from a recommendation, or from an action of a plan.

    Attributes:
        name: its public handle, such as a request's number.
        title: what to call it.
        state: its state in words.
        href: its page.
        action: the id of the plan's action; None for a recommendation.
        is_federal: whether it is never printed.
    """

    name: str
    title: str
    state: str
    href: str
    action: UUID | None = None
    is_federal: bool = False


Finder = Callable[[Actor, str, UUID], list[Made]]
_FINDERS: list[Finder] = []


def declare(finder: Finder) -> None:
    """Declare how to find what the actor may read that was made from a thing; again changes nothing."""
    if finder not in _FINDERS:
        _FINDERS.append(finder)


def find(actor: Actor, kind: str, pk: UUID) -> list[Made]:
    """Find what the actor may read that was made from a recommendation or a plan.

    Arguments:
        actor: the reader.
        kind: ``RECOMMENDATION`` or ``PLAN``.
        pk: its id.
    """
    return [made for finder in _FINDERS for made in finder(actor, kind, pk)]
