"""Starting, pausing and stopping a request's clocks, in business time of its site."""

from datetime import datetime

from foundation.calendars import clock as time
from foundation.calendars.business_time import Allowance
from foundation.calendars.holidays import calendar_for
from tta_requests.enums import ClockKind, ClockState, PauseReason
from tta_requests.models import Clock, ClockPause, ClockStandard, TTARequest

# When people are told that a clock is at risk (PRODUCT section 6.7: 80 percent).
WARN_FRACTION = 0.8


def allowance(standard: ClockStandard) -> Allowance:
    """A standard as business time."""
    if standard.unit == "hours":
        return Allowance(hours=standard.amount)
    return Allowance(days=standard.amount)


def start(request: TTARequest, *kinds: ClockKind) -> list[Clock]:
    """Start clocks now, each by the standard of the request's urgency; one that runs goes on."""
    standards = {
        standard.kind: standard for standard in ClockStandard.objects.of_urgency(request.urgency)
    }
    made = [_clock(request, kind, standards[kind]) for kind in kinds]
    return Clock.objects.bulk_create(made)


def stop(request: TTARequest, *kinds: ClockKind, state: ClockState = ClockState.MET) -> int:
    """Stop the request's clocks of those kinds, paused ones too; returns how many were not stopped yet."""
    unstopped = Clock.objects.of_request(request.pk).unstopped().of_kind(*kinds)
    ClockPause.objects.filter(clock__in=unstopped, ends_at__isnull=True).update(ends_at=time.now())
    return unstopped.update(state=state, stopped_at=time.now(), paused_at=None)


def pause(request: TTARequest, why: PauseReason) -> None:
    """Let every clock of the request stand still; one that stands still already gets a further reason."""
    now = time.now()
    unstopped = list(Clock.objects.of_request(request.pk).unstopped().select_for_update())
    ClockPause.objects.bulk_create(
        (
            ClockPause(site_id=clock.site_id, request=request, clock=clock, why=why, starts_at=now)
            for clock in unstopped
        ),
        ignore_conflicts=True,
    )
    for clock in unstopped:
        clock.state, clock.paused_at = ClockState.PAUSED, clock.paused_at or now
    Clock.objects.bulk_update(unstopped, ["state", "paused_at"])


def resume(request: TTARequest, why: PauseReason) -> None:
    """End one reason; the clocks for which none is left go on with the business time that was left."""
    now = time.now()
    paused = Clock.objects.of_request(request.pk).paused()
    ClockPause.objects.filter(clock__in=paused, why=why, ends_at__isnull=True).update(ends_at=now)
    calendar = calendar_for(request.site.time_zone)
    going_on = list(paused.without_reason().select_for_update(of=("self",)))
    for clock in going_on:
        since = clock.paused_at or now
        clock.due_at = calendar.resumed(clock.due_at, paused=since, at=now)
        clock.warn_at = min(calendar.resumed(clock.warn_at, paused=since, at=now), clock.due_at)
        clock.state, clock.paused_at = ClockState.RUNNING, None
    Clock.objects.bulk_update(going_on, ["state", "paused_at", "warn_at", "due_at"])


def rebase(request: TTARequest) -> None:
    """The urgency changed: each clock gets the new standard, and the share of it that is used stays used.

    The old clock is kept as stopped, so that the history shows what was promised before.
    """
    now, calendar = time.now(), calendar_for(request.site.time_zone)
    standards = {s.kind: s for s in ClockStandard.objects.of_urgency(request.urgency)}
    for old in Clock.objects.of_request(request.pk).unstopped():
        standard = standards[old.kind]
        until = old.paused_at or now
        used = min(calendar.fraction_used(old.starts_at, old.due_at, until), 1.0)
        whole = calendar.add(old.starts_at, allowance(standard))
        left = calendar.elapsed(old.starts_at, whole) * (1 - used)
        due = calendar.add_hours(now, left) if left else min(old.due_at, whole)
        _replace(old, standard, request.urgency, due=max(due, old.starts_at))


def start_first(request: TTARequest) -> None:
    """A submission starts two clocks: somebody acknowledges, somebody decides."""
    start(request, ClockKind.ACKNOWLEDGE, ClockKind.TRIAGE)


def start_accept(request: TTARequest) -> None:
    """The first offer starts the clock; a further one finds it running."""
    if not Clock.objects.of_request(request.pk).of_kind(ClockKind.ACCEPT).exists():
        start(request, ClockKind.ACCEPT)


def stop_acknowledge(request: TTARequest) -> None:
    """A person has taken it."""
    stop(request, ClockKind.ACKNOWLEDGE)


def stop_accept(request: TTARequest) -> None:
    """A provider has accepted: the scope is to be signed and the site to be met."""
    stop(request, ClockKind.ACCEPT)
    start(request, ClockKind.SCOPE, ClockKind.CONTACT)


def stop_after_recall(request: TTARequest) -> None:
    """Nobody has accepted any more: what an acceptance had started is owed by nobody."""
    stop(request, ClockKind.SCOPE, ClockKind.CONTACT, state=ClockState.STOPPED)


def stop_scope(request: TTARequest) -> None:
    """Both sides have signed."""
    stop(request, ClockKind.SCOPE)


def stop_contact(request: TTARequest) -> None:
    """The provider has met the site."""
    stop(request, ClockKind.CONTACT)


def stop_triage(request: TTARequest) -> None:
    """The decision has fallen; whoever decides has also taken it."""
    stop(request, ClockKind.ACKNOWLEDGE, ClockKind.TRIAGE)


def stop_all(request: TTARequest) -> None:
    """Nothing is owed any more."""
    stop(request, *ClockKind, state=ClockState.STOPPED)


def _replace(old: Clock, standard: ClockStandard, urgency: str, *, due: datetime) -> None:
    """Stop a clock and let another run in its place, from the same start until another due time."""
    calendar = calendar_for(old.site.time_zone)
    state, paused_at = old.state, old.paused_at
    pauses = list(old.pauses.filter(ends_at__isnull=True))
    old.state, old.paused_at, old.stopped_at = ClockState.STOPPED, None, time.now()
    old.save(update_fields=["state", "paused_at", "stopped_at"])
    made = Clock.objects.create(
        site_id=old.site_id,
        request_id=old.request_id,
        kind=old.kind,
        urgency=urgency,
        amount=standard.amount,
        unit=standard.unit,
        state=state,
        starts_at=old.starts_at,
        warn_at=min(
            max(old.starts_at, calendar.instant_at(old.starts_at, due, WARN_FRACTION)), due
        ),
        due_at=due,
        paused_at=paused_at,
    )
    for pause in pauses:
        pause.clock = made
        pause.save(update_fields=["clock"])


def _clock(request: TTARequest, kind: ClockKind, standard: ClockStandard) -> Clock:
    calendar = calendar_for(request.site.time_zone)
    starts = time.now()
    due = calendar.add(starts, allowance(standard))
    return Clock(
        site_id=request.site_id,
        request_id=request.pk,
        kind=kind,
        urgency=request.urgency,
        amount=standard.amount,
        unit=standard.unit,
        starts_at=starts,
        warn_at=max(starts, calendar.instant_at(starts, due, WARN_FRACTION)),
        due_at=due,
    )


def start_triage(request: TTARequest) -> None:
    """A request back in triage is decided on anew; a decision that is still owed goes on."""
    if not Clock.objects.of_request(request.pk).unstopped().of_kind(ClockKind.TRIAGE).exists():
        start(request, ClockKind.TRIAGE)
