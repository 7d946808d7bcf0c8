"""The reminder of an open evaluation."""

from collections.abc import Iterator
from datetime import datetime

from foundation.calendars.holidays import calendar_for
from foundation.notifications.models import ReminderDays
from foundation.notifications.reminders import Due, Reminder
from foundation.notifications.schedules import Schedule, declare
from tta_requests.actions import gates, recipients
from tta_requests.models import Evaluation
from tta_requests.reminders.steps import latest_over

EVALUATION_DAYS = declare(
    Schedule(
        slug="evaluation-open",
        default=(5, 9),
        meaning="Business days after an evaluation opened.",
        most=30,
    )
)


class EvaluationOpen(Reminder):
    """An evaluation is still open after five and after nine business days (PRODUCT section 7)."""

    slug = "evaluation-open"

    def due(self, now: datetime) -> Iterator[Due]:
        """Yield a notice for each open evaluation, for the latest reminder day reached."""
        steps = ReminderDays.objects.of(EVALUATION_DAYS)
        for asked in Evaluation.objects.waited_for(now).for_notice():
            calendar = calendar_for(asked.request.site.time_zone)
            over = latest_over(calendar, asked.opened_at, steps, now)
            if over and asked.respondent_id:
                yield Due(
                    key=str(asked.pk),
                    step=over,
                    recipients=recipients.readers(asked.request, [asked.respondent_id]),
                    gate=gates.EVALUATED(asked.pk),
                    number=asked.request.number,
                    action="complete the evaluation",
                    url=asked.get_absolute_url(),
                    why="You took part in this request.",
                    due_at=asked.closes_at,
                    tz=asked.request.site.time_zone,
                )
