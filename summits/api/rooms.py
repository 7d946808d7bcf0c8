"""The API of a summit's rooms and speakers: read, add, change, and remove them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from rest_framework.response import Response

from foundation.accounts.access import SIGNED_IN
from foundation.api.etags import etag, require, tagged
from foundation.api.http import Call
from foundation.api.idempotency import idempotent
from foundation.api.inputs import Input, as_typed, clean, read
from foundation.api.outputs import Output, page_of
from foundation.api.resources import Resource
from summits import policies
from summits.actions import agenda, rooms, speakers
from summits.forms.agenda import RoomForm, SpeakerForm
from summits.models import Room, Speaker, Summit
from summits.serializers.rooms import RoomBody, RoomOut, SpeakerBody, SpeakerOut

M = TypeVar("M", Room, Speaker)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(Generic[M]):
    """What tells the resources of rooms and of speakers apart.

    Attributes:
        model: its rows.
        form: the form of the page.
        known: the values of the form for one that is there.
        body: what a caller sends.
        out: what a caller gets.
        address: the URL name of one.
        add: the action that adds one to a summit.
        change: the action that changes one.
        remove: the action that removes one.
    """

    model: type[M]
    form: type[forms.Form]
    known: Callable[[M], dict[str, Any]]
    body: type[Input]
    out: type[Output]
    address: str
    add: Callable[..., M]
    change: Callable[..., M]
    remove: Callable[..., None]

    def listed(self, call: Call, slug: str) -> Response:
        """List those of a summit."""
        found = self.model.objects.visible_to(call.actor).of_summit(_summit(call, slug).pk)
        return Response({"results": self.out(found, many=True).data, "next": None})

    def added(self, call: Call, slug: str) -> Response:
        """Add one to a summit."""
        summit = _organized(call, _summit(call, slug))
        values = clean(self.form(as_typed(read(call, self.body))))
        return self.shown(call, self.add(summit, **values, by=call.actor), status=201)

    def fetched(self, call: Call, pk: UUID) -> M:
        """Fetch one that the caller sees."""
        seen = self.model.objects.visible_to(call.actor).with_summit()
        found: M = get_object_or_404(seen, pk=pk)
        return found

    def changed(self, call: Call, pk: UUID) -> Response:
        """Change one; what is left out stays."""
        row = self.fetched(call, pk)
        version = _version(call, row)
        values = clean(self.form(as_typed(self.known(row) | read(call, self.body))))
        return self.shown(call, self.change(row, version=version, **values, by=call.actor))

    def removed(self, call: Call, pk: UUID) -> Response:
        """Remove one."""
        row = self.fetched(call, pk)
        self.remove(row, version=_version(call, row), by=call.actor)
        return Response(status=204)

    def shown(self, call: Call, row: M, *, status: int = 200) -> Response:
        """Show one, with its version."""
        location = reverse(self.address, args=[row.pk]) if status == 201 else ""
        told = self.out(row).data
        return tagged(call, told, etag(row.version), status=status, location=location)


ROOM = Part(
    model=Room,
    form=RoomForm,
    known=RoomForm.initial_of,
    body=RoomBody,
    out=RoomOut,
    address="api:summit-room",
    add=agenda.add_room,
    change=rooms.change,
    remove=rooms.remove,
)
SPEAKER = Part(
    model=Speaker,
    form=SpeakerForm,
    known=SpeakerForm.initial_of,
    body=SpeakerBody,
    out=SpeakerOut,
    address="api:summit-speaker",
    add=agenda.add_speaker,
    change=speakers.change,
    remove=speakers.remove,
)


class SummitRooms(Resource):
    """The rooms of a summit."""

    access = SIGNED_IN
    changes = SIGNED_IN  # a manager's or an organizer's; the policy of the row says which
    inputs = {"POST": RoomBody}
    outputs = {"GET": (200, page_of(RoomOut)), "POST": (201, RoomOut)}

    def get(self, call: Call, slug: str) -> Response:
        """List a summit's rooms, largest first."""
        return ROOM.listed(call, slug)

    @idempotent
    def post(self, call: Call, slug: str) -> Response:
        """Add a room to a summit."""
        return ROOM.added(call, slug)


class OneRoom(Resource):
    """A room of a summit."""

    access = SIGNED_IN
    changes = SIGNED_IN  # a manager's or an organizer's; the policy of the row says which
    inputs = {"PATCH": RoomBody}
    outputs = {"GET": (200, RoomOut), "PATCH": (200, RoomOut), "DELETE": (204, None)}
    versioned = {"GET", "PATCH", "DELETE"}

    def get(self, call: Call, pk: UUID) -> Response:
        """Get a room."""
        return ROOM.shown(call, ROOM.fetched(call, pk))

    def patch(self, call: Call, pk: UUID) -> Response:
        """Change a room."""
        return ROOM.changed(call, pk)

    def delete(self, call: Call, pk: UUID) -> Response:
        """Remove a room; a refusal names the sessions in it."""
        return ROOM.removed(call, pk)


class SummitSpeakers(Resource):
    """The speakers of a summit."""

    access = SIGNED_IN
    changes = SIGNED_IN  # a manager's or an organizer's; the policy of the row says which
    inputs = {"POST": SpeakerBody}
    outputs = {"GET": (200, page_of(SpeakerOut)), "POST": (201, SpeakerOut)}

    def get(self, call: Call, slug: str) -> Response:
        """List a summit's speakers by name."""
        return SPEAKER.listed(call, slug)

    @idempotent
    def post(self, call: Call, slug: str) -> Response:
        """Add a speaker to a summit."""
        return SPEAKER.added(call, slug)


class OneSpeaker(Resource):
    """A speaker of a summit."""

    access = SIGNED_IN
    changes = SIGNED_IN  # a manager's or an organizer's; the policy of the row says which
    inputs = {"PATCH": SpeakerBody}
    outputs = {"GET": (200, SpeakerOut), "PATCH": (200, SpeakerOut), "DELETE": (204, None)}
    versioned = {"GET", "PATCH", "DELETE"}

    def get(self, call: Call, pk: UUID) -> Response:
        """Get a speaker."""
        return SPEAKER.shown(call, SPEAKER.fetched(call, pk))

    def patch(self, call: Call, pk: UUID) -> Response:
        """Change a speaker."""
        return SPEAKER.changed(call, pk)

    def delete(self, call: Call, pk: UUID) -> Response:
        """Remove a speaker; a refusal names the speaker's sessions."""
        return SPEAKER.removed(call, pk)


def _summit(call: Call, slug: str) -> Summit:
    return get_object_or_404(Summit.objects.visible_to(call.actor).named(slug))


def _organized(call: Call, summit: Summit) -> Summit:
    if not policies.can_organize(call.actor, summit):
        raise PermissionDenied
    return summit


def _version(call: Call, row: Room | Speaker) -> int:
    """Return the version that the call is based on; refuse a caller who doesn't organize the summit."""
    _organized(call, row.summit)
    return require(call, row, etag(row.version))
