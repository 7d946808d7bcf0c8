"""Schedule what the portal does by itself when no one answers in time."""

from collections.abc import Callable, Mapping
from datetime import datetime

from foundation.calendars import clock
from foundation.outbox import emit
from tta_requests.actions import clocks, provider_capacity
from tta_requests.enums import LimitKind, PauseReason, Status
from tta_requests.models import TimeLimit, TTARequest
from tta_requests.models.time_limits import limit_end


def ends(tta_request: TTARequest, kind: LimitKind, start: datetime) -> datetime:
    """Return when a limit that starts then ends: by business days at the site, or by calendar days."""
    limit = TimeLimit.objects.of(kind)
    return limit_end(limit.amount, limit.unit, tta_request.site.time_zone, start)


def is_over(tta_request: TTARequest, kind: LimitKind, *, since: str) -> bool:
    """Return whether a locked request has waited in vain for as long as its limit is today; a later end is waited for.

    A day may have been closed since the limit was scheduled, or the setting changed: pages tell the end of today.

    Arguments:
        kind: what is waited for.
        since: when that wait began, as ``datetime.isoformat`` wrote it.
    """
    began = tta_request.status_since
    status, schedule = WAITS[kind]
    if tta_request.status != status or began is None or began.isoformat() != since:
        return False
    if ends(tta_request, kind, began) > clock.now():
        schedule(tta_request)
        return False
    return True


def await_information(tta_request: TTARequest) -> None:
    """Pause every clock but triage's until the site answers: the question is the triage decision."""
    clocks.stop_triage(tta_request)
    clocks.pause(tta_request, PauseReason.NEEDS_INFORMATION)
    _schedule_lapse(tta_request)


def hold_clocks(tta_request: TTARequest) -> None:
    """Pause the clocks while the request is on hold."""
    clocks.pause(tta_request, PauseReason.ON_HOLD)


def end_question(tta_request: TTARequest) -> None:
    """Resume the clocks once the site has answered; start the triage clock if the request is back in triage."""
    _resume(tta_request, PauseReason.NEEDS_INFORMATION)


def end_hold(tta_request: TTARequest) -> None:
    """Resume the clocks when a hold ends."""
    _resume(tta_request, PauseReason.ON_HOLD)


def _resume(tta_request: TTARequest, why: PauseReason) -> None:
    clocks.resume(tta_request, why)
    if tta_request.status == Status.TRIAGE:
        clocks.start_triage(tta_request)


def await_confirmation(tta_request: TTARequest) -> None:
    """Schedule the automatic confirmation of a delivery that is not disputed."""
    due = ends(tta_request, LimitKind.CONFIRMATION, _since(tta_request))
    emit(
        "tta_requests.confirm_delivery",
        key=_key(tta_request, due),
        payload=_payload(tta_request),
        due=due,
    )


def await_evaluation(tta_request: TTARequest) -> None:
    """Release the provider's place, ask for evaluations, and schedule closing after the evaluation window."""
    provider_capacity.give_back(tta_request)
    payload = {"request": str(tta_request.pk)}
    emit("tta_requests.open_evaluations", key=f"evaluate:{_wait(tta_request)}", payload=payload)
    _schedule_closing(tta_request)


def _schedule_lapse(tta_request: TTARequest) -> None:
    due = ends(tta_request, LimitKind.INFORMATION, _since(tta_request))
    emit(
        "tta_requests.lapse_question",
        key=_key(tta_request, due),
        payload=_payload(tta_request),
        due=due,
    )


def _schedule_closing(tta_request: TTARequest) -> None:
    due = ends(tta_request, LimitKind.EVALUATION, _since(tta_request))
    emit("tta_requests.close", key=_key(tta_request, due), payload=_payload(tta_request), due=due)


# The status in which each limit is waited for, and what schedules its end.
WAITS: Mapping[LimitKind, tuple[Status, Callable[[TTARequest], None]]] = {
    LimitKind.INFORMATION: (Status.NEEDS_INFORMATION, _schedule_lapse),
    LimitKind.CONFIRMATION: (Status.DELIVERED, await_confirmation),
    LimitKind.EVALUATION: (Status.CONFIRMED, _schedule_closing),
}


def _since(tta_request: TTARequest) -> datetime:
    return tta_request.status_since or clock.now()


def _payload(tta_request: TTARequest) -> dict[str, str]:
    return {"request": str(tta_request.pk), "since": _since(tta_request).isoformat()}


def _key(tta_request: TTARequest, due: datetime) -> str:
    return f"{_wait(tta_request)}:{due.isoformat()}"


def _wait(tta_request: TTARequest) -> str:
    return f"{tta_request.status}:{tta_request.pk}:{tta_request.version}"
