"""Schedule the meetings of a community, and change their time or cancel them from a day on."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from communities import policies
from communities.actions import series
from communities.forms.communities import ReasonForm
from communities.forms.meetings import ReplaceForm, ScheduleForm
from communities.models import Series
from communities.presenters.meetings import rule_of
from communities.views import meetings
from communities.views.communities import ask, fetch_facilitated
from foundation.accounts.access import signed_in
from foundation.accounts.http import PortalRequest
from foundation.workflow.nonces import single_submit


@signed_in
@single_submit
def schedule(request: PortalRequest, slug: str) -> HttpResponse:
    """Schedule meetings that repeat."""
    community = fetch_facilitated(request, slug)
    return ask(
        request,
        community,
        ScheduleForm(request.POST or None),
        heading="Schedule meetings",
        says="The time stays the same in Eastern time all year. Meetings on federal holidays are left out.",
        act=lambda values, _version: series.schedule(community, **values, by=request.actor),
        done="Meetings scheduled.",
    )


@signed_in
@single_submit
def replace(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Change the time of a series from a day on."""
    seen = Series.objects.visible_to(request.actor).select_related("community")
    found = get_object_or_404(seen, pk=pk)
    if not policies.can_facilitate(request.actor, found.community):
        raise PermissionDenied
    return ask(
        request,
        found.community,
        ReplaceForm(request.POST or None, initial={"at": found.at, "minutes": found.minutes}),
        heading="Reschedule later meetings",
        says=f"Current schedule: {rule_of(found)}.",
        act=lambda values, _version: series.replace(found, **values, by=request.actor),
        done="Later meetings rescheduled.",
    )


@signed_in
@single_submit
def end(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Cancel a meeting and all that follow it by its rule."""
    meeting = meetings.fetch_facilitated(request, pk)
    return ask(
        request,
        meeting.community,
        ReasonForm(request.POST or None),
        heading="Cancel this and all later meetings",
        says="Everyone gets one notice. You can reschedule each of these meetings later, or schedule new ones.",
        act=lambda values, version: series.end(
            meeting, **values, version=version, by=request.actor
        ),
        done="Meetings canceled.",
        then=meeting.get_absolute_url(),
        version=meeting.version,
    )
