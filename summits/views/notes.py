"""Notes on sessions: write one, read what came of it, change it, and say that nothing needs to."""

from collections.abc import Callable
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
from foundation.ui.asking import add_refusal
from foundation.ui.pages import page
from foundation.ui.redirects import redirect_with_message
from foundation.workflow.errors import DomainError, InvalidInput, StaleEdit
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
    made: list[SessionNote] = []
    refused = _tried(
        form,
        lambda: made.append(notes.write(session, **form.cleaned_data, by=request.actor)),
    )
    if made:
        return _next(request, made[0])
    context = {
        "summit": session.summit,
        "session": session,
        "form": form,
        "heading": "Write a note",
        "then": reverse("summits:session", args=[pk]),
        "leads": True,
    }
    return page(request, "summits/note_form.html", context, status=refused)


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
    version = request.POST.get("version") or note.version
    done: list[SessionNote] = []
    refused = _tried(
        form,
        lambda: done.append(
            notes.change(note, **form.cleaned_data, version=version, by=request.actor)
        ),
    )
    if done:
        return redirect_with_message(request, "Note changed.", "summits:note", pk)
    is_stale = refused == StaleEdit.status
    context = {
        "summit": note.session.summit,
        "session": note.session,
        "form": form,
        "heading": "Change note",
        "then": note.get_absolute_url(),
        "version": note.version if is_stale else version,
        "stored": [("Note", note.text)] if is_stale else [],
    }
    return page(request, "summits/note_form.html", context, status=refused)


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


def _tried(form: NoteTextForm, act: Callable[[], object]) -> int:
    """Act if the form is valid; return the status of the page that shows it again."""
    if not form.is_valid():
        return 200
    try:
        act()
    except DomainError as refused:
        add_refusal(form, refused)
        return refused.status if isinstance(refused, StaleEdit) else 200
    return 200


def _next(request: PortalRequest, note: SessionNote) -> HttpResponse:
    """Go to the note, or to the form of what it leads to."""
    leads = LEADS.get(request.POST.get("then", ""))
    if leads is None:
        return redirect_with_message(request, "Note saved.", "summits:note", note.pk)
    return redirect_with_message(
        request, "Note saved.", reverse(leads, query={"origin": f"{NOTE}:{note.pk}"})
    )


def _fetch(request: PortalRequest, pk: UUID) -> SessionNote:
    return get_object_or_404(SessionNote.objects.visible_to(request.actor).for_page(), pk=pk)
