"""Reminder kinds: one declaration each, found in every app's ``reminders`` module.

``run`` asks each kind which notices are due and sends them. A kind may return the same notice at
every run: the ledger lets each one through once, even after a crash or a second delivery.
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
    """A kind of reminder. Defining a subclass with a slug registers it."""

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
        """Return the notices due at that instant, whether sent before or not."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Fired:
    """The result of one kind in one run: how many new notices, or the error."""

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
    """Return the mail template of a kind; the shared one for direct notices."""
    return _kinds[slug].template if slug in _kinds else NOTICE


def run(now: datetime | None = None, *, batch: int = BATCH) -> list[Fired]:
    """Send every notice that is due; a kind that fails does not stop the others.

    Arguments:
        now: the instant at which notices are due; the current time by default.
        batch: how many notices are sent in one transaction.
    """
    at = now or clock.now()
    claimed = [_claim(name, at) for name in due_claims.names()]
    return claimed + [_run_kind(kind(), at, batch) for _, kind in sorted(_kinds.items())]


def _claim(name: str, at: datetime) -> Fired:
    """Move an app's due rows into the outbox; ``new`` counts messages there, not yet notices."""
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
    """Send the next batch in one transaction; return how many were new, and if more may follow."""
    with acting_atomic("system:reminders"):
        with clock.frozen(at):
            notices = list(islice(found, size))
        return actions.fire(kind.slug, notices, at=at), len(notices) == size
