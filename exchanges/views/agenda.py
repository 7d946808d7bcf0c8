"""The agenda of an exchange: its items, and the page for paper."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from exchanges import policies
from exchanges.actions import agenda
from exchanges.forms.agenda import AgendaItemForm, initial_of
from exchanges.models import AgendaItem, Participant
from exchanges.presenters import agenda as shown
from exchanges.presenters.lists import when_of
from exchanges.views.exchanges import ask, fetch, fetch_for_planning
from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.ui.asking import sent
from foundation.ui.forms import ButtonForm
from foundation.ui.pages import page
from foundation.workflow.nonces import single_submit


@access(P.SITE_VIEW)
def paper(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Show the agenda and the participants, ready to print."""
    exchange = fetch(request, pk)
    items = AgendaItem.objects.visible_to(request.actor).of_exchange(pk)
    context = {
        "exchange": exchange,
        "when": when_of(exchange),
        "days": shown.days_of(exchange, items, may_change=False),
        "participants": Participant.objects.visible_to(request.actor).of_exchange(pk),
    }
    return page(request, "exchanges/agenda.html", context)


@access(P.EXCHANGE_KEEP)
@single_submit
def add(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Add an item to the agenda."""
    exchange = fetch_for_planning(request, pk)
    return ask(
        request,
        exchange,
        AgendaItemForm(request.POST or None, exchange=exchange),
        heading="Add agenda item",
        act=lambda values, _version: agenda.add(exchange, **values, by=request.actor),
        done="Agenda item added.",
    )


@access(P.EXCHANGE_KEEP)
@single_submit
def change(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Change an item of the agenda."""
    item = _fetch(request, pk)
    form = AgendaItemForm(request.POST or None, exchange=item.exchange, initial=initial_of(item))
    return ask(
        request,
        item.exchange,
        form,
        heading="Change agenda item",
        act=lambda values, version: agenda.change(
            item, **values, version=version, by=request.actor
        ),
        done="Agenda item changed.",
        version=item.version,
    )


@access(P.EXCHANGE_KEEP)
@single_submit
def remove(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Remove an item from the agenda."""
    item = _fetch(request, pk)
    return ask(
        request,
        item.exchange,
        ButtonForm(sent(request)),
        heading="Remove agenda item",
        says=f"{item.title} will be removed from the agenda of both sites.",
        act=lambda _values, _version: agenda.remove(item, by=request.actor),
        done="Agenda item removed.",
    )


def _fetch(request: PortalRequest, pk: UUID) -> AgendaItem:
    """Return an item of an agenda that the reader changes."""
    seen = AgendaItem.objects.visible_to(request.actor).for_change()
    item = get_object_or_404(seen, pk=pk)
    if not policies.can_change_days(request.actor, item.exchange):
        raise PermissionDenied
    return item
