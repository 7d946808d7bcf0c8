"""Read who came to a meeting, record it, and say that one comes."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from rest_framework.response import Response

from communities import policies
from communities.actions import attendances, rsvps
from communities.errors import NotAMember
from communities.models import Attendance, Meeting, Member
from communities.querysets.rsvps import to_meeting
from communities.serializers.attendances import AttendanceBody, MeetingAttendanceOut, RsvpOut
from foundation.accounts.access import SIGNED_IN
from foundation.accounts.actors import Actor
from foundation.api.http import Call
from foundation.api.idempotency import idempotent
from foundation.api.inputs import read
from foundation.api.records import Record
from foundation.api.resources import Resource


class AttendanceRecord(Record[Meeting]):
    """A meeting with those who came, as far as the caller sees them."""

    def told(self, actor: Actor, found: Meeting) -> Any:
        """Return who came."""
        came = Attendance.objects.visible_to(actor).of_meeting(found.pk)
        return self.output({"version": found.version, "people": came}).data


ATTENDANCE = AttendanceRecord(
    seen=lambda actor: Meeting.objects.visible_to(actor).select_related("community"),
    output=MeetingAttendanceOut,
    address="api:meeting-attendance",
)


class MeetingAttendance(Resource):
    """Who came to a meeting."""

    access = SIGNED_IN
    changes = SIGNED_IN  # facilitators may; the policies of the row decide
    inputs = {"POST": AttendanceBody}
    outputs = {"GET": (200, MeetingAttendanceOut), "POST": (200, MeetingAttendanceOut)}
    versioned = {"GET", "POST"}

    def get(self, call: Call, pk: UUID) -> Response:
        """Get who came, as far as you see it: yourself, people of your sites, and all of those you facilitate."""
        return ATTENDANCE.shown(call, pk)

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Record who came; someone you leave out didn't, or was recorded by mistake."""
        meeting, version = ATTENDANCE.based(
            call, pk, lambda actor, found: policies.can_facilitate(actor, found.community)
        )
        people = _people(call, meeting, set(read(call, AttendanceBody)["members"]))
        held = attendances.record(meeting, people=people, version=version, by=call.actor)
        return ATTENDANCE.response(call, held)


class MeetingRsvp(Resource):
    """Whether you come to a meeting."""

    access = SIGNED_IN
    changes = SIGNED_IN  # members may; the policies of the row decide
    outputs = {"POST": (200, RsvpOut), "DELETE": (200, RsvpOut)}

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Say that you come to a meeting of a community you're a member of."""
        return _answered(call, pk, rsvps.say_yes)

    def delete(self, call: Call, pk: UUID) -> Response:
        """Take back that you come to a meeting."""
        return _answered(call, pk, rsvps.take_back)


def _answered(call: Call, pk: UUID, act: Callable[..., None]) -> Response:
    meeting = ATTENDANCE.fetch(call, pk)
    act(meeting, by=call.actor)
    return Response(RsvpOut(to_meeting(call.actor, meeting)).data)


def _people(call: Call, meeting: Meeting, keys: set[UUID]) -> set[int]:
    """Return the ids of the people who are those members of the meeting's community."""
    joined = Member.objects.visible_to(call.actor).who_joined(meeting.community_id)
    found = joined.with_keys(keys)
    if found.count() != len(keys):
        raise NotAMember(field="members")
    return found.people()
