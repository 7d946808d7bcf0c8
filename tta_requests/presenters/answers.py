"""What the site's answer to a question did to the request's dates."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from foundation.ui import dates
from tta_requests.models import Clock, Entry
from tta_requests.presenters.clocks import leading

# The entry and the clock of one answer are written in one transaction, moments apart.
SAME_MOMENT = timedelta(minutes=1)


def new_date(clocks: Sequence[Clock], zone: str) -> str:
    """Say when the clock that runs after an answer is due; empty when none runs."""
    clock = leading(clocks)
    if clock is None or not clock.is_running:
        return ""
    return f"{clock.get_kind_display()} is now due {dates.when(clock.due_at, zone)}."


def effect(entries: Iterable[Entry], clocks: Sequence[Clock], zone: str) -> str:
    """Say what the last answer did to the date of the running clock; empty if it did nothing to it.

    Arguments:
        entries: the part of the request's timeline that the reader may see.
        clocks: its clocks.
        zone: the site's time zone.
    """
    answers = [entry.created_at for entry in entries if entry.kind == "answer"]
    clock = leading(clocks)
    if not answers or clock is None or max(answers) < clock.starts_at - SAME_MOMENT:
        return ""
    told = new_date(clocks, zone)
    return f"The site answered {dates.when(max(answers), zone)}. {told}" if told else ""
