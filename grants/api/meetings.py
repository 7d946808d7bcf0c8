"""The API of a grant committee's meetings: read them, schedule the next one, move or cancel it, and write its notes."""

from uuid import UUID
from zoneinfo import ZoneInfo

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
from grants import policies
from grants.actions import meetings
from grants.api.committees import fetch, fetch_kept
from grants.forms.applications import ReasonForm
from grants.forms.committees import MeetingForm, NotesForm
from grants.models import CommitteeMeeting
from grants.models.meetings import PLACES
from grants.serializers.committees import (
    ChangedGrantMeetingBody,
    GrantMeetingBody,
    GrantMeetingOut,
    GrantNotesBody,
    GrantReasonBody,
)

MEETING = Record(
    seen=lambda actor: CommitteeMeeting.objects.visible_to(actor).for_change(),
    output=GrantMeetingOut,
    address="api:grant-meeting",
)


class GrantMeetings(Resource):
    """The meetings of a site's grant committee."""

    access = P.SITE_VIEW
    changes = P.GRANT_KEEP
    paged = True
    inputs = {"POST": GrantMeetingBody}
    outputs = {"GET": (200, page_of(GrantMeetingOut)), "POST": (201, GrantMeetingOut)}

    def get(self, call: Call, slug: str) -> Response:
        """List the meetings of a site's committee, the latest first."""
        seen = CommitteeMeeting.objects.visible_to(call.actor)
        found = seen.of_committee(fetch(call, slug))
        return listed(call, found, PLACES, GrantMeetingOut)

    @idempotent
    def post(self, call: Call, slug: str) -> Response:
        """Schedule the next meeting of a site's committee."""
        form = MeetingForm(as_typed(read(call, GrantMeetingBody)))
        made = meetings.schedule(fetch_kept(call, slug), **clean(form), by=call.actor)
        return MEETING.shown(call, made.pk, status=201)


class OneGrantMeeting(Resource):
    """A meeting of a site's grant committee."""

    access = P.SITE_VIEW
    changes = P.GRANT_KEEP
    inputs = {"PATCH": ChangedGrantMeetingBody}
    outputs = {"GET": (200, GrantMeetingOut), "PATCH": (200, GrantMeetingOut)}
    versioned = {"GET", "PATCH"}

    def get(self, call: Call, pk: UUID) -> Response:
        """Get a meeting."""
        return MEETING.shown(call, pk)

    def patch(self, call: Call, pk: UUID) -> Response:
        """Move the meeting that is scheduled to another time or place."""
        found, version = MEETING.based(call, pk, _keeps)
        starts = found.starts_at.astimezone(ZoneInfo(found.site.time_zone))
        known = {"day": starts.date(), "at": starts.time(), "place": found.place}
        form = MeetingForm(as_typed(known | read(call, ChangedGrantMeetingBody)))
        meetings.move(found, **clean(form), version=version, by=call.actor)
        return MEETING.shown(call, pk)


class GrantMeetingNotes(Resource):
    """The notes of a meeting."""

    access = P.SITE_VIEW
    changes = P.GRANT_KEEP
    inputs = {"POST": GrantNotesBody}
    outputs = {"POST": (200, GrantMeetingOut)}
    versioned = {"POST"}

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Write what a meeting came to, which marks it as held."""
        found, version = MEETING.based(call, pk, _keeps)
        values = clean(NotesForm(as_typed(read(call, GrantNotesBody))))
        meetings.note(found, **values, version=version, by=call.actor)
        return MEETING.shown(call, pk)


class GrantMeetingCanceling(Resource):
    """The canceling of a meeting."""

    access = P.SITE_VIEW
    changes = P.GRANT_KEEP
    inputs = {"POST": GrantReasonBody}
    outputs = {"POST": (200, GrantMeetingOut)}
    versioned = {"POST"}

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Cancel the meeting that is scheduled, with a reason."""
        found, version = MEETING.based(call, pk, _keeps)
        values = clean(ReasonForm(as_typed(read(call, GrantReasonBody))))
        meetings.cancel(found, **values, version=version, by=call.actor)
        return MEETING.shown(call, pk)


def _keeps(actor: Actor, found: CommitteeMeeting) -> bool:
    return policies.can_keep_committee(actor, found.committee)
