"""Who takes part in an exchange."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from exchanges import policies
from exchanges.actions import participants
from exchanges.enums import Side
from exchanges.forms.exchanges import ParticipantForm
from exchanges.models import Participant
from exchanges.views.exchanges import ask, fetch_for_planning
from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.ui.asking import sent
from foundation.ui.forms import ButtonForm
from foundation.workflow.nonces import single_submit


@access(P.EXCHANGE_KEEP)
@single_submit
def add(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Add a person who takes part for one of the reader's sites."""
    exchange = fetch_for_planning(request, pk)
    sides = policies.sides_of(request.actor, exchange)
    return ask(
        request,
        exchange,
        ParticipantForm(request.POST or None, exchange=exchange, sides=sides),
        heading="Add participant",
        says="Both sites can see who takes part.",
        act=lambda values, _version: participants.add(exchange, **values, by=request.actor),
        done="Participant added.",
    )


@access(P.EXCHANGE_KEEP)
@single_submit
def remove(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Remove a person from the participants of one of the reader's sites."""
    seen = Participant.objects.visible_to(request.actor).for_change()
    participant = get_object_or_404(seen, pk=pk)
    exchange = participant.exchange
    if not (
        policies.can_change_days(request.actor, exchange)
        and policies.keeps_side(request.actor, exchange, Side(participant.side))
    ):
        raise PermissionDenied
    return ask(
        request,
        exchange,
        ButtonForm(sent(request)),
        heading="Remove participant",
        says=f"{participant.name} will be removed from the participants.",
        act=lambda _values, _version: participants.remove(participant, by=request.actor),
        done="Participant removed.",
    )
