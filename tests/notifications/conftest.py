from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from foundation.calendars import clock
from foundation.notifications import notify, reminders
from foundation.notifications.gate import ACCOUNT
from foundation.notifications.models import Ledger, Notification
from foundation.notifications.reminders import Due, Reminder
from foundation.outbox import due_claims
from foundation.tenancy.context import acting_atomic

NOW = datetime(2026, 11, 25, 17, 20, tzinfo=UTC)
SECRET = "Shots fired near the school"


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with clock.frozen(NOW):
        yield


@pytest.fixture
def due_of() -> Callable[..., Due]:
    """Return a minimal valid notice about a private item, with text that must not be shown."""

    def make(*people, **kwargs) -> Due:
        given = {
            "key": "request-1",
            "recipients": people,
            "gate": ACCOUNT,
            "number": "PSP-2026-0042",
            "action": "answer",
            "url": "/requests/PSP-2026-0042/",
            "why": "You are the liaison for Riverton, EX.",
            "due_at": datetime(2026, 11, 27, 22, 10, tzinfo=UTC),
            "tz": "America/Denver",
            "subject_line": SECRET,
            "body": SECRET,
        }
        return Due(**(given | kwargs))

    return make


@pytest.fixture
def tell(due_of) -> Callable[..., Notification]:
    """Notify one person, as a handler does, and return the notice."""

    def fire(person, **kwargs) -> Notification:
        due = due_of(person, **kwargs)
        with acting_atomic("system:outbox"):
            notify.send("told", due)
            return Notification.objects.select_related("entry").latest("created_at", "entry__key")

    return fire


@pytest.fixture
def planted(monkeypatch) -> Iterator[type[Reminder]]:
    """Register a kind that returns given notices, in place of the apps' own kinds."""
    monkeypatch.setattr(due_claims, "_names", [])
    monkeypatch.setattr(reminders, "_kinds", {})

    class Planted(Reminder):
        slug = "planted"
        says: list[Due] = []

        def due(self, now):
            return iter(self.says)

    return Planted


def written() -> tuple[int, int]:
    """Return how many ledger entries and inbox rows there are."""
    with acting_atomic("system:outbox"):
        return Ledger.objects.count(), Notification.objects.count()


def entry_of(notice: Notification) -> Ledger:
    """Return the notice's ledger entry as it is now stored."""
    with acting_atomic("system:outbox"):
        return Ledger.objects.get(pk=notice.pk)
