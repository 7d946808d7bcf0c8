"""The API of a summit's rooms and speakers: read, add, change, and remove them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from django import forms
from rest_framework.response import Response

from foundation.accounts.access import SIGNED_IN
from foundation.accounts.actors import Actor
from foundation.api.http import Call
from foundation.api.idempotency import idempotent
from foundation.api.inputs import Input, as_typed, clean, read
from foundation.api.outputs import page_of
from foundation.api.pages import unpaged
from foundation.api.records import Record
from foundation.api.resources import Resource
from summits import policies
from summits.actions import agenda, rooms, speakers
from summits.api.summits import SUMMIT
from summits.forms.agenda import RoomForm, SpeakerForm
from summits.models import Room, Speaker
from summits.serializers.rooms import RoomBody, RoomOut, SpeakerBody, SpeakerOut

M = TypeVar("M", Room, Speaker)


@dataclass(frozen=True, kw_only=True)
class PartRecord(Record[M]):
    """What tells the resources of rooms and of speakers apart.

    Attributes:
        of_summit: those of a summit that a caller sees, in the order of a list.
        form: the form of the page.
        known: the values of the form for one that is there.
        body: what a caller sends.
        add: the action that adds one to a summit.
        change: the action that changes one.
        remove: the action that removes one.
    """

    of_summit: Callable[[Actor, UUID], Iterable[M]]
    form: type[forms.Form]
    known: Callable[[M], dict[str, Any]]
    body: type[Input]
    add: Callable[..., M]
    change: Callable[..., M]
    remove: Callable[..., None]

    def listed(self, call: Call, slug: str) -> Response:
        """List those of a summit."""
        return unpaged(self.of_summit(call.actor, SUMMIT.fetch(call, slug).pk), self.output)

    def added(self, call: Call, slug: str) -> Response:
        """Add one to a summit."""
        summit = SUMMIT.allowed(call, slug, policies.can_organize)
        values = clean(self.form(as_typed(read(call, self.body))))
        return self.response(call, self.add(summit, **values, by=call.actor), status=201)

    def changed(self, call: Call, pk: UUID) -> Response:
        """Change one; what is left out stays."""
        row, version = self.based(call, pk, _organizes)
        values = clean(self.form(as_typed(self.known(row) | read(call, self.body))))
        return self.response(call, self.change(row, version=version, **values, by=call.actor))

    def removed(self, call: Call, pk: UUID) -> Response:
        """Remove one."""
        row, version = self.based(call, pk, _organizes)
        self.remove(row, version=version, by=call.actor)
        return Response(status=204)


def _organizes(actor: Actor, row: Room | Speaker) -> bool:
    return policies.can_organize(actor, row.summit)


ROOM = PartRecord(
    seen=lambda actor: Room.objects.visible_to(actor).with_summit(),
    of_summit=lambda actor, summit: Room.objects.visible_to(actor).of_summit(summit),
    form=RoomForm,
    known=RoomForm.initial_of,
    body=RoomBody,
    output=RoomOut,
    address="api:summit-room",
    add=agenda.add_room,
    change=rooms.change,
    remove=rooms.remove,
)
SPEAKER = PartRecord(
    seen=lambda actor: Speaker.objects.visible_to(actor).with_summit(),
    of_summit=lambda actor, summit: Speaker.objects.visible_to(actor).of_summit(summit),
    form=SpeakerForm,
    known=SpeakerForm.initial_of,
    body=SpeakerBody,
    output=SpeakerOut,
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
        return ROOM.shown(call, pk)

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
        return SPEAKER.shown(call, pk)

    def patch(self, call: Call, pk: UUID) -> Response:
        """Change a speaker."""
        return SPEAKER.changed(call, pk)

    def delete(self, call: Call, pk: UUID) -> Response:
        """Remove a speaker; a refusal names the speaker's sessions."""
        return SPEAKER.removed(call, pk)
