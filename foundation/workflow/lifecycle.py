"""Transition tables: one row drives the button, the action, the test, the help page and the last guard."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from foundation.workflow.errors import Refused

# A guard answers with an empty string, or with the sentence that refuses the step.
Guard = Callable[[Any, Any], str]


class MayAct(Protocol):
    """Whoever acts: the part of an Actor a table needs."""

    def may(self, permission: Any, *, at: int | None) -> bool:
        """Whether the permission is held at that site."""
        ...


class Moving(Protocol):
    """A record that moves along a table."""

    status: str
    site_id: int


@dataclass(frozen=True, slots=True)
class Transition:
    """One row: from where to where, with which permission, guarded by what, with which effect.

    ``guard`` and ``effect`` are names, found in the room's policies and actions at start-up.
    """

    name: str
    sources: tuple[str, ...]
    target: str
    permission: str
    label: str
    past: str
    guard: str = ""
    effect: str = ""
    reason_required: bool = False


@dataclass(frozen=True)
class Lifecycle:
    """A record's whole life, as rows."""

    name: str
    rows: tuple[Transition, ...]

    def __iter__(self) -> Iterator[Transition]:
        return iter(self.rows)

    def row(self, name: str) -> Transition:
        """The row of that name.

        Raises:
            KeyError: when the table has none.
        """
        for row in self.rows:
            if row.name == name:
                return row
        raise KeyError(name)

    def pairs(self) -> list[tuple[str, str]]:
        """Every allowed (from, to), for the guard in the database."""
        pairs = {(str(source), str(row.target)) for row in self.rows for source in row.sources}
        return sorted(pairs)

    def open_to(
        self, record: Moving, actor: MayAct, guards: Mapping[str, Guard]
    ) -> list[Transition]:
        """The rows this actor can take now: the buttons."""
        return [row for row in self.rows if not self.refusal(row, record, actor, guards)]

    def refusal(
        self, row: Transition, record: Moving, actor: MayAct, guards: Mapping[str, Guard]
    ) -> str:
        """Why the actor cannot take the row now, in a sentence; empty when nothing stands against it."""
        if record.status not in row.sources:
            return (
                f"This cannot be {row.past} from its present state. Open the page again to see it."
            )
        if not actor.may(row.permission, at=record.site_id):
            return "Your role at this site does not include this step."
        return guards[row.guard](actor, record) if row.guard else ""

    def check(
        self,
        name: str,
        record: Moving,
        actor: MayAct,
        guards: Mapping[str, Guard],
        reason: str = "",
    ) -> Transition:
        """The row, if the actor can take it now.

        Raises:
            Refused: with the sentence that says why not.
        """
        row = self.row(name)
        refusal = self.refusal(row, record, actor, guards)
        if not refusal and row.reason_required and not reason.strip():
            refusal = "Say why: the reason is kept with this step."
        if refusal:
            raise Refused(refusal)
        return row
