"""What the portal does by itself when nobody answers: written down when the waiting begins."""

from datetime import datetime, timedelta

from foundation.calendars import clock
from foundation.calendars.holidays import calendar_for
from foundation.outbox import emit
from tta_requests.actions import clocks, provider_capacity
from tta_requests.enums import LimitKind, LimitUnit, PauseReason, Status
from tta_requests.models import TimeLimit, TTARequest


def ends(request: TTARequest, kind: LimitKind, start: datetime) -> datetime:
    """When a limit that starts now is over: 17:00 of the last business day at the site, or calendar days on."""
    limit = TimeLimit.objects.of(kind)
    if limit.unit == LimitUnit.CALENDAR:
        return start + timedelta(days=limit.amount)
    return calendar_for(request.site.time_zone).add_days(start, limit.amount)


def still_waits(request: TTARequest, status: str, since: str) -> bool:
    """Whether a locked request is in the same wait as when its end was written down.

    Arguments:
        status: the state it waited in.
        since: when that state began, as ``datetime.isoformat`` wrote it.
    """
    began = request.status_since
    return request.status == status and began is not None and began.isoformat() == since


def await_information(request: TTARequest) -> None:
    """The question is the triage decision; every other clock stands still until the site answers."""
    clocks.stop_triage(request)
    clocks.pause(request, PauseReason.NEEDS_INFORMATION)
    due = ends(request, LimitKind.INFORMATION, _since(request))
    emit("tta_requests.lapse_question", key=_key(request), payload=_payload(request), due=due)


def hold_clocks(request: TTARequest) -> None:
    """Nothing is owed while it is on hold."""
    clocks.pause(request, PauseReason.ON_HOLD)


def end_question(request: TTARequest) -> None:
    """The site has answered: the clocks go on, and a request back in triage is decided on again."""
    _resume(request, PauseReason.NEEDS_INFORMATION)


def end_hold(request: TTARequest) -> None:
    """The clocks go on with what was left."""
    _resume(request, PauseReason.ON_HOLD)


def _resume(request: TTARequest, why: PauseReason) -> None:
    clocks.resume(request, why)
    if request.status == Status.TRIAGE:
        clocks.start_triage(request)


def await_confirmation(request: TTARequest) -> None:
    """A delivery nobody disputes is confirmed by itself."""
    due = ends(request, LimitKind.CONFIRMATION, _since(request))
    emit("tta_requests.confirm_delivery", key=_key(request), payload=_payload(request), due=due)


def await_evaluation(request: TTARequest) -> None:
    """The provider's place is free; after the evaluation window the request is closed."""
    provider_capacity.give_back(request)
    payload = {"request": str(request.pk)}
    emit("tta_requests.open_evaluations", key=f"evaluate:{_key(request)}", payload=payload)
    due = ends(request, LimitKind.EVALUATION, _since(request))
    emit("tta_requests.close", key=_key(request), payload=_payload(request), due=due)


def _since(request: TTARequest) -> datetime:
    return request.status_since or clock.now()


def _payload(request: TTARequest) -> dict[str, str]:
    return {"request": str(request.pk), "since": _since(request).isoformat()}


def _key(request: TTARequest) -> str:
    return f"{request.status}:{request.pk}:{request.version}"
