"""A site's own notes on an exchange."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from exchanges import policies
from exchanges.actions import notes
from exchanges.forms.exchanges import NoteForm
from exchanges.models import SiteNote
from exchanges.views.exchanges import ask, fetch
from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.ui.asking import sent
from foundation.ui.forms import ButtonForm
from foundation.workflow.nonces import single_submit


@access(P.EXCHANGE_KEEP)
@single_submit
def write(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Write a note for the people of one of the reader's sites."""
    exchange = fetch(request, pk)
    sides = policies.sides_of(request.actor, exchange)
    if not sides:
        raise PermissionDenied
    return ask(
        request,
        exchange,
        NoteForm(request.POST or None, exchange=exchange, sides=sides),
        heading="Add note",
        act=lambda values, _version: notes.write(exchange, **values, by=request.actor),
        done="Note added.",
    )


@access(P.EXCHANGE_KEEP)
@single_submit
def remove(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Remove a note of the reader's own."""
    note = get_object_or_404(SiteNote.objects.visible_to(request.actor).for_change(), pk=pk)
    if note.author_id != request.actor.user_id:
        raise PermissionDenied
    return ask(
        request,
        note.exchange,
        ButtonForm(sent(request)),
        heading="Remove note",
        says="Your site's team won't see this note anymore.",
        act=lambda _values, _version: notes.remove(note, by=request.actor),
        done="Note removed.",
    )
