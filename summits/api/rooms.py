"""The API of a summit's rooms and speakers: read, add, change, and remove them."""

from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from rest_framework.response import Response

from foundation.accounts.access import SIGNED_IN
from foundation.api.etags import etag, require, tagged
from foundation.api.http import Call
from foundation.api.idempotency import idempotent
from foundation.api.inputs import as_typed, clean, read
from foundation.api.outputs import page_of
from foundation.api.resources import Resource
from summits import policies
from summits.actions import agenda, rooms, speakers
from summits.forms.agenda import RoomForm, SpeakerForm
from summits.models import Room, Speaker, Summit
from summits.serializers.rooms import RoomBody, RoomOut, SpeakerBody, SpeakerOut

M = TypeVar("M", Room, Speaker)


class SummitRooms(Resource):
    """The rooms of a summit."""

    access = SIGNED_IN
    changes = SIGNED_IN  # a manager's or an organizer's; the policy of the row says which
    inputs = {"POST": RoomBody}
    outputs = {"GET": (200, page_of(RoomOut)), "POST": (201, RoomOut)}

    def get(self, call: Call, slug: str) -> Response:
        """List a summit's rooms, largest first."""
        found = Room.objects.visible_to(call.actor).of_summit(_summit(call, slug).pk)
        return Response({"results": RoomOut(found, many=True).data, "next": None})

    @idempotent
    def post(self, call: Call, slug: str) -> Response:
        """Add a room to a summit."""
        summit = _organized(call, _summit(call, slug))
        values = clean(RoomForm(as_typed(read(call, RoomBody))))
        return _room(call, agenda.add_room(summit, **values, by=call.actor), status=201)


class OneRoom(Resource):
    """A room of a summit."""

    access = SIGNED_IN
    changes = SIGNED_IN  # a manager's or an organizer's; the policy of the row says which
    inputs = {"PATCH": RoomBody}
    outputs = {"GET": (200, RoomOut), "PATCH": (200, RoomOut), "DELETE": (204, None)}
    versioned = {"GET", "PATCH", "DELETE"}

    def get(self, call: Call, pk: UUID) -> Response:
        """Get a room."""
        return _room(call, _fetch(call, Room, pk))

    def patch(self, call: Call, pk: UUID) -> Response:
        """Change a room."""
        room = _fetch(call, Room, pk)
        version = _version(call, room)
        known = {name: getattr(room, name) for name in RoomForm.base_fields}
        values = clean(RoomForm(as_typed(known | read(call, RoomBody))))
        return _room(call, rooms.change(room, version=version, **values, by=call.actor))

    def delete(self, call: Call, pk: UUID) -> Response:
        """Remove a room; a refusal names the sessions in it."""
        room = _fetch(call, Room, pk)
        rooms.remove(room, version=_version(call, room), by=call.actor)
        return Response(status=204)


class SummitSpeakers(Resource):
    """The speakers of a summit."""

    access = SIGNED_IN
    changes = SIGNED_IN  # a manager's or an organizer's; the policy of the row says which
    inputs = {"POST": SpeakerBody}
    outputs = {"GET": (200, page_of(SpeakerOut)), "POST": (201, SpeakerOut)}

    def get(self, call: Call, slug: str) -> Response:
        """List a summit's speakers by name."""
        found = Speaker.objects.visible_to(call.actor).of_summit(_summit(call, slug).pk)
        return Response({"results": SpeakerOut(found, many=True).data, "next": None})

    @idempotent
    def post(self, call: Call, slug: str) -> Response:
        """Add a speaker to a summit."""
        summit = _organized(call, _summit(call, slug))
        values = clean(SpeakerForm(as_typed(read(call, SpeakerBody))))
        return _speaker(call, agenda.add_speaker(summit, **values, by=call.actor), status=201)


class OneSpeaker(Resource):
    """A speaker of a summit."""

    access = SIGNED_IN
    changes = SIGNED_IN  # a manager's or an organizer's; the policy of the row says which
    inputs = {"PATCH": SpeakerBody}
    outputs = {"GET": (200, SpeakerOut), "PATCH": (200, SpeakerOut), "DELETE": (204, None)}
    versioned = {"GET", "PATCH", "DELETE"}

    def get(self, call: Call, pk: UUID) -> Response:
        """Get a speaker."""
        return _speaker(call, _fetch(call, Speaker, pk))

    def patch(self, call: Call, pk: UUID) -> Response:
        """Change a speaker."""
        speaker = _fetch(call, Speaker, pk)
        version = _version(call, speaker)
        known = {
            "name": speaker.name,
            "position": speaker.position,
            "biography": speaker.biography,
            "email": speaker.person.email if speaker.person else "",
        }
        values = clean(SpeakerForm(as_typed(known | read(call, SpeakerBody))))
        return _speaker(call, speakers.change(speaker, version=version, **values, by=call.actor))

    def delete(self, call: Call, pk: UUID) -> Response:
        """Remove a speaker; a refusal names the speaker's sessions."""
        speaker = _fetch(call, Speaker, pk)
        speakers.remove(speaker, version=_version(call, speaker), by=call.actor)
        return Response(status=204)


def _summit(call: Call, slug: str) -> Summit:
    return get_object_or_404(Summit.objects.visible_to(call.actor).named(slug))


def _organized(call: Call, summit: Summit) -> Summit:
    if not policies.can_organize(call.actor, summit):
        raise PermissionDenied
    return summit


def _fetch(call: Call, model: type[M], pk: UUID) -> M:
    found: M = get_object_or_404(model.objects.visible_to(call.actor).with_summit(), pk=pk)
    return found


def _version(call: Call, row: Room | Speaker) -> int:
    """Return the version that the call is based on; refuse a caller who doesn't organize the summit."""
    _organized(call, row.summit)
    return require(call, row, etag(row.version))


def _room(call: Call, row: Room, *, status: int = 200) -> Response:
    return _tagged(call, row, RoomOut(row).data, "api:summit-room", status)


def _speaker(call: Call, row: Speaker, *, status: int = 200) -> Response:
    return _tagged(call, row, SpeakerOut(row).data, "api:summit-speaker", status)


def _tagged(call: Call, row: Room | Speaker, told: Any, name: str, status: int) -> Response:
    location = reverse(name, args=[row.pk]) if status == 201 else ""
    return tagged(call, told, etag(row.version), status=status, location=location)
