"""The reminder of an unsigned scope."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse

from foundation.calendars.holidays import calendar_for
from foundation.notifications.models import ReminderDays
from foundation.notifications.reminders import Due, Reminder
from foundation.notifications.schedules import Schedule, declare
from tta_requests.actions import gates, recipients
from tta_requests.models import Scope
from tta_requests.reminders.steps import latest_over

SCOPE_DAYS = declare(
    Schedule(
        slug="scope-unsigned",
        default=(3,),
        meaning="Business days after the latest version of a scope.",
        most=60,
    )
)


class ScopeUnsigned(Reminder):
    """A scope of work waits for a signature for three business days: that side is reminded."""

    slug = "scope-unsigned"

    def due(self, now: datetime) -> Iterator[Due]:
        """Yield a notice for each side that has not signed the newest version, or a proposed change."""
        steps = ReminderDays.objects.of(SCOPE_DAYS)
        for scope in Scope.objects.awaited().for_notice():
            tta_request = scope.request
            site = tta_request.site
            over = latest_over(calendar_for(site.time_zone), scope.created_at, steps, now)
            if not over:
                continue
            waiting = {
                "site": (scope.site_signed_at, recipients.contacts(site)),
                "doj": (scope.doj_signed_at, recipients.coordinators(tta_request)),
            }
            for side, (signed_at, people) in waiting.items():
                if signed_at is None:
                    yield Due(
                        key=f"{scope.pk}:{side}",
                        step=over,
                        recipients=recipients.readers(tta_request, people - {scope.written_by_id}),
                        gate=gates.unsigned(tta_request, scope.number),
                        number=tta_request.number,
                        action="sign the scope of work",
                        url=reverse("tta_requests:scope", args=[tta_request.number]),
                        why=f"You sign for {site if side == 'site' else 'DOJ'}.",
                        site_id=tta_request.site_id,
                    )
