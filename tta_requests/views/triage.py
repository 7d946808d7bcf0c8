"""The triage desk: requests that wait for a decision, worst clock first, and one of them beside the list."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from foundation.accounts.access import access
from foundation.accounts.actors import Actor
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.ui import dates
from foundation.ui.pages import page
from foundation.ui.types import ClockState, ClockView
from tta_requests.enums import AUTOMATIC_URGENCIES, ClockKind, Status
from tta_requests.forms import OfferForm
from tta_requests.models import Clock, MatchRun, TTARequest
from tta_requests.views import clocks, routing
from tta_requests.views.candidates import candidates_of, choices_of
from tta_requests.views.next_step import steps

PAGE_SIZE = 60
DEADLINE = {
    ClockKind.ACKNOWLEDGE: "Acknowledge by",
    ClockKind.TRIAGE: "Decide by",
    ClockKind.ACCEPT: "Acceptance due by",
    ClockKind.SCOPE: "Scope signature due by",
    ClockKind.CONTACT: "First contact due by",
}
ALL, FAST, NOBODY, MINE, NOBODYS = "", "expedited", "nobody", "mine", "nobodys"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A line of the queue."""

    request: TTARequest
    clock: ClockView | None
    href: str
    chosen: bool
    ticked: bool


@access(P.REQUEST_TRIAGE)
def desk(request: PortalRequest) -> HttpResponse:
    """What waits for a decision, and the request in hand."""
    now, kind = clock.now(), request.GET.get("show", ALL)
    queue = _queue(request)
    number = request.GET.get("r", "")
    if number and not any(row.request.number == number for row in queue):
        # It has left the desk, by the step just taken or by a colleague's: on with the next one.
        return redirect(_address(kind))
    shown = [row for row in queue if _is_shown(row, kind, request.actor)]
    chosen = _chosen(shown, queue, number)
    rows = [_line(row, request, kind, chosen) for row in shown]
    context = {
        "rows": rows,
        "chips": _chips(queue, kind, request.actor),
        "may_act_together": P.REQUEST_ASSIGN in request.actor.everywhere,
        "undo": request.GET.get("undo", ""),
        "sentence": _sentence(queue),
        "more": _more(queue, now),
        "cut": len(queue) == PAGE_SIZE,
        "choice": _in_hand(request, chosen, kind) if chosen else None,
    }
    return page(request, "tta_requests/triage.html", context)


def _queue(request: PortalRequest) -> list[Clock]:
    """The clock due first of each undecided request the reader may triage."""
    found = Clock.objects.for_triage(request.actor, most=PAGE_SIZE * 3)
    first: dict[object, Clock] = {}
    for row in found:
        first.setdefault(row.request_id, row)
    return list(first.values())[:PAGE_SIZE]


def _is_shown(row: Clock, kind: str, reader: Actor) -> bool:
    tta_request = row.request
    return {
        FAST: tta_request.urgency in AUTOMATIC_URGENCIES,
        NOBODY: bool(_exception(row)),
        MINE: tta_request.owner_id == reader.user_id,
        NOBODYS: tta_request.owner_id is None,
    }.get(kind, True)


def _exception(row: Clock) -> str:
    return getattr(row, "exception_reason", None) or ""


def _chosen(shown: Sequence[Clock], queue: Sequence[Clock], number: str) -> Clock | None:
    """The request in hand: the one asked for, else the first of the list."""
    asked = (row for row in queue if row.request.number == number)
    return next(asked, None) or next(iter(shown), None)


def _line(row: Clock, request: PortalRequest, kind: str, chosen: Clock | None) -> Waiting:
    tta_request = row.request
    return Waiting(
        request=tta_request,
        clock=_compact(row, request),
        href=_address(kind, tta_request.number),
        chosen=row is chosen,
        ticked=tta_request.number in request.GET.getlist("n"),
    )


def _compact(row: Clock, request: PortalRequest) -> ClockView | None:
    return clocks.compact(
        site_zone=row.request.site.time_zone,
        warn_at=row.warn_at,
        due_at=row.due_at,
        now=clock.now(),
        tz=request.actor.time_zone,
    )


def _address(kind: str, number: str = "") -> str:
    query = {k: v for k, v in (("show", kind), ("r", number)) if v}
    return reverse("tta_requests:triage", query=query)


def _chips(queue: Sequence[Clock], kind: str, reader: Actor) -> list[tuple[str, str, bool]]:
    words = {
        ALL: "All",
        FAST: "Expedited and critical",
        NOBODY: "No provider",
        MINE: "Assigned to you",
        NOBODYS: "Unassigned",
    }
    counts = {key: sum(_is_shown(row, key, reader) for row in queue) for key in words}
    return [(f"{words[key]} {counts[key]}", _address(key), key == kind) for key in words]


def _sentence(queue: Sequence[Clock]) -> str:
    waiting = len(queue)
    if not waiting:
        return "No requests need a decision."
    return f"{waiting} {'request needs' if waiting == 1 else 'requests need'} a decision."


def _more(queue: Iterable[Clock], now: datetime) -> str:
    states = [clocks.state_of(row.warn_at, row.due_at, now) for row in queue]
    over, risk = states.count(ClockState.PAST_DUE), states.count(ClockState.AT_RISK)
    parts = [f"{over} {'is' if over == 1 else 'are'} past due"] if over else []
    parts += [f"{risk} {'is' if risk == 1 else 'are'} at risk"] if risk else []
    return f"{', '.join(parts)}." if parts else ""


def _in_hand(request: PortalRequest, row: Clock, kind: str) -> dict[str, Any]:
    """Everything the right side shows."""
    tta_request = row.request
    zone, here = tta_request.site.time_zone, _address(kind, tta_request.number)
    late = row.due_at <= clock.now()
    run = next(iter(MatchRun.objects.latest_of(tta_request.pk)), None)
    offers = routing.offers_of(run)
    open_steps = steps(request.actor, tta_request)
    may_offer = tta_request.status in {Status.TRIAGE, Status.MATCHING} and any(
        step.name in {"match", "offer"} for step in open_steps
    )
    candidates = choices_of(run)
    form = OfferForm(candidates=candidates_of(run)) if may_offer and candidates else None
    return {
        "request": tta_request,
        "submitted": dates.when(tta_request.submitted_at, zone) if tta_request.submitted_at else "",
        "deadline": f"{'Was due' if late else DEADLINE[ClockKind(row.kind)]} {dates.when(row.due_at, zone)}.",
        "late": late,
        "kind": row.get_kind_display(),
        "rule": clocks.rule_of(row),
        "exception": _exception(row),
        "candidates": candidates,
        "ranked": f"Ranked {dates.when(run.ran_at, zone)}, weights version {run.weights.version}. "
        f"{len(run.ranking)} of {len(run.ranking) + len(run.excluded)} meet the requirements."
        if run
        else "The ranking isn't ready yet.",
        "filtered": routing.filtered(run.excluded) if run else "",
        "standing": routing.standing(offers),
        "form": form,
        "steps": [s for s in open_steps if s.name not in {"match", "offer"}],
        "back": here,
        "back_query": quote(here),
    }
