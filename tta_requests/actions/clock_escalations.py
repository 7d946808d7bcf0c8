"""Escalate a clock: notify people at half its time, at risk, past due, and on the business days after."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from foundation.accounts.actors import Actor
from foundation.calendars import clock as time
from foundation.calendars.holidays import calendar_for
from foundation.notifications import notify
from foundation.notifications.models import Ledger
from foundation.notifications.notices import Due
from foundation.tenancy.context import atomic
from foundation.ui import dates
from tta_requests.actions import clocks, gates, recipients
from tta_requests.actions.time_limits import ends
from tta_requests.actions.transitions import entry, locked
from tta_requests.enums import ClockKind, LimitKind, Rung, Told
from tta_requests.models import Clock, EscalationRung, TTARequest

# What the notice about a clock asks its recipients to do.
ACTIONS = {
    ClockKind.ACKNOWLEDGE: "acknowledge",
    ClockKind.TRIAGE: "decide",
    ClockKind.ACCEPT: "find a provider",
    ClockKind.SCOPE: "get the scope signed",
    ClockKind.CONTACT: "make sure the provider meets with the site",
}
# A step taken this long after it was reached is one of many that waited for a worker.
GAP = timedelta(hours=1)
RUNGS = list(Rung)
LATE = frozenset({Rung.DUE, Rung.DAY_AFTER, Rung.THIRD_DAY})


@atomic
def step(clock_id: UUID, *, rung: int, instant: int, by: Actor) -> bool:
    """Take one escalation step of a clock: notify its recipients, and from past due on add to the timeline.

    Arguments:
        clock_id: the clock.
        rung: index of the step in ``Rung``, from 0.
        instant: when the step was reached, as it was claimed, in seconds since 1970 (UTC).
        by: the outbox.

    Returns:
        Whether the step was taken. A clock that was met is left alone. One that was moved, or paused before
        the step, comes back to it at its new time. For one that was replaced, its replacement takes the step.
    """
    claimed = Clock.objects.for_notice().get(pk=clock_id)
    tta_request = locked(claimed.request_id)
    clock = Clock.objects.for_notice().in_place_of(claimed)
    if clock is None:
        return False
    reached = clock.rungs[rung]
    moved = int(reached.timestamp()) > instant
    if moved or (clock.paused_at and clock.paused_at < reached):
        clocks.step_back(clock, rung)
        return False
    name = RUNGS[rung]
    groups = EscalationRung.objects.people_told_at(name)
    overtaken = _overtaken(clock, tta_request, rung)
    new_date = ends(tta_request, LimitKind.NEW_DATE, time.now()) if name == Rung.THIRD_DAY else None
    if new_date:
        clock.promised_for = new_date
        clock.save(update_fields=["promised_for"])
    _tell(clock, tta_request, name, groups, overtaken)
    if name in LATE:
        entry(tta_request, "late", _sentence(clock, tta_request, name, new_date), by=by)
    return True


def _overtaken(clock: Clock, tta_request: TTARequest, rung: int) -> set[int]:
    """Find those whom a later step reaches now too, after a gap also one of the request's other clocks."""
    now = time.now()
    waited = now - clock.rungs[rung] >= GAP
    clocks_of_it = Clock.objects.of_request(tta_request.pk).running()
    others = [each for each in clocks_of_it if each.pk != clock.pk] if waited else []
    before = Ledger.objects.fired_before(now - GAP, [str(each.pk) for each in others])
    later = {
        name
        for each in [clock, *others]
        for index, name in enumerate(RUNGS)
        if each.rungs[index] <= now and (str(each.pk), name) not in before
        if (index, -each.due_at.timestamp()) > (rung, -clock.due_at.timestamp())
    }
    groups = {group for name in later for group in EscalationRung.objects.people_told_at(name)}
    return _people(tta_request, groups)


def _people(tta_request: TTARequest, groups: Iterable[str]) -> set[int]:
    site = tta_request.site
    people: Mapping[str, Callable[[], set[int]]] = {
        Told.OWNER: lambda: recipients.coordinators(tta_request),
        Told.BACKUP: lambda: recipients.backup(tta_request),
        Told.LIAISON: lambda: recipients.liaisons(site),
        Told.COORDINATORS: lambda: recipients.coordinators(tta_request),
        Told.MANAGERS: recipients.managers,
        Told.CONTACTS: lambda: recipients.contacts(site),
    }
    return {person for group in groups for person in people[group]()}


def _tell(
    clock: Clock, tta_request: TTARequest, rung: Rung, groups: list[str], overtaken: set[int]
) -> None:
    site, told = tta_request.site, _people(tta_request, groups)
    skipped = calendar_for(site.time_zone).skipped(clock.starts_at, clock.due_at)
    notify.send(
        f"clock-{rung}",
        Due(
            key=str(clock.pk),
            recipients=recipients.readers(tta_request, told),
            # The site's new date is news, also once the clock has stopped.
            gate=gates.READ(tta_request.pk) if Told.CONTACTS in groups else gates.RUNS(clock.pk),
            step=rung,
            overtaken=frozenset(overtaken),
            number=tta_request.number,
            action=ACTIONS[ClockKind(clock.kind)]
            if Told.CONTACTS not in groups
            else "see the new date",
            url=tta_request.get_absolute_url(),
            why=f"You take part in requests from {site}.",
            due_at=clock.due_at,
            tz=site.time_zone,
            late=rung in LATE,
            skipped=", ".join(f"{holiday} skipped" for _, holiday in skipped),
            site_id=site.pk,
        ),
    )


def _sentence(clock: Clock, tta_request: TTARequest, rung: Rung, new_date: datetime | None) -> str:
    due = dates.when(clock.due_at, tta_request.site.time_zone)
    if new_date is None:
        after = "" if rung == Rung.DUE else " for one business day"
        return f"Past due{after}: {clock.get_kind_display()}, which was due {due}"
    return (
        f"We're late. We owed you an answer by {due}. Your new date is "
        f"{dates.when(new_date, tta_request.site.time_zone)}, and a Program Manager is now tracking this request"
    )
