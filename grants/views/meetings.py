"""The meetings of a grant committee: schedule the next one, move or cancel it, and write its notes."""

from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.workflow.nonces import single_submit
from grants import policies
from grants.actions import meetings
from grants.forms.applications import ReasonForm
from grants.forms.committees import MeetingForm, NotesForm
from grants.models import CommitteeMeeting
from grants.views.committees import ask, fetch_kept


@access(P.GRANT_KEEP)
@single_submit
def schedule(request: PortalRequest, slug: str) -> HttpResponse:
    """Schedule a committee's next meeting."""
    committee = fetch_kept(request, slug)
    return ask(
        request,
        committee.site,
        MeetingForm(request.POST or None),
        heading="Schedule the next meeting",
        says=f"The time is in the time zone of {committee.site.name}.",
        act=lambda values, _version: meetings.schedule(committee, **values, by=request.actor),
        done="Meeting scheduled. It's on the calendar.",
    )


@access(P.GRANT_KEEP)
@single_submit
def move(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Move a meeting."""
    meeting = _fetch(request, pk)
    starts = meeting.starts_at.astimezone(ZoneInfo(meeting.site.time_zone))
    initial = {"day": starts.date(), "at": starts.time(), "place": meeting.place}
    return ask(
        request,
        meeting.site,
        MeetingForm(request.POST or None, initial=initial),
        heading="Move meeting",
        says=f"The time is in the time zone of {meeting.site.name}.",
        act=lambda values, version: meetings.move(
            meeting, **values, version=version, by=request.actor
        ),
        done="Meeting moved.",
        version=meeting.version,
    )


@access(P.GRANT_KEEP)
@single_submit
def note(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Write the notes of a meeting."""
    meeting = _fetch(request, pk)
    return ask(
        request,
        meeting.site,
        NotesForm(request.POST or None),
        heading="Write meeting notes",
        says="The meeting is marked as held. Schedule the next one afterward.",
        act=lambda values, version: meetings.note(
            meeting, **values, version=version, by=request.actor
        ),
        done="Notes added. Schedule the next meeting.",
        version=meeting.version,
    )


@access(P.GRANT_KEEP)
@single_submit
def cancel(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Cancel a meeting."""
    meeting = _fetch(request, pk)
    return ask(
        request,
        meeting.site,
        ReasonForm(request.POST or None),
        heading="Cancel meeting",
        says="You can schedule another one afterward.",
        act=lambda values, version: meetings.cancel(
            meeting, **values, version=version, by=request.actor
        ),
        done="Meeting canceled.",
        version=meeting.version,
    )


def _fetch(request: PortalRequest, pk: UUID) -> CommitteeMeeting:
    """Return a meeting of a committee that the reader keeps."""
    seen = CommitteeMeeting.objects.visible_to(request.actor).for_change()
    meeting: CommitteeMeeting = get_object_or_404(seen, pk=pk)
    if not policies.can_keep_committee(request.actor, meeting.committee):
        raise PermissionDenied
    return meeting
