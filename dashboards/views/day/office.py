"""What administrators and analysts come for."""

from datetime import datetime

from django.urls import reverse

from dashboards.policies.day import Need
from dashboards.querysets import day
from dashboards.views.day.parts import Part, Reader, counted, due_clock, still
from foundation.accounts.actions import OFFICIAL_ZONE, REMINDED_AT
from foundation.calendars.holidays import calendar_for
from foundation.ui.types import ClockState, Fact
from tta_requests.enums import OPEN_STATUSES


def administration(reader: Reader) -> Part:
    """Messages that were given up, and the way to settings. One statement."""
    part = Part()
    if dead := day.dead_letters():
        part.needs.append(
            Need(
                title="Look at work that was given up",
                href=reverse("admin:outbox_message_changelist") + "?state__exact=dead",
                why=f"{dead} message{'' if dead == 1 else 's'} failed too often. Read the error, then replay.",
                verb="Open",
                clock=still(f"{dead} given up", state=ClockState.AT_RISK),
            )
        )
    return part


def approvals(reader: Reader) -> Part:
    """Seats and roles that wait for the reader's decision. One statement, two for Program Managers."""
    part = Part()
    for seat in day.seats_to_approve(reader.actor):
        zone = seat.site.time_zone
        part.needs.append(
            Need(
                title=f"Approve or decline a seat: {seat.name}",
                href=reverse("sites:seat-approval", args=[seat.pk]),
                where=seat.site.name,
                why=f"Proposed as {seat.role_title}, which reads federal items.",
                verb="Review seat",
                clock=due_clock(
                    warned(seat.asked_at, seat.due_at, zone), seat.due_at, zone, reader
                ),
                due_at=seat.due_at,
            )
        )
    for role in day.roles_to_approve(reader.actor):
        warn = warned(role.asked_at, role.due_at, OFFICIAL_ZONE)
        part.needs.append(
            Need(
                title=f"Approve or decline a DOJ role: {role.user.name}",
                href=reverse("sites:role-approval", args=[role.pk]),
                why=f"Proposed as {role.get_role_display()}.",
                verb="Review role",
                clock=due_clock(warn, role.due_at, OFFICIAL_ZONE, reader),
                due_at=role.due_at,
            )
        )
    return part


def warned(asked_at: datetime, due_at: datetime, zone: str) -> datetime:
    """When the approvers are reminded."""
    return calendar_for(zone).instant_at(asked_at, due_at, REMINDED_AT)


def nation(reader: Reader) -> Part:
    """Clocks and open requests of all sites, as counts that lead to their lists. Two statements."""
    part = Part()
    counts = day.clock_counts(reader.actor, reader.now)
    part.clocks.extend(counted(counts.past_due, counts.at_risk, counts.on_time, "/requests/"))
    states = day.by_status(reader.actor)
    part.links.extend(
        Fact(str(status.label), str(states[status]), f"/requests/?status={status}")
        for status in OPEN_STATUSES
        if states.get(status)
    )
    return part
