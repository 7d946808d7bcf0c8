"""Who came to a meeting: its facilitator records it."""

from uuid import UUID

from django.http import HttpResponse

from communities.actions import attendances
from communities.forms.attendances import AttendanceForm
from communities.models import Attendance, Member
from communities.presenters.attendances import choices_of
from communities.views.communities import ask
from communities.views.meetings import fetch_facilitated
from foundation.accounts.access import signed_in
from foundation.accounts.http import PortalRequest
from foundation.ui.asking import sent
from foundation.workflow.nonces import single_submit


@signed_in
@single_submit
def record(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Record which members came to a meeting."""
    meeting, actor = fetch_facilitated(request, pk), request.actor
    recorded = [*Attendance.objects.visible_to(actor).of_meeting(pk)]
    members = Member.objects.visible_to(actor).of_community(meeting.community_id).live()
    form = AttendanceForm(
        sent(request),
        members=choices_of(members, recorded),
        initial={"people": [row.person_id for row in recorded]},
    )
    return ask(
        request,
        meeting.community,
        form,
        heading="Record attendance",
        act=lambda values, version: attendances.record(
            meeting, **values, version=version, by=actor
        ),
        done="Attendance recorded.",
        then=meeting.get_absolute_url(),
        version=meeting.version,
    )
