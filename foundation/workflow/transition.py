"""One row of a lifecycle, and who moves along it."""

from dataclasses import dataclass
from typing import Any, Final, Protocol

BACK: Final = "<back>"
"""Target of a transition that returns to where the record came from (its ``returns_to``)."""


class Mover(Protocol):
    """An actor that moves a record: ``accounts.Actor`` is one."""

    @property
    def is_system(self) -> bool:
        """Whether a job acts, not a person."""

    def may(self, permission: Any, *, at: Any) -> bool:
        """Return whether the permission is held at a site."""

    def may_anywhere(self, permission: Any) -> bool:
        """Return whether the permission is held anywhere, also through a share."""


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of a lifecycle.

    Attributes:
        name: the verb, such as ``submit``; the same verb may have several rows with other sources.
        sources: the states it starts from.
        target: the state it leads to, or ``BACK``.
        permission: what a person needs at the record's site; empty when only the system does it.
        guard: a function ``guard(actor, record)`` of the policies: True or nothing, or the sentence why not.
        effect: what the action that moves the record does besides, by its name there.
        label: the button's words.
        past: what it is afterwards, for the sentence "This cannot be submitted while ...".
        reason_required: a reason must be given, and is kept with the history.
        by_system: a job of the portal may do it too.
        shared: the permission may be held through a share (a provider's); the guard says on which record.
        remembers: the state left is kept in ``returns_to`` for a later ``BACK``.
    """

    name: str
    sources: tuple[str, ...] | frozenset[str] | str
    target: str
    permission: str = ""
    guard: str = ""
    effect: str = ""
    label: str = ""
    past: str = ""
    reason_required: bool = False
    by_system: bool = False
    shared: bool = False
    remembers: bool = False

    @property
    def words(self) -> str:
        """What the button says."""
        return self.label or self.name.replace("_", " ").capitalize()

    def starts_from(self) -> tuple[str, ...]:
        """Its source states, in a fixed order."""
        sources = (self.sources,) if isinstance(self.sources, str) else self.sources
        return tuple(str(source) for source in sources)
