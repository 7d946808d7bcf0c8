"""Starting and stopping a request's clocks, in business time of its site."""

from foundation.calendars import clock as time
from foundation.calendars.business_time import Allowance
from foundation.calendars.holidays import calendar_for
from tta_requests.enums import ClockKind, ClockState
from tta_requests.models import Clock, ClockStandard, TTARequest

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
    """Stop the request's running clocks of those kinds; returns how many ran."""
    running = Clock.objects.of_request(request.pk).running().of_kind(*kinds)
    return running.update(state=state, stopped_at=time.now())


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
    """A provider has accepted."""
    stop(request, ClockKind.ACCEPT)


def stop_triage(request: TTARequest) -> None:
    """The decision has fallen; whoever decides has also taken it."""
    stop(request, ClockKind.ACKNOWLEDGE, ClockKind.TRIAGE)


def stop_all(request: TTARequest) -> None:
    """Nothing is owed any more."""
    stop(request, *ClockKind, state=ClockState.STOPPED)


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
