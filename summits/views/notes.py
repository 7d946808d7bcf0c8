"""Notes on sessions: write one, read what came of it, change it, and say that nothing needs to."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from engagements.policies import can_ask_for_help
from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.ui.asking import ask
from foundation.ui.pages import page
from foundation.ui.redirects import redirect_with_message
from foundation.workflow.errors import InvalidInput
from foundation.workflow.nonces import single_submit
from sites.models import Site
from summits import policies
from summits.actions import notes
from summits.forms.notes import NoteForm, NoteTextForm, SettleForm
from summits.models import NOTE, Session, SessionNote
from summits.presenters import notes as shown
from summits.querysets.followups import led_to

# Where a note leads on the spot: the form of a request or of a commitment.
LEADS = {"request": "tta_requests:new", "commitment": "engagements:add-commitment"}


@access(P.SUMMIT_NOTE)
@single_submit
def add(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Write a note on a session for one of the reader's sites, and go on to what it leads to."""
    seen = Session.objects.visible_to(request.actor).with_summit()
    session = get_object_or_404(seen, pk=pk)
    if not policies.can_see(request.actor, session):
        raise Http404
    sites = Site.objects.where_allowed(request.actor, P.SUMMIT_NOTE).by_name()
    only = sites.only_one()
    form = NoteForm(request.POST or None, sites=sites, initial={"site": only and only.slug})
    return ask(
        request,
        "summits/note_form.html",
        form,
        act=lambda values, _version: notes.write(session, **values, by=request.actor),
        done="Note saved.",
        back=reverse("summits:session", args=[pk]),
        then=lambda note: _next(request, note),
        context={
            "summit": session.summit,
            "session": session,
            "part": session.title,
            "heading": "Write a note",
            "leads": True,
        },
    )


@access(P.SITE_VIEW)
def detail(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Show a note, what came of it, and what its reader may do with it."""
    note = _fetch(request, pk)
    context = {
        "note": note,
        "summit": note.session.summit,
        "shown": shown.page_of(
            note,
            led_to(request.actor, [pk])[pk],
            request.actor,
            may_ask=can_ask_for_help(request.actor, note.site_id),
        ),
    }
    return page(request, "summits/note.html", context)


@access(P.SUMMIT_NOTE)
@single_submit
def change(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Change the text of a note of the reader's own."""
    note = _fetch(request, pk)
    if not policies.can_change_note(request.actor, note):
        raise PermissionDenied
    form = NoteTextForm(request.POST or None, initial={"text": note.text})
    return ask(
        request,
        "summits/note_form.html",
        form,
        act=lambda values, version: notes.change(note, **values, version=version, by=request.actor),
        done="Note changed.",
        back=note.get_absolute_url(),
        version=note.version,
        stored=lambda _stale: [("Note", note.text)],
        context={
            "summit": note.session.summit,
            "session": note.session,
            "part": note.session.title,
            "heading": "Change note",
        },
    )


@access(P.SUMMIT_NOTE)
@require_POST
@single_submit
def settle(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Say that nothing needs to come of a note, or take it back."""
    note, form = _fetch(request, pk), SettleForm(request.POST)
    if not form.is_valid():
        raise InvalidInput("Use one of the buttons on the note's page.")
    is_settled = form.cleaned_data["wanted"] == "settle"
    notes.settle(note, is_settled=is_settled, version=request.POST.get("version"), by=request.actor)
    said = "Marked as needing no action." if is_settled else "Note reopened."
    return redirect_with_message(request, said, "summits:note", pk)


def _next(request: PortalRequest, note: SessionNote) -> str:
    """Return the address of the note, or of the form of what it leads to."""
    leads = LEADS.get(request.POST.get("then", ""))
    if leads is None:
        return note.get_absolute_url()
    return reverse(leads, query={"origin": f"{NOTE}:{note.pk}"})


def _fetch(request: PortalRequest, pk: UUID) -> SessionNote:
    return get_object_or_404(SessionNote.objects.visible_to(request.actor).for_page(), pk=pk)
