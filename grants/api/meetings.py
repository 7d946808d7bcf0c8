"""The API of a grant committee's meetings: read them, schedule the next one, move or cancel it, and write its notes."""

from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from rest_framework.response import Response

from foundation.accounts.permissions import Permission as P
from foundation.api.etags import etag, require, tagged
from foundation.api.http import Call
from foundation.api.idempotency import idempotent
from foundation.api.inputs import as_typed, clean, read
from foundation.api.outputs import page_of
from foundation.api.pages import listed
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
        return listed(call, found, PLACES, lambda row: dict(GrantMeetingOut(row).data))

    @idempotent
    def post(self, call: Call, slug: str) -> Response:
        """Schedule the next meeting of a site's committee."""
        form = MeetingForm(as_typed(read(call, GrantMeetingBody)))
        made = meetings.schedule(fetch_kept(call, slug), **clean(form), by=call.actor)
        return _shown(call, made.pk, status=201)


class OneGrantMeeting(Resource):
    """A meeting of a site's grant committee."""

    access = P.SITE_VIEW
    changes = P.GRANT_KEEP
    inputs = {"PATCH": ChangedGrantMeetingBody}
    outputs = {"GET": (200, GrantMeetingOut), "PATCH": (200, GrantMeetingOut)}
    versioned = {"GET", "PATCH"}

    def get(self, call: Call, pk: UUID) -> Response:
        """Get a meeting."""
        return _shown(call, pk)

    def patch(self, call: Call, pk: UUID) -> Response:
        """Move the meeting that is scheduled to another time or place."""
        found, version = _kept(call, pk)
        starts = found.starts_at.astimezone(ZoneInfo(found.site.time_zone))
        known = {"day": starts.date(), "at": starts.time(), "place": found.place}
        form = MeetingForm(as_typed(known | read(call, ChangedGrantMeetingBody)))
        meetings.move(found, **clean(form), version=version, by=call.actor)
        return _shown(call, pk)


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
        found, version = _kept(call, pk)
        values = clean(NotesForm(as_typed(read(call, GrantNotesBody))))
        meetings.note(found, **values, version=version, by=call.actor)
        return _shown(call, pk)


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
        found, version = _kept(call, pk)
        values = clean(ReasonForm(as_typed(read(call, GrantReasonBody))))
        meetings.cancel(found, **values, version=version, by=call.actor)
        return _shown(call, pk)


def _kept(call: Call, pk: UUID) -> tuple[CommitteeMeeting, int]:
    """Return a meeting of a committee that the caller keeps, and the version the call is based on."""
    found = _fetch(call, pk)
    if not policies.can_keep_committee(call.actor, found.committee):
        raise PermissionDenied
    return found, require(call, found, etag(found.version))


def _fetch(call: Call, pk: UUID) -> CommitteeMeeting:
    seen = CommitteeMeeting.objects.visible_to(call.actor).for_change()
    found: CommitteeMeeting = get_object_or_404(seen, pk=pk)
    return found


def _shown(call: Call, pk: UUID, *, status: int = 200) -> Response:
    found = _fetch(call, pk)
    location = reverse("api:grant-meeting", args=[pk]) if status == 201 else ""
    told = GrantMeetingOut(found).data
    return tagged(call, told, etag(found.version), status=status, location=location)
