"""What was made from findings, recommendations, and plans in rooms above: they declare how to find it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from uuid import UUID

from foundation.accounts.actors import Actor

FINDING, RECOMMENDATION, PLAN = "finding", "recommendation", "plan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A thing that was made from a finding, a recommendation, or an action of a plan.

    Attributes:
        name: its public handle, such as a request's number.
        title: what to call it.
        state: its state in words.
        href: its page.
        part: the id of the finding or of the plan's action; None for a recommendation.
        is_federal: whether it is never printed.
    """

    name: str
    title: str
    state: str
    href: str
    part: UUID | None = None
    is_federal: bool = False


Finder = Callable[[Actor, str, Collection[UUID]], list[Made]]
_FINDERS: list[Finder] = []


def declare(finder: Finder) -> None:
    """Declare how to find what the actor may read that was made from a thing; again changes nothing."""
    if finder not in _FINDERS:
        _FINDERS.append(finder)


def find(actor: Actor, kind: str, *pks: UUID) -> list[Made]:
    """Find what the actor may read that was made from findings, a recommendation, or a plan.

    Arguments:
        actor: the reader.
        kind: ``FINDING``, ``RECOMMENDATION`` or ``PLAN``.
        pks: their ids; nothing is asked without any.
    """
    return [made for finder in _FINDERS if pks for made in finder(actor, kind, pks)]
