"""Reminder kinds: one declaration each, found in every app's ``reminders`` module.

``run`` asks each kind what is due and fires it. A kind may name the same thing at every run: the ledger
lets each notice through once, whatever crashes or is redelivered.
"""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import ClassVar

from foundation.calendars import clock
from foundation.notifications import actions
from foundation.notifications.notices import Due
from foundation.outbox import due_claims
from foundation.tenancy.context import acting, acting_atomic

__all__ = ["Due", "Fired", "Reminder", "forget", "kinds", "run", "template_of"]

logger = logging.getLogger(__name__)

BATCH = 200
NOTICE = "emails/notifications/notice"


class Reminder:
    """A kind of reminder. A subclass with a slug is registered by being declared."""

    slug: ClassVar[str] = ""
    template: ClassVar[str] = NOTICE

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if not cls.slug:
            return
        known = _kinds.setdefault(cls.slug, cls)
        if known.__qualname__ != cls.__qualname__ or known.__module__ != cls.__module__:
            raise ValueError(
                f"The reminder {cls.slug!r} is already declared by {known.__qualname__}."
            )
        _kinds[cls.slug] = cls

    def due(self, now: datetime) -> Iterable[Due]:
        """What is due at that instant, whether it was fired before or not."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Fired:
    """What one kind did in one run: how many new notices, or that it failed."""

    slug: str
    new: int
    error: str = ""


_kinds: dict[str, type[Reminder]] = {}


def kinds() -> dict[str, type[Reminder]]:
    """Return every declared kind by its slug."""
    return dict(_kinds)


def forget(slug: str) -> None:
    """Unregister a kind; for tests that add one."""
    _kinds.pop(slug, None)


def template_of(slug: str) -> str:
    """Return the mail template of a kind; the common one for direct notices."""
    return _kinds[slug].template if slug in _kinds else NOTICE


def run(now: datetime | None = None, *, batch: int = BATCH) -> list[Fired]:
    """Fire all that is due; a kind that fails does not hold up the others.

    Arguments:
        now: the instant the kinds are asked about; the present one when left out.
        batch: how many things are fired in one transaction.
    """
    at = now or clock.now()
    claimed = [_claim(name, at) for name in due_claims.names()]
    return claimed + [_run_kind(kind(), at, batch) for _, kind in sorted(_kinds.items())]


def _claim(name: str, at: datetime) -> Fired:
    """Move what a room has due into the outbox; ``new`` counts messages there, not yet notices."""
    try:
        with acting("system:reminders"):
            return Fired(name, due_claims.run(name, at))
    except Exception as error:
        logger.exception("the claim %s failed", name)
        return Fired(name, 0, type(error).__name__)


def _run_kind(kind: Reminder, at: datetime, batch: int) -> Fired:
    new = 0
    try:
        with acting_atomic("system:reminders"), clock.frozen(at):
            found = iter(kind.due(at))
        more = True
        while more:
            fired, more = _fire_batch(kind, found, at, batch)
            new += fired
    except Exception as error:
        logger.exception("the reminder %s failed", kind.slug)
        return Fired(kind.slug, new, type(error).__name__)
    return Fired(kind.slug, new)


def _fire_batch(kind: Reminder, found: Iterator[Due], at: datetime, size: int) -> tuple[int, bool]:
    """Fire the next so many in one transaction; says how many were new and whether more may follow."""
    with acting_atomic("system:reminders"):
        with clock.frozen(at):
            notices = list(islice(found, size))
        return actions.fire(kind.slug, notices, at=at), len(notices) == size
