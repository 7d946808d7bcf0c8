"""The API of agendas: read sessions, and give one a time and a room."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from rest_framework.response import Response

from foundation.accounts.access import SIGNED_IN
from foundation.api.etags import etag, require, tagged
from foundation.api.http import Call
from foundation.api.idempotency import idempotent
from foundation.api.inputs import as_typed, clean, read
from foundation.api.outputs import page_of
from foundation.api.resources import Resource
from summits import policies
from summits.actions import agenda
from summits.forms.agenda import PlaceForm
from summits.models import Room, Session, Summit
from summits.serializers.agenda import PlaceBody, SessionOut


class SummitSessions(Resource):
    """The sessions of a summit."""

    access = SIGNED_IN
    outputs = {"GET": (200, page_of(SessionOut))}

    def get(self, call: Call, slug: str) -> Response:
        """List a summit's sessions in order of time; organizers also get those without a time, first."""
        summit = get_object_or_404(Summit.objects.visible_to(call.actor).named(slug))
        found = Session.objects.visible_to(call.actor).of_summit(summit.pk).for_agenda()
        if not policies.can_organize(call.actor, summit):
            found = found.placed()
        return Response({"results": SessionOut(found, many=True).data, "next": None})


class SessionPlace(Resource):
    """The time and room of a session."""

    access = SIGNED_IN
    changes = SIGNED_IN  # a manager's or an organizer's; the policy of the row says which
    inputs = {"POST": PlaceBody}
    outputs = {"GET": (200, SessionOut), "POST": (200, SessionOut)}
    versioned = {"GET", "POST"}

    def get(self, call: Call, pk: UUID) -> Response:
        """Get a session with its time and room."""
        return _shown(call, pk)

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Give a session a time and a room; a refusal names the other session."""
        session = _fetch(call, pk)
        if not policies.can_organize(call.actor, session.summit):
            raise PermissionDenied
        version = require(call, session, etag(session.version))
        rooms = Room.objects.visible_to(call.actor).of_summit(session.summit_id)
        form = PlaceForm(as_typed(read(call, PlaceBody)), summit=session.summit, rooms=rooms)
        clean(form)
        agenda.place(session, **form.times(), version=version, by=call.actor)
        return _shown(call, pk)


def _fetch(call: Call, pk: UUID) -> Session:
    seen = Session.objects.visible_to(call.actor).for_agenda().select_related("summit")
    found: Session = get_object_or_404(seen, pk=pk)
    return found


def _shown(call: Call, pk: UUID) -> Response:
    session = _fetch(call, pk)
    if not policies.can_see(call.actor, session):
        raise Http404
    return tagged(call, SessionOut(session).data, etag(session.version))
