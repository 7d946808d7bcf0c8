"""The API of session notes: read, write, and change them, and say that nothing needs to come of one.

A request or a commitment comes of a note by its ``origin``, which their own resources take.
"""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from rest_framework.response import Response

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.api.http import Call
from foundation.api.idempotency import idempotent
from foundation.api.inputs import as_typed, clean, read
from foundation.api.outputs import page_of
from foundation.api.pages import listed
from foundation.api.records import Record
from foundation.api.resources import Resource
from sites.models import Site
from summits import policies
from summits.actions import notes
from summits.api.summits import SUMMIT
from summits.forms.notes import NoteForm, NoteTextForm
from summits.models import Session, SessionNote
from summits.models.notes import PLACES
from summits.querysets.followups import led_to
from summits.serializers.notes import (
    NoteBody,
    NoteTextBody,
    SessionNoteOut,
    SettledBody,
    WholeSessionNoteOut,
)


class NoteRecord(Record[SessionNote]):
    """A note with what came of it."""

    def told(self, actor: Actor, found: SessionNote) -> Any:
        """Return the note, and what the caller sees of what came of it."""
        led = led_to(actor, [found.pk]).get(found.pk, [])
        return self.output(found, context={"led": led}).data


NOTE = NoteRecord(
    seen=lambda actor: SessionNote.objects.visible_to(actor).for_page(),
    output=WholeSessionNoteOut,
    address="api:session-note",
)


class SummitNotes(Resource):
    """The notes on a summit's sessions."""

    access = P.SITE_VIEW
    paged = True
    outputs = {"GET": (200, page_of(SessionNoteOut))}

    def get(self, call: Call, slug: str) -> Response:
        """List the notes of your sites, newest first; what came of each is shown with the single note."""
        summit = SUMMIT.fetch(call, slug)
        found = SessionNote.objects.visible_to(call.actor).of_summit(summit.pk)
        newest = found.for_page().newest_first()
        return listed(call, newest, PLACES, SessionNoteOut)


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
        return NOTE.shown(call, made.pk, status=201)


class OneSessionNote(Resource):
    """A note on a session."""

    access = P.SITE_VIEW
    changes = P.SUMMIT_NOTE
    inputs = {"PATCH": NoteTextBody}
    outputs = {"GET": (200, WholeSessionNoteOut), "PATCH": (200, WholeSessionNoteOut)}
    versioned = {"GET", "PATCH"}

    def get(self, call: Call, pk: UUID) -> Response:
        """Get a note, with what came of it."""
        return NOTE.shown(call, pk)

    def patch(self, call: Call, pk: UUID) -> Response:
        """Change the text of a note of your own."""
        note, version = NOTE.based(call, pk, policies.can_change_note)
        values = clean(NoteTextForm(as_typed(read(call, NoteTextBody))))
        notes.change(note, **values, version=version, by=call.actor)
        return NOTE.shown(call, pk)


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
        note, version = NOTE.based(
            call, pk, lambda actor, found: policies.can_write_notes(actor, found.site_id)
        )
        is_settled = read(call, SettledBody)["settled"]
        notes.settle(note, is_settled=is_settled, version=version, by=call.actor)
        return NOTE.shown(call, pk)
