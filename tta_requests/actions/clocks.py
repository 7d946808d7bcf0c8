"""Start, pause, and stop a request's clocks, in business time at its site."""

from engagements.models import Engagement
from foundation.calendars import clock as time
from foundation.calendars.business_time import BusinessCalendar
from foundation.workflow import locks
from tta_requests.actions import clock_rungs, closed_day_changes
from tta_requests.enums import ClockKind, ClockState, PauseReason
from tta_requests.models import Clock, ClockPause, ClockStandard, TTARequest


def start(tta_request: TTARequest, *kinds: ClockKind) -> list[Clock]:
    """Start clocks now, each by the standard for the request's urgency; return the new ones."""
    standards = {
        standard.kind: standard
        for standard in ClockStandard.objects.of_urgency(tta_request.urgency)
    }
    site = tta_request.site
    calendar = closed_day_changes.calendar_for_clock(site.time_zone)
    made = Clock.objects.bulk_create(
        _clock(tta_request, kind, standards[kind], calendar) for kind in kinds
    )
    if Engagement.objects.of_site(site.pk).suspended_on(time.today(site.time_zone)).exists():
        pause(tta_request, PauseReason.SUSPENDED)
    return made


def stop(tta_request: TTARequest, *kinds: ClockKind, state: ClockState = ClockState.MET) -> int:
    """Stop the request's clocks of those kinds, paused ones too; return how many were still unstopped."""
    unstopped = Clock.objects.of_request(tta_request.pk).unstopped().of_kind(*kinds)
    ClockPause.objects.filter(clock__in=unstopped, ends_at__isnull=True).update(ends_at=time.now())
    return unstopped.update(state=state, stopped_at=time.now(), paused_at=None, fires_at=None)


def pause(tta_request: TTARequest, why: PauseReason) -> None:
    """Pause every clock of a request for a reason; a clock that is already paused gets this reason as well."""
    now = time.now()
    unstopped = locks.hold_all(Clock.objects.of_request(tta_request.pk).unstopped())
    ClockPause.objects.bulk_create(
        (
            ClockPause(
                site_id=clock.site_id, request=tta_request, clock=clock, why=why, starts_at=now
            )
            for clock in unstopped
        ),
        ignore_conflicts=True,
    )
    for clock in unstopped:
        clock.state, clock.paused_at = ClockState.PAUSED, clock.paused_at or now
        clock.fires_at = None
    Clock.objects.bulk_update(unstopped, ["state", "paused_at", "fires_at"])


def resume(tta_request: TTARequest, why: PauseReason) -> None:
    """End one pause reason; clocks with no other reason resume with the business time they had left."""
    now = time.now()
    paused = Clock.objects.of_request(tta_request.pk).paused()
    ClockPause.objects.filter(clock__in=paused, why=why, ends_at__isnull=True).update(ends_at=now)
    calendar = closed_day_changes.calendar_for_clock(tta_request.site.time_zone)
    going_on = locks.hold_all(paused.without_reason())
    changes = closed_day_changes.waiting() if going_on else []
    for clock in going_on:
        closed_day_changes.catch_up(clock, tta_request.site.time_zone, changes)
        since = clock.paused_at or now
        clock_rungs.go_on(clock, calendar, since=since, at=now)
        clock.state, clock.paused_at = ClockState.RUNNING, None
        clock.fires_at = clock_rungs.next_firing(clock)
    Clock.objects.bulk_update(going_on, ["state", "paused_at", *clock_rungs.RUNGS])


def start_triage(tta_request: TTARequest) -> None:
    """Start the triage clock, unless one is still running or paused."""
    if not Clock.objects.of_request(tta_request.pk).unstopped().of_kind(ClockKind.TRIAGE).exists():
        start(tta_request, ClockKind.TRIAGE)


def rebase(tta_request: TTARequest) -> None:
    """Restart each clock by the standard of the request's new urgency, keeping the share of time already used.

    The old clock is kept as stopped, so that the history shows what was promised before.
    """
    calendar = closed_day_changes.calendar_for_clock(tta_request.site.time_zone)
    standards = {s.kind: s for s in ClockStandard.objects.of_urgency(tta_request.urgency)}
    changes = closed_day_changes.waiting()
    # Locked, because claiming moves a clock to its next step without locking the request.
    for old in locks.hold_all(Clock.objects.of_request(tta_request.pk).unstopped()):
        closed_day_changes.catch_up(old, tta_request.site.time_zone, changes)
        _replace(old, standards[old.kind], tta_request.urgency, calendar)


