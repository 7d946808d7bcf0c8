"""One meeting: its page, its details, and how it is moved and canceled."""

from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from communities import policies
from communities.actions import meetings
from communities.forms.communities import ReasonForm
from communities.forms.meetings import DescribeForm, MoveForm
from communities.models import Attendance, Community, Meeting
from communities.presenters import attendances, rsvps
from communities.presenters import meetings as shown
from communities.querysets.rsvps import members_in, to_meeting
from communities.views import communities
from communities.views.communities import ask
from foundation.accounts.access import signed_in
from foundation.accounts.actors import Actor
from foundation.accounts.http import PortalRequest
from foundation.calendars import clock
from foundation.calendars.days import OFFICIAL_ZONE
from foundation.ui.pages import page
from foundation.workflow.nonces import single_submit


@signed_in
def detail(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Show one meeting."""
    meeting, actor = fetch(request, pk), request.actor
    community = communities.fetch(request, meeting.community.slug)
    found = shown.page_of(
        meeting,
        actor.time_zone,
        may_change=policies.can_facilitate(actor, community),
        has_begun=meeting.starts_at <= clock.now(),
    )
    seen = Attendance.objects.visible_to(actor).of_meeting(pk)
    context = {
        "meeting": meeting,
        "community": community,
        "shown": found,
        "attended": attendances.lines_of(seen, actor.user_id),
        "rsvp": _rsvp(actor, community, meeting),
    }
    return page(request, "communities/meeting.html", context)


@signed_in
@single_submit
def describe(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Change the agenda, the link, and the recording of a meeting."""
    meeting = fetch_facilitated(request, pk)
    known = {name: getattr(meeting, name) for name in DescribeForm.base_fields}
    return ask(
        request,
        meeting.community,
        DescribeForm(request.POST or None, initial=known),
        heading="Change details",
        act=lambda values, version: meetings.describe(
            meeting, **values, version=version, by=request.actor
        ),
        done="Details changed.",
        then=meeting.get_absolute_url(),
        version=meeting.version,
    )


@signed_in
@single_submit
def move(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Move a meeting, or let a canceled one take place."""
    meeting = fetch_facilitated(request, pk)
    starts = meeting.starts_at.astimezone(ZoneInfo(OFFICIAL_ZONE))
    known = {"day": starts.date(), "at": starts.time()}
    return ask(
        request,
        meeting.community,
        MoveForm(request.POST or None, initial=known),
        heading="Reschedule meeting" if meeting.is_canceled else "Move meeting",
        says="Only this meeting moves. The others stay as scheduled.",
        act=lambda values, version: meetings.move(
            meeting, **values, version=version, by=request.actor
        ),
        done="Meeting moved.",
        then=meeting.get_absolute_url(),
        version=meeting.version,
    )


@signed_in
@single_submit
def cancel(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Cancel a meeting."""
    meeting = fetch_facilitated(request, pk)
    return ask(
        request,
        meeting.community,
        ReasonForm(request.POST or None),
        heading="Cancel meeting",
        says="Only this meeting is canceled. You can reschedule it later.",
        act=lambda values, version: meetings.cancel(
            meeting, **values, version=version, by=request.actor
        ),
        done="Meeting canceled.",
        then=meeting.get_absolute_url(),
        version=meeting.version,
    )


def fetch(request: PortalRequest, pk: UUID) -> Meeting:
    """Return a meeting that the reader sees, with its community."""
    seen = Meeting.objects.visible_to(request.actor).select_related("community")
    return get_object_or_404(seen, pk=pk)


def fetch_facilitated(request: PortalRequest, pk: UUID) -> Meeting:
    """Return a meeting of a community that the reader facilitates or manages and that isn't retired."""
    meeting = fetch(request, pk)
    if not policies.can_facilitate(request.actor, meeting.community):
        raise PermissionDenied
    return meeting


def _rsvp(actor: Actor, community: Community, meeting: Meeting) -> rsvps.RsvpLine | None:
    """Show who comes to a meeting that is ahead, to people who belong to its community."""
    if not policies.can_read_posts(actor, community) or not policies.takes_place(meeting):
        return None
    return rsvps.line_of(
        meeting,
        to_meeting(actor, meeting),
        members=members_in(actor, meeting),
        may_answer=policies.can_say_yes(community),
    )
