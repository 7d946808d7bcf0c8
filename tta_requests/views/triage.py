"""The triage desk: requests that need a decision, most urgent clock first, and one of them in detail."""

from typing import TYPE_CHECKING, cast

from django.http import HttpResponse
from django.shortcuts import redirect

from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.needs.reading import needs_on
from foundation.needs.registry import Within
from foundation.ui.pages import page
from tta_requests.enums import Status
from tta_requests.forms import OfferForm
from tta_requests.presenters import triage
from tta_requests.presenters.next_step import steps
from tta_requests.presenters.routing import candidates_of
from tta_requests.querysets.clocks import for_triage
from tta_requests.views.fetching import latest_run

if TYPE_CHECKING:
    from tta_requests.querysets.columns import TriagedClock

PAGE_SIZE = 60


@access(P.REQUEST_TRIAGE)
def desk(request: PortalRequest) -> HttpResponse:
    """Show the requests that need a decision, and the selected one."""
    now, kind, actor = clock.now(), request.GET.get("show", triage.ALL), request.actor
    queue = _queue(request)
    number = request.GET.get("r", "")
    if number and not any(row.request.number == number for row in queue):
        # A step just taken, here or by a colleague, removed it from the desk: continue with the next one.
        return redirect(triage.address(kind))
    rows = [row for row in queue if triage.is_shown(row, kind, actor, now)]
    chosen = triage.chosen(rows, queue, number)
    ticked = request.GET.getlist("n")
    shown = triage.Desk(
        sentence=triage.sentence(queue),
        more=triage.more(queue, now),
        chips=triage.chips(queue, kind, actor, now),
        rows=[
            triage.line(
                row,
                kind,
                is_chosen=row is chosen,
                ticked=row.request.number in ticked,
                now=now,
                tz=actor.time_zone,
            )
            for row in rows
        ],
        cut=len(queue) == PAGE_SIZE,
        may_act_together=P.REQUEST_ASSIGN in actor.everywhere,
        undo=request.GET.get("undo", ""),
        choice=_in_hand(request, chosen, kind) if chosen else None,
    )
    return page(request, "tta_requests/triage.html", {"shown": shown})


def _queue(request: PortalRequest) -> list["TriagedClock"]:
    """Return the clock due first of each undecided request the reader may triage."""
    found = for_triage(request.actor, most=PAGE_SIZE * 3)
    first: dict[object, TriagedClock] = {}
    for row in cast("list[TriagedClock]", list(found)):
        first.setdefault(row.request_id, row)
    return list(first.values())[:PAGE_SIZE]


def _in_hand(request: PortalRequest, row: "TriagedClock", kind: str) -> triage.Choice:
    """Return everything the page shows of the selected request."""
    tta_request = row.request
    run = latest_run(request, tta_request)
    within = Within(thing=str(tta_request.pk))
    open_steps = steps(request.actor, tta_request, needs_on(request, request.actor, within))
    may_offer = tta_request.status in {Status.TRIAGE, Status.MATCHING} and any(
        step.name in {"match", "offer"} for step in open_steps
    )
    candidates = candidates_of(run)
    form = OfferForm(candidates=candidates) if may_offer and candidates else None
    return triage.choice(row, kind, run=run, steps=open_steps, form=form, now=clock.now())
