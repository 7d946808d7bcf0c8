"""The API of session notes: read, write, and change them, and say that nothing needs to come of one.

A request or a commitment comes of a note by its ``origin``, which their own resources take.
"""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from rest_framework.response import Response

from foundation.accounts.permissions import Permission as P
from foundation.api.etags import etag, require, tagged
from foundation.api.http import Call
from foundation.api.idempotency import idempotent
from foundation.api.inputs import as_typed, clean, read
from foundation.api.outputs import page_of
from foundation.api.pages import listed
from foundation.api.resources import Resource
from sites.models import Site
from summits import policies
from summits.actions import notes
from summits.forms.notes import NoteForm, NoteTextForm
from summits.models import Session, SessionNote, Summit
from summits.models.notes import PLACES
from summits.querysets.followups import led_to
from summits.serializers.notes import (
    NoteBody,
    NoteTextBody,
    SessionNoteOut,
    SettledBody,
    WholeSessionNoteOut,
)


class SummitNotes(Resource):
    """The notes on a summit's sessions."""

    access = P.SITE_VIEW
    paged = True
    outputs = {"GET": (200, page_of(SessionNoteOut))}

    def get(self, call: Call, slug: str) -> Response:
        """List the notes of your sites, newest first; what came of each is told with the note alone."""
        summit = get_object_or_404(Summit.objects.visible_to(call.actor).named(slug))
        found = SessionNote.objects.visible_to(call.actor).of_summit(summit.pk)
        newest = found.for_page().newest_first()
        return listed(call, newest, PLACES, lambda row: dict(SessionNoteOut(row).data))


class SessionNotes(Resource):
    """The notes on a session."""

    access = P.SUMMIT_NOTE
    changes = P.SUMMIT_NOTE
    inputs = {"POST": NoteBody}
    outputs = {"POST": (201, WholeSessionNoteOut)}

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Write a note on a session for one of your sites, from the summit's first day on."""
        seen = Session.objects.visible_to(call.actor).with_summit()
        session: Session = get_object_or_404(seen, pk=pk)
        if not policies.can_see(call.actor, session):
            raise Http404
        sites = Site.objects.where_allowed(call.actor, P.SUMMIT_NOTE).by_name()
        values = clean(NoteForm(as_typed(read(call, NoteBody)), sites=sites))
        made = notes.write(session, **values, by=call.actor)
        return _shown(call, made.pk, status=201)


class OneSessionNote(Resource):
    """A note on a session."""

    access = P.SITE_VIEW
    changes = P.SUMMIT_NOTE
    inputs = {"PATCH": NoteTextBody}
    outputs = {"GET": (200, WholeSessionNoteOut), "PATCH": (200, WholeSessionNoteOut)}
    versioned = {"GET", "PATCH"}

    def get(self, call: Call, pk: UUID) -> Response:
        """Get a note, with what came of it."""
        return _shown(call, pk)

    def patch(self, call: Call, pk: UUID) -> Response:
        """Change the text of a note of your own."""
        note = _fetch(call, pk)
        if not policies.can_change_note(call.actor, note):
            raise PermissionDenied
        version = require(call, note, etag(note.version))
        values = clean(NoteTextForm(as_typed(read(call, NoteTextBody))))
        notes.change(note, **values, version=version, by=call.actor)
        return _shown(call, pk)


class SessionNoteSettling(Resource):
    """Whether nothing needs to come of a note."""

    access = P.SITE_VIEW
    changes = P.SUMMIT_NOTE
    inputs = {"POST": SettledBody}
    outputs = {"POST": (200, WholeSessionNoteOut)}
    versioned = {"POST"}

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Say that nothing needs to come of a note, or take it back."""
        note = _fetch(call, pk)
        if not policies.can_write_notes(call.actor, note.site_id):
            raise PermissionDenied
        version = require(call, note, etag(note.version))
        is_settled = read(call, SettledBody)["settled"]
        notes.settle(note, is_settled=is_settled, version=version, by=call.actor)
        return _shown(call, pk)


def _fetch(call: Call, pk: UUID) -> SessionNote:
    return get_object_or_404(SessionNote.objects.visible_to(call.actor).for_page(), pk=pk)


def _shown(call: Call, pk: UUID, *, status: int = 200) -> Response:
    note = _fetch(call, pk)
    led = led_to(call.actor, [pk]).get(pk, [])
    told = WholeSessionNoteOut(note, context={"led": led}).data
    location = reverse("api:session-note", args=[pk]) if status == 201 else ""
    return tagged(call, told, etag(note.version), status=status, location=location)
