"""The portal's one clock: domain time is read here; tests and demos freeze or shift it.

An override is in a context variable, so it ends with its ``with`` block and never affects another
request. ``frozen`` and ``shifted`` take ``every_thread=True`` for browser tests, whose server runs
in other threads. Nothing is persisted; no setting or environment variable moves the clock.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

Reading = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class _Stopped:
    """A clock that always returns the same instant."""

    at: datetime

    def __call__(self) -> datetime:
        return self.at


_here: ContextVar[Reading | None] = ContextVar("clock_override", default=None)
_everywhere: list[Reading] = []


def now() -> datetime:
    """Return the current instant, aware, in UTC."""
    return _reading()()


def is_stopped() -> bool:
    """Return whether a test or demo has frozen the clock."""
    return isinstance(_reading(), _Stopped)


def today(tz: ZoneInfo | str) -> date:
    """Return the current calendar day in a time zone.

    Arguments:
        tz: a zone, or its IANA name such as ``America/Chicago``.
    """
    return now().astimezone(ZoneInfo(tz) if isinstance(tz, str) else tz).date()


@contextmanager
def frozen(at: datetime, *, every_thread: bool = False) -> Iterator[datetime]:
    """Freeze the clock at an instant.

    Arguments:
        at: an aware instant.
        every_thread: also in other threads of this process (a test's live server).

    Raises:
        ValueError: when ``at`` is naive, because it would not identify an instant.
    """
    instant = _aware(at)
    with _override(_Stopped(instant), every_thread=every_thread):
        yield instant


@contextmanager
def shifted(delta: timedelta, *, every_thread: bool = False) -> Iterator[None]:
    """Run the clock ahead of (or behind) the outer clock by a fixed interval."""
    outer = _reading()
    moved = _Stopped(outer() + delta) if is_stopped() else lambda: outer() + delta
    with _override(moved, every_thread=every_thread):
        yield


@contextmanager
def shift_to(at: datetime, *, every_thread: bool = False) -> Iterator[None]:
    """Set the clock to an instant, from which it runs on."""
    with shifted(_aware(at) - now(), every_thread=every_thread):
        yield


def _reading() -> Reading:
    return _here.get() or (_everywhere[-1] if _everywhere else _machine)


def _machine() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 -- the one place that reads the machine's clock


def _aware(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError(f"{at!r} has no time zone, so it names no instant.")
    return at.astimezone(UTC)


@contextmanager
def _override(reading: Reading, *, every_thread: bool) -> Iterator[None]:
    token = _here.set(reading)
    if every_thread:
        _everywhere.append(reading)
    try:
        yield
    finally:
        if every_thread:
            _everywhere.remove(reading)
        _here.reset(token)
