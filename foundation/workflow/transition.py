"""One transition of a lifecycle, and the actor that makes it."""

from dataclasses import dataclass
from typing import Any, Final, Protocol

BACK: Final = "<back>"
"""Target of a transition that returns to where the record came from (its ``returns_to``)."""


class Mover(Protocol):
    """An actor that changes a record's state: ``accounts.Actor`` is one."""

    @property
    def is_system(self) -> bool:
        """Whether a job is acting rather than a person."""

    def may(self, permission: Any, *, at: Any) -> bool:
        """Return whether the permission is held at a site."""

    def may_anywhere(self, permission: Any) -> bool:
        """Return whether the permission is held anywhere, also through a share."""


@dataclass(frozen=True, slots=True)
class Hand:
    """An actor with what one record adds to it, for records that belong to no site or to several.

    Attributes:
        actor: the actor.
        added: the permissions that count for this record alone, such as by a grant.
    """

    actor: Mover
    added: frozenset[Any]

    @property
    def is_system(self) -> bool:
        """Whether a job is acting rather than a person."""
        return self.actor.is_system

    def may(self, permission: Any, *, at: Any) -> bool:
        """Return whether the actor holds the permission for this record."""
        return permission in self.added or self.actor.may(permission, at=at)

    def may_anywhere(self, permission: Any) -> bool:
        """Return whether the actor holds the permission for this record; no other place counts."""
        return self.may(permission, at=None)


@dataclass(frozen=True, slots=True)
class Transition:
    """One transition of a lifecycle.

    Attributes:
        name: the verb, such as ``submit``; the same verb may have several transitions from other
            states.
        sources: the states it starts from.
        target: the state it leads to, or ``BACK``.
        permission: what a person needs at the record's site; empty if only a job may do it.
        guard: a function ``guard(actor, record)`` of the policies: True or None, or a sentence why
            not.
        past: the past participle, for the sentence "This can't be submitted while ...".
        label: the button's label.
        reason_required: a reason must be given; it is saved in the history.
        by_system: a job of the portal may do it too.
        shared: the permission may come through a share (a provider's); the guard decides for which
            record.
        remembers: the earlier state is stored in ``returns_to`` for a later ``BACK``.
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
        """The button's label."""
        return self.label or self.name.replace("_", " ").capitalize()

    def starts_from(self) -> tuple[str, ...]:
        """Return its source states, in a fixed order."""
        sources = (self.sources,) if isinstance(self.sources, str) else self.sources
        return tuple(str(source) for source in sources)
