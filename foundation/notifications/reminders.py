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
from uuid import UUID

from django.urls import reverse

from foundation.calendars import clock
from foundation.calendars.holidays import calendar_for
from foundation.notifications import actions
from foundation.notifications.gate import ACCOUNT
from foundation.notifications.models import DIGEST, Notification, Preference
from foundation.notifications.notices import Due
from foundation.outbox import due_claims
from foundation.tenancy.context import acting, acting_atomic

__all__ = ["Due", "Fired", "Reminder", "forget", "kinds", "run", "settle", "template_of"]

logger = logging.getLogger(__name__)

BATCH = 200
# One for each first byte of a notice's random key.
SHARES = 256
NOTICE = "emails/notifications/notice"


class Reminder:
    """A kind of reminder. Defining a subclass with a slug registers it.

    Attributes:
        slug: its name in the ledger.
        template: its mail.
        by_day: whether its dates are days: its mail leaves in the reader's business hours. Only what is
            counted in hours, or told as it happens, says no.
        has_row: whether it has a row in the inbox; one without is the daily digest.
    """

    slug: ClassVar[str] = ""
    template: ClassVar[str] = NOTICE
    by_day: ClassVar[bool] = True
    has_row: ClassVar[bool] = True

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


class DailyDigest(Reminder):
    """A business morning has come for someone who wants one mail a day (PRODUCT section 7)."""

    slug = DIGEST
    has_row = False

    def due(self, now: datetime) -> Iterable[Due]:
        """Yield one digest for each such reader and business day of theirs; what it says is read when it is sent."""
        for wish in Preference.objects.daily():
            calendar = calendar_for(wish.user.time_zone)
            if calendar.counted_from(now) == now:
                yield Due(
                    key=f"{calendar.local(now):%Y-%m-%d}",
                    recipients=[wish.user_id],
                    gate=ACCOUNT,
                    number="Your day",
                    action="open My day",
                    url=reverse("dashboards:my-day"),
                    why="You chose one email a day.",
                )


def run(now: datetime | None = None, *, batch: int = BATCH) -> list[Fired]:
    """Send every notice that is due; a kind that fails does not stop the others.

    Arguments:
        now: the instant at which notices are due; the current time by default.
        batch: how many notices are sent in one transaction.
    """
    at = now or clock.now()
    claimed = [_claim(name, at) for name in due_claims.names()]
    return claimed + [_run_kind(kind(), at, batch) for _, kind in sorted(_kinds.items())]


def settle(now: datetime | None = None) -> int:
    """Ask the gates of one share of all open notices again; return how many notices were archived.

    What ends a thing asks them at once (``notifications.settle``). This finds what ends by itself, such as an
    evaluation on its last day: every notice has its turn once in ``SHARES`` minutes.
    """
    at = now or clock.now()
    with acting_atomic("system:reminders"):
        mine = Notification.objects.asked_in_turn(*turn_at(at))
        return actions.settle(mine.for_gate(), at=at)


def turn_at(at: datetime) -> tuple[UUID, UUID]:
    """Return the first and last key of the share of all keys whose turn it is in that minute."""
    share = int(at.timestamp() // 60) % SHARES
    return UUID(int=share << 120), UUID(int=((share + 1) << 120) - 1)


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
        new = actions.fire(kind.slug, notices, at=at, by_day=kind.by_day, has_row=kind.has_row)
        return new, len(notices) == size
