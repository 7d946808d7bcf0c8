"""What administrators and analysts come for."""

from django.urls import reverse

from dashboards.presenters.day import Need
from dashboards.querysets import day
from dashboards.views.day.parts import Part, Reader, counted, still
from foundation.ui import wording
from foundation.ui.types import ClockState, Fact
from tta_requests.enums import OPEN_STATUSES


def administration(reader: Reader) -> Part:
    """Messages that were given up, and the way to settings. One statement."""
    part = Part()
    if dead := day.dead_letters():
        part.needs.append(
            Need(
                title="Review failed messages",
                href=reverse("admin:outbox_message_changelist") + "?state__exact=dead",
                why=f"{wording.counted(dead, 'message')} failed too many times. Read the error, then replay.",
                verb="Open",
                clock=still(f"{dead} failed", state=ClockState.AT_RISK),
            )
        )
    return part


def nation(reader: Reader) -> Part:
    """Clocks and open requests of all sites, as counts that lead to their lists. Two statements."""
    part = Part()
    counts = day.clock_counts(reader.actor, reader.now)
    part.clocks.extend(
        counted(counts.past_due, counts.at_risk, counts.on_time, reverse("tta_requests:list"))
    )
    states = day.by_status(reader.actor)
    part.links.extend(
        Fact(
            str(status.label),
            str(states[status]),
            reverse("tta_requests:list", query={"status": status}),
        )
        for status in OPEN_STATUSES
        if states.get(status)
    )
    return part
