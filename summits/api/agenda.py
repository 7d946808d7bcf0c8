"""The API of agendas: read sessions, and give one a time and a room."""

from uuid import UUID

from django.http import Http404
from rest_framework.response import Response

from foundation.accounts.access import SIGNED_IN
from foundation.api.http import Call
from foundation.api.idempotency import idempotent
from foundation.api.inputs import as_typed, clean, read
from foundation.api.outputs import page_of
from foundation.api.pages import unpaged
from foundation.api.records import Record
from foundation.api.resources import Resource
from summits import policies
from summits.actions import agenda
from summits.api.summits import SUMMIT
from summits.forms.agenda import PlaceForm
from summits.models import Room, Session
from summits.serializers.agenda import PlaceBody, SessionOut

SESSION = Record(
    seen=lambda actor: Session.objects.visible_to(actor).for_agenda().select_related("summit"),
    output=SessionOut,
    address="api:session-place",
)


class SummitSessions(Resource):
    """The sessions of a summit."""

    access = SIGNED_IN
    outputs = {"GET": (200, page_of(SessionOut))}

    def get(self, call: Call, slug: str) -> Response:
        """List a summit's sessions in order of time; organizers also get those without a time, first."""
        summit = SUMMIT.fetch(call, slug)
        found = Session.objects.visible_to(call.actor).of_summit(summit.pk).for_agenda()
        if not policies.can_organize(call.actor, summit):
            found = found.placed()
        return unpaged(found, SessionOut)


class SessionPlace(Resource):
    """The time and room of a session."""

    access = SIGNED_IN
    changes = SIGNED_IN  # a manager's or an organizer's; the policy of the row says which
    inputs = {"POST": PlaceBody}
    outputs = {"GET": (200, SessionOut), "POST": (200, SessionOut)}
    versioned = {"GET", "POST"}

    def get(self, call: Call, pk: UUID) -> Response:
        """Get a session with its time and room."""
        session = SESSION.fetch(call, pk)
        if not policies.can_see(call.actor, session):
            raise Http404
        return SESSION.response(call, session)

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Give a session a time and a room; a refusal names the other session."""
        session, version = SESSION.based(
            call, pk, lambda actor, found: policies.can_organize(actor, found.summit)
        )
        rooms = Room.objects.visible_to(call.actor).of_summit(session.summit_id)
        form = PlaceForm(as_typed(read(call, PlaceBody)), summit=session.summit, rooms=rooms)
        clean(form)
        agenda.place(session, **form.times(), version=version, by=call.actor)
        return SESSION.shown(call, pk)
