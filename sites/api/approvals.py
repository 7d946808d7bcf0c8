"""The API of seats that wait for a second approval: list, read, and decide."""

from uuid import UUID

from django.shortcuts import get_object_or_404
from rest_framework.response import Response

from foundation.accounts.permissions import Permission as P
from foundation.api.http import Call
from foundation.api.idempotency import idempotent
from foundation.api.inputs import as_typed, clean, read
from foundation.api.outputs import page_of
from foundation.api.pages import unpaged
from foundation.api.resources import Resource
from foundation.calendars import clock
from sites.actions import approvals
from sites.forms import DecisionForm
from sites.forms.people import READERS_OF_SEATS
from sites.models import SeatApproval
from sites.serializers.approvals import SeatApprovalOut, SeatDecision


class SeatApprovals(Resource):
    """The seats that wait for approval."""

    access = P.TEAM_APPROVE
    outputs = {"GET": (200, page_of(SeatApprovalOut))}

    def get(self, call: Call) -> Response:
        """List the seats that wait for approval, first deadline first; for managers older seats to review too."""
        found = SeatApproval.objects.visible_to(call.actor).to_decide(call.actor, clock.now())
        return unpaged(found.for_page(), SeatApprovalOut)


class OneSeatApproval(Resource):
    """The approval of a seat."""

    access = P.TEAM_APPROVE
    outputs = {"GET": (200, SeatApprovalOut)}

    def get(self, call: Call, pk: UUID) -> Response:
        """Get who is proposed for which seat, by whom, and its access; a decided one too."""
        return Response(SeatApprovalOut(_approval(call, pk)).data)


class SeatApprovalDecision(Resource):
    """The decision on a seat."""

    access = P.TEAM_APPROVE
    changes = P.TEAM_APPROVE
    inputs = {"POST": SeatDecision}
    outputs = {"POST": (200, SeatApprovalOut)}

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Approve a seat, or decline it with a reason; never one you proposed or that is for you."""
        found = _approval(call, pk)
        sent = as_typed(read(call, SeatDecision))
        values = clean(DecisionForm(sent, readers=READERS_OF_SEATS))
        if values["decision"] == "approve":
            approvals.approve(found, by=call.actor)
        else:
            approvals.decline(found, reason=values["reason"], by=call.actor)
        return Response(SeatApprovalOut(_approval(call, pk)).data)


def _approval(call: Call, pk: UUID) -> SeatApproval:
    found = SeatApproval.objects.visible_to(call.actor).for_page()
    approval: SeatApproval = get_object_or_404(found, pk=pk)
    return approval
