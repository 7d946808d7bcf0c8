"""The reminder of commitments and deliverables, before and after they are due."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.urls import reverse

from engagements.enums import CommitmentKind
from engagements.models import Commitment
from foundation.accounts.models import Away
from foundation.calendars.days import ZONE_SLACK
from foundation.calendars.holidays import calendar_for
from foundation.notifications.models import ReminderDays
from foundation.notifications.reminders import Due, Reminder
from foundation.notifications.schedules import Schedule, before_or_after, declare
from sites.models import Membership
from tta_requests.actions import gates, recipients

# A commitment is reminded of six times at most, a deliverable every week for half a year.
COMMITMENT_DAYS = declare(
    Schedule(
        slug="commitment",
        default=(-5, 0, 5, 10, 20, 30),
        meaning="Days after a commitment's due date; negative before it, 0 on it.",
        least=-60,
        steps=6,
    )
)
DELIVERABLE_DAYS = declare(
    Schedule(
        slug="deliverable",
        default=(-10, -3, 0, *(7 * week for week in range(1, 27))),
        meaning="Days after a deliverable's due date; negative before it, 0 on it.",
        least=-60,
    )
)


class CommitmentDue(Reminder):
    """A commitment or deliverable is due soon or today, or is late."""

    slug = "commitment"

    def due(self, now: datetime) -> Iterator[Due]:
        """Yield a notice for each open commitment with an owner, for the latest reminder day reached."""
        promised = before_or_after(ReminderDays.objects.of(COMMITMENT_DAYS))
        delivered = before_or_after(ReminderDays.objects.of(DELIVERABLE_DAYS))
        covering = Membership.objects.covering(now)
        ahead = timedelta(days=max(-day for _, day in (*promised, *delivered)))
        for owed in Commitment.objects.due_by(now.date() + ahead + ZONE_SLACK).for_notice():
            if owed.owner_id is None:
                continue
            item, site = owed.request, owed.site
            owner = {owed.owner_id} | covering.get((site.pk, owed.owner_id), set())
            today = calendar_for(site.time_zone).local(now).date()
            late = (today - owed.due_on).days
            is_deliverable = owed.kind == CommitmentKind.DELIVERABLE
            ladder = delivered if is_deliverable else promised
            step = next((name for name, days in ladder if late >= days), "")
            if step:
                yield Due(
                    # One with a new date is reminded of again before that.
                    key=f"{owed.pk}:{owed.due_on}" if owed.date_reason else str(owed.pk),
                    step=step,
                    # Without a request, the gate asks whether each of them enters the site.
                    recipients=recipients.readers(item, owner)
                    if item
                    else owner | Away.objects.stand_ins(owner, now),
                    gate=gates.OWED(owed.pk),
                    number=item.number if item else site.name,
                    action=f"complete the {owed.kind}"
                    if late < 0
                    else f"complete or reschedule the {owed.kind}",
                    url=f"{item.get_absolute_url()}#work"
                    if item
                    else reverse("engagements:commitment", args=[owed.pk]),
                    why="You're responsible for this commitment.",
                    site_id=None if item else site.pk,
                )
