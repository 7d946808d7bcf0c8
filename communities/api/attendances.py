"""Read who came to a meeting, and record it."""

from typing import Any
from uuid import UUID

from rest_framework.response import Response

from communities import policies
from communities.actions import attendances
from communities.errors import NotAMember
from communities.models import Attendance, Meeting, Member
from communities.serializers.attendances import AttendanceBody, MeetingAttendanceOut
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


def _people(call: Call, meeting: Meeting, keys: set[UUID]) -> set[int]:
    """Return the ids of the people who are those members of the meeting's community."""
    joined = Member.objects.visible_to(call.actor).who_joined(meeting.community_id)
    found = joined.with_keys(keys)
    if found.count() != len(keys):
        raise NotAMember(field="members")
    return found.people()
