"""Run the reminders at an instant, and read what the ledger let through."""

from datetime import datetime

from foundation.accounts.models import User
from foundation.calendars import clock
from foundation.notifications import reminders
from foundation.notifications.gate import refusal
from foundation.notifications.models import Ledger
from foundation.notifications.notices import Due
from foundation.tenancy.context import acting_atomic


def remind(at: datetime) -> None:
    """Run every kind at an instant; none may fail."""
    with clock.frozen(at):
        done = reminders.run(at)
    assert not [kind for kind in done if kind.error]


def told(kind: str) -> list[tuple[str, str]]:
    """(name, step) of each notice of that kind, in order."""
    with acting_atomic("system:reminders"):
        rows = Ledger.objects.filter(kind=kind).order_by("fired_at", "step", "recipient__name")
        return list(rows.values_list("recipient__name", "step"))


def gate_is_open(due: Due, user: User) -> bool:
    """Whether the gate lets a notice through to a person."""
    with acting_atomic("system:reminders"):
        return refusal(user, due.gate, due.site_id) is None
