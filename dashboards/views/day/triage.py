"""What needs those who triage: coordinators and managers at all sites, liaisons at their own."""

from typing import TYPE_CHECKING

from django.urls import reverse

from dashboards.presenters.day import Need
from dashboards.querysets import day
from dashboards.views.day.parts import Part, Reader, at, counted, running, waits
from foundation.accounts.permissions import Permission as P
from tta_requests.enums import Rung, Status
from tta_requests.models import Clock, TTARequest

if TYPE_CHECKING:
    from tta_requests.querysets.columns import TriagedClock


def everywhere(reader: Reader) -> Part:
    """Acknowledge, choose, confirm, decide: worst clock first. Two statements."""
    part = _of(reader)
    counts = day.clock_counts(reader.actor, reader.now)
    part.clocks.extend(
        counted(counts.past_due, counts.at_risk, counts.on_time, reverse("tta_requests:triage"))
    )
    return part


def own_sites(reader: Reader) -> Part:
    """A liaison acknowledges what the coordinator has not; deciding is the coordinator's. One statement."""
    return _of(reader)


def _of(reader: Reader) -> Part:
    part = Part()
    for clock in day.undecided(reader.actor):
        need = _need(clock, reader)
        if need:
            part.needs.append(need)
        else:
            part.waiting.append(waits(clock.request, running(clock, reader)))
    return part


def _need(clock: "TriagedClock", reader: Reader) -> Need | None:
    found = _asked(clock, reader)
    if found is None:
        return None
    verb, why = found
    tta_request = clock.request
    here = reverse("tta_requests:detail", args=[tta_request.number])
    scoping = tta_request.status == Status.SCOPING
    return Need(
        title=tta_request.title,
        href=here,
        number=tta_request.number,
        where=tta_request.site.name,
        why=f"{_theirs(clock, reader)}{why}",
        verb=verb,
        action=reverse("tta_requests:scope", args=[tta_request.number])
        if scoping
        else reverse("tta_requests:triage", query={"r": tta_request.number}),
        clock=running(clock, reader),
        due_at=clock.due_at,
    )


def _theirs(clock: Clock, reader: Reader) -> str:
    """What makes it the reader's before others: it was given to them, or has climbed the ladder to managers."""
    if clock.request.owner_id == reader.actor.user_id:
        return "Assigned to you. "
    escalated = reader.actor.may_anywhere(P.TEAM_MANAGE) and clock.reached(
        Rung.DAY_AFTER, reader.now
    )
    return "Escalated to you: more than one business day late. " if escalated else ""


def _asked(clock: "TriagedClock", reader: Reader) -> tuple[str, str] | None:
    """The verb and the reason; None when the step is somebody else's."""
    tta_request, decides = clock.request, P.REQUEST_ASSIGN in reader.actor.everywhere
    if clock.exception_reason and decides:
        return "Choose a provider", clock.exception_reason
    if tta_request.status == Status.ACCEPTED and decides:
        return "Confirm", f"{tta_request.workers} accepted. Confirm the provider."
    if tta_request.status == Status.SCOPING:
        return "Read and sign", "The scope of work needs DOJ's signature."
    if tta_request.acknowledged_at is None:
        return "Acknowledge", _unacknowledged(tta_request, reader)
    if not decides or tta_request.status == Status.OFFERED:
        return None
    return "Decide", f"Triage decision, {tta_request.urgency}. Ranked providers are ready."


def _unacknowledged(tta_request: TTARequest, reader: Reader) -> str:
    sent = at(tta_request.submitted_at, reader) if tta_request.submitted_at else ""
    offered = (
        f" Automatically offered to {tta_request.provider}."
        if tta_request.status == Status.OFFERED and tta_request.provider
        else ""
    )
    return f"Submitted {sent}, not acknowledged. {tta_request.get_urgency_display()}.{offered}"
