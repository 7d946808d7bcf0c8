"""The API of liaisons' leave: list, record, change, and end it."""

from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework.response import Response
from rest_framework.serializers import ValidationError

from foundation.accounts.permissions import Permission as P
from foundation.api.http import Call
from foundation.api.idempotency import idempotent
from foundation.api.inputs import as_typed, clean, read
from foundation.api.outputs import page_of
from foundation.api.pages import unpaged
from foundation.api.resources import Resource
from foundation.calendars import clock
from liaisons import policies
from liaisons.forms import ChangeLeaveForm, LeaveForm
from liaisons.presenters.leave import days_of, together_with
from liaisons.querysets.people import addressed_among
from liaisons.serializers.desk import LeaveBody, LeaveOut, NewLeave
from sites.actions import stand_ins
from sites.models import Membership
from sites.policies import can_cover

NOT_A_LIAISON = "No liaison has this email address."
NOT_THEIRS = "Name sites where the liaison has a seat."


class Leave(Resource):
    """Leave of liaisons, one line for each site."""

    access = P.CASELOAD_VIEW
    changes = P.CASELOAD_VIEW  # a liaison's own, or as a manager for them; the policies say which
    inputs = {"POST": NewLeave}
    outputs = {"GET": (200, page_of(LeaveOut)), "POST": (201, page_of(LeaveOut))}

    def get(self, call: Call) -> Response:
        """List leave that isn't over: your own and what you cover; for managers everyone's."""
        if not policies.sees_leave(call.actor):
            raise PermissionDenied
        return unpaged(stand_ins.leave_shown_to(call.actor), LeaveOut)

    @idempotent
    def post(self, call: Call) -> Response:
        """Record leave with a stand-in, at all of a liaison's sites or at some."""
        if not policies.can_plan_leave(call.actor):
            raise PermissionDenied
        sent = read(call, NewLeave)
        whose = _liaison(call, sent.pop("liaison", ""))
        seats = {each.site.slug: each for each in stand_ins.seats_to_cover(whose, call.actor)}
        wanted = sent.pop("sites", list(seats))
        if not wanted or any(slug not in seats for slug in wanted):
            raise ValidationError({"sites": [NOT_THEIRS]})
        people = stand_ins.possible(liaison=whose)
        sent |= {
            "stand_in": _key_of(people, sent["stand_in"]),
            "seats": [str(seats[slug].pk) for slug in wanted],
        }
        values = clean(LeaveForm(as_typed(sent), people=people, seats=list(seats.values())))
        made = stand_ins.record(values.pop("seats"), **values, by=call.actor)
        return unpaged(made, LeaveOut, status=201)


class OneLeave(Resource):
    """A leave, at all sites where it has the same days and the same stand-in."""

    access = P.CASELOAD_VIEW
    changes = P.CASELOAD_VIEW  # as for recording it
    inputs = {"PATCH": LeaveBody}
    outputs = {"PATCH": (200, page_of(LeaveOut)), "DELETE": (200, page_of(LeaveOut))}

    def patch(self, call: Call, pk: UUID) -> Response:
        """Change the days of leave, or who stands in from now on; the first day stays once it has begun."""
        row, rows = _own(call, pk)
        assert row.covers is not None  # noqa: S101 -- leave always covers a seat
        people = {*stand_ins.possible(liaison=row.covers.user_id), row.user_id}
        sent = read(call, LeaveBody)
        if "stand_in" in sent:
            sent["stand_in"] = _key_of(people, sent["stand_in"])
        form = ChangeLeaveForm(
            as_typed(days_of(row) | sent | {"seats": [str(each.pk) for each in rows]}),
            people=people,
            seats=rows,
            begun_on=row.starts_on if row.starts_at <= clock.now() else None,
        )
        values = clean(form)
        changed = stand_ins.change(values.pop("seats"), **values, by=call.actor)
        return unpaged(changed, LeaveOut)

    def delete(self, call: Call, pk: UUID) -> Response:
        """End leave now, or cancel it before it begins."""
        return unpaged(stand_ins.cancel(_own(call, pk)[1], by=call.actor), LeaveOut)


def _liaison(call: Call, email: str) -> int:
    """Return the liaison whose leave a call is about: for managers the one it names."""
    if not email:
        return call.actor.user_id or 0
    found = addressed_among(stand_ins.liaisons(), email)
    if found is None:
        raise ValidationError({"liaison": [NOT_A_LIAISON]})
    if found.pk != call.actor.user_id and not policies.can_manage_leave(call.actor):
        raise PermissionDenied
    return found.pk


def _key_of(people: Iterable[int], email: str) -> str:
    """Return the key of the person with an email address, as the form takes it; the address for no one."""
    found = addressed_among(people, email)
    return str(found.pk) if found else email


def _own(call: Call, pk: UUID) -> tuple[Membership, list[Membership]]:
    """Return a leave with its rows at other sites: 404 if the caller can't see it, 403 if it isn't theirs."""
    shown = stand_ins.leave_shown_to(call.actor) if policies.sees_leave(call.actor) else []
    row = next((each for each in shown if each.pk == pk), None)
    if row is None:
        raise Http404
    if row.covers is None or not can_cover(call.actor, row.covers):
        raise PermissionDenied
    return row, together_with(row, shown)