def start_first(tta_request: TTARequest) -> None:
    """Start the clocks of a submission: one to acknowledge it, one to decide on it."""
    start(tta_request, ClockKind.ACKNOWLEDGE, ClockKind.TRIAGE)


def start_accept(tta_request: TTARequest) -> None:
    """Start the clock to find a provider at an offer, unless one from an earlier offer is still unstopped."""
    if not Clock.objects.of_request(tta_request.pk).unstopped().of_kind(ClockKind.ACCEPT).exists():
        start(tta_request, ClockKind.ACCEPT)


def stop_acknowledge(tta_request: TTARequest) -> None:
    """Stop the acknowledgment clock: a person has the request."""
    stop(tta_request, ClockKind.ACKNOWLEDGE)


def stop_accept(tta_request: TTARequest) -> None:
    """Stop the clock to find a provider, and start those to sign the scope and to contact the site."""
    stop(tta_request, ClockKind.ACCEPT)
    start(tta_request, ClockKind.SCOPE, ClockKind.CONTACT)


def stop_after_recall(tta_request: TTARequest) -> None:
    """Stop the clocks that an acceptance had started, after the offer is withdrawn."""
    stop(tta_request, ClockKind.SCOPE, ClockKind.CONTACT, state=ClockState.STOPPED)


def start_over(tta_request: TTARequest) -> None:
    """Stop the clocks of an acceptance, and give DOJ time again to choose a provider."""
    stop_after_recall(tta_request)
    start_triage(tta_request)


def stop_scope(tta_request: TTARequest) -> None:
    """Stop the scope clock: both sides have signed."""
    stop(tta_request, ClockKind.SCOPE)


def stop_contact(tta_request: TTARequest) -> None:
    """Stop the contact clock: the provider has met with the site."""
    stop(tta_request, ClockKind.CONTACT)


def stop_triage(tta_request: TTARequest) -> None:
    """Stop the acknowledgment and triage clocks: the decision is made."""
    stop(tta_request, ClockKind.ACKNOWLEDGE, ClockKind.TRIAGE)


def stop_all(tta_request: TTARequest) -> None:
    """Stop every clock of a request, without counting it as met."""
    stop(tta_request, *ClockKind, state=ClockState.STOPPED)


def _replace(old: Clock, standard: ClockStandard, urgency: str, calendar: BusinessCalendar) -> None:
    """Replace a clock with one for the new urgency that has the same start and the same share of time used.

    The new clock takes over a date promised to the site and any open pause. A late clock keeps its old standard
    too, because the site was owed an answer by that time.
    """
    state, paused_at = old.state, old.paused_at
    pauses = list(old.pauses.filter(ends_at__isnull=True))
    old.state, old.paused_at, old.fires_at = ClockState.STOPPED, None, None
    old.stopped_at = time.now()
    old.save(update_fields=["state", "paused_at", "fires_at", "stopped_at"])
    made = Clock(
        site_id=old.site_id,
        request_id=old.request_id,
        kind=old.kind,
        urgency=urgency,
        amount=old.amount,
        unit=old.unit,
        state=state,
        starts_at=old.starts_at,
        rung=old.rung,
        rungs=old.rungs,
        warn_at=old.warn_at,
        due_at=old.due_at,
        promised_for=old.promised_for,
        paused_at=paused_at,
    )
    # A paused clock is counted from the start of the pause: resuming returns the whole pause.
    since = paused_at or time.now()
    if since < old.due_at:
        made.amount, made.unit = standard.amount, standard.unit
        clock_rungs.rescale(made, old, calendar, since)
    made.fires_at = clock_rungs.next_firing(made) if made.is_running else None
    made.save(force_insert=True)
    for pause in pauses:
        pause.clock = made
        pause.save(update_fields=["clock"])


def step_back(clock: Clock, rung: int) -> None:
    """Set a clock back to a step, because it was moved or paused after that step was claimed."""
    clock.rung = min(rung, clock.rung)
    clock.fires_at = clock_rungs.next_firing(clock) if clock.is_running else None
    clock.save(update_fields=["rung", "fires_at"])


def _clock(
    tta_request: TTARequest, kind: ClockKind, standard: ClockStandard, calendar: BusinessCalendar
) -> Clock:
    made = Clock(
        site_id=tta_request.site_id,
        request_id=tta_request.pk,
        kind=kind,
        urgency=tta_request.urgency,
        amount=standard.amount,
        unit=standard.unit,
        starts_at=time.now(),
    )
    clock_rungs.spread(
        made, calendar, calendar.add(made.starts_at, clock_rungs.allowance(standard))
    )
    made.fires_at = clock_rungs.next_firing(made)
    return made
