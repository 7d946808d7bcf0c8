"""Pages of liaisons' leave: what is planned, record, change, cancel."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.ui.asking import ask
from foundation.ui.pages import page
from foundation.ui.redirects import redirect_with_message
from foundation.workflow.nonces import single_submit
from liaisons import policies
from liaisons.forms import ChangeLeaveForm, LeaveForm, LiaisonForm, asked_liaison
from liaisons.presenters.leave import days_of, page_of, together_with
from sites.actions import stand_ins
from sites.models import Membership
from sites.policies import can_cover


@access(P.CASELOAD_VIEW)
def leave(request: PortalRequest) -> HttpResponse:
    """List leave that isn't over: the reader's own and what they cover; for managers everyone's."""
    if not policies.sees_leave(request.actor):
        raise PermissionDenied
    shown = page_of(stand_ins.leave_shown_to(request.actor), request.actor)
    return page(request, "liaisons/leave.html", {"shown": shown})


@access(P.CASELOAD_VIEW)
@single_submit
def record(request: PortalRequest) -> HttpResponse:
    """Record leave with a stand-in; a manager first chooses whose."""
    _permit(request)
    actor = request.actor
    manages = policies.can_manage_leave(actor)
    whose = asked_liaison(request.GET) if manages else actor.user_id
    if whose is None:
        chooser = LiaisonForm(people=stand_ins.liaisons())
        return page(request, "liaisons/leave_whose.html", {"form": chooser})
    seats = stand_ins.seats_to_cover(whose, actor)
    if not seats:
        raise Http404
    people = stand_ins.possible(liaison=whose)
    form = LeaveForm(request.POST or None, people=people, seats=seats)
    return ask(
        request,
        "liaisons/leave_form.html",
        form,
        act=lambda values, _version: stand_ins.record(values["seats"], **_rest(values), by=actor),
        done=lambda _made: f"Leave recorded. {form.cleaned_data['stand_in'].name} stands in.",
        back=reverse("liaisons:leave"),
        context={"liaison": seats[0].user},
    )


@access(P.CASELOAD_VIEW)
@single_submit
def change(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Change the days of leave, or who stands in from now on."""
    row, rows = _fetch(request, pk)
    assert row.covers is not None  # noqa: S101 -- leave always covers a seat
    begun = row.starts_on if row.starts_at <= clock.now() else None
    form = ChangeLeaveForm(
        request.POST or None,
        people={*stand_ins.possible(liaison=row.covers.user_id), row.user_id},
        seats=rows,
        begun_on=begun,
        initial=days_of(row),
    )
    return ask(
        request,
        "liaisons/leave_form.html",
        form,
        act=lambda values, _version: stand_ins.change(
            values["seats"], **_rest(values), by=request.actor
        ),
        done="Leave updated.",
        back=reverse("liaisons:leave"),
        context={"liaison": row.covers.user, "row": row, "has_begun": begun is not None},
    )


@access(P.CASELOAD_VIEW)
@require_POST
@single_submit
def cancel(request: PortalRequest, pk: UUID) -> HttpResponse:
    """End leave now, or cancel it before it begins."""
    row, rows = _fetch(request, pk)
    stand_ins.cancel(rows, by=request.actor)
    ended = row.starts_at <= clock.now()
    return redirect_with_message(
        request, "Leave ended." if ended else "Leave canceled.", "liaisons:leave"
    )


def _rest(values: dict[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in ("first", "last", "stand_in")}


def _permit(request: PortalRequest) -> None:
    if not policies.can_plan_leave(request.actor):
        raise PermissionDenied


def _fetch(request: PortalRequest, pk: UUID) -> tuple[Membership, list[Membership]]:
    """Return a leave with its rows at other sites: 404 if the reader can't see it, 403 if it isn't theirs."""
    _permit(request)
    shown = stand_ins.leave_shown_to(request.actor)
    row = next((each for each in shown if each.pk == pk), None)
    if row is None:
        raise Http404
    if row.covers is None or not can_cover(request.actor, row.covers):
        raise PermissionDenied
    return row, together_with(row, shown)
