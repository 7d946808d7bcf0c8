"""Read who came to a meeting, record it, and say that one comes."""

from collections.abc import Callable
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from rest_framework.response import Response

from communities import policies
from communities.actions import attendances, rsvps
from communities.errors import NotAMember
from communities.models import Attendance, Meeting, Member
from communities.querysets.rsvps import to_meeting
from communities.serializers.attendances import AttendanceBody, MeetingAttendanceOut, RsvpOut
from foundation.accounts.access import SIGNED_IN
from foundation.api.etags import etag, require, tagged
from foundation.api.http import Call
from foundation.api.idempotency import idempotent
from foundation.api.inputs import read
from foundation.api.resources import Resource


class MeetingAttendance(Resource):
    """Who came to a meeting."""

    access = SIGNED_IN
    changes = SIGNED_IN  # facilitators may; the policies of the row decide
    inputs = {"POST": AttendanceBody}
    outputs = {"GET": (200, MeetingAttendanceOut), "POST": (200, MeetingAttendanceOut)}
    versioned = {"GET", "POST"}

    def get(self, call: Call, pk: UUID) -> Response:
        """Get who came, as far as you see it: yourself, people of your sites, and all of those you facilitate."""
        return _shown(call, _fetch(call, pk))

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Record who came; someone you leave out didn't, or was recorded by mistake."""
        meeting = _fetch(call, pk)
        if not policies.can_facilitate(call.actor, meeting.community):
            raise PermissionDenied
        version = require(call, meeting, etag(meeting.version))
        people = _people(call, meeting, set(read(call, AttendanceBody)["members"]))
        held = attendances.record(meeting, people=people, version=version, by=call.actor)
        return _shown(call, held)


class MeetingRsvp(Resource):
    """Whether you come to a meeting."""

    access = SIGNED_IN
    changes = SIGNED_IN  # members may; the policies of the row decide
    outputs = {"POST": (200, RsvpOut), "DELETE": (200, RsvpOut)}

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Say that you come to a meeting of a community you're a member of."""
        return _answered(call, _fetch(call, pk), rsvps.say_yes)

    def delete(self, call: Call, pk: UUID) -> Response:
        """Take back that you come to a meeting."""
        return _answered(call, _fetch(call, pk), rsvps.take_back)


def _answered(call: Call, meeting: Meeting, act: Callable[..., None]) -> Response:
    act(meeting, by=call.actor)
    return Response(RsvpOut(to_meeting(call.actor, meeting)).data)


def _fetch(call: Call, pk: UUID) -> Meeting:
    seen = Meeting.objects.visible_to(call.actor).select_related("community")
    return get_object_or_404(seen, pk=pk)


def _people(call: Call, meeting: Meeting, keys: set[UUID]) -> set[int]:
    """Return the ids of the people who are those members of the meeting's community."""
    joined = Member.objects.visible_to(call.actor).who_joined(meeting.community_id)
    found = joined.with_keys(keys)
    if found.count() != len(keys):
        raise NotAMember(field="members")
    return found.people()


def _shown(call: Call, meeting: Meeting) -> Response:
    came = Attendance.objects.visible_to(call.actor).of_meeting(meeting.pk)
    told = MeetingAttendanceOut({"version": meeting.version, "people": came}).data
    return tagged(call, told, etag(meeting.version))
