"""The reminder of a resource whose review nears or is past due."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.urls import reverse

from foundation.calendars import clock
from foundation.calendars.business_time import closing
from foundation.calendars.days import OFFICIAL_ZONE
from foundation.notifications.models import ReminderDays
from foundation.notifications.notices import Due
from foundation.notifications.reminders import Reminder
from foundation.notifications.schedules import Schedule, before_or_after
from foundation.notifications.schedules import declare as declare_days
from library.actions.gates import OWNER, TO_REVIEW
from library.models import Resource

REVIEW_DAYS = declare_days(
    Schedule(
        slug="resource-review",
        default=(-30, 0, 30),
        meaning="Days after the review date; negative before it.",
        least=-90,
        most=180,
        steps=5,
    )
)


class ResourceReview(Reminder):
    """A resource is to be reviewed in 30 days, today, or 30 days ago (settings): its owner is notified."""

    slug = "resource-review"

    def due(self, now: datetime) -> Iterator[Due]:
        """Yield one notice for each resource whose review nears or is past due, for the latest step reached."""
        steps = before_or_after(ReminderDays.objects.of(REVIEW_DAYS))
        today = clock.today(OFFICIAL_ZONE)
        first = min(days for _, days in steps)
        for found in Resource.objects.due_by(today - timedelta(days=first)):
            since = (today - found.review_by).days
            step = next(name for name, days in steps if since >= days)
            yield Due(
                key=f"{found.pk}:{found.review_by}",
                step=step,
                recipients=[found.owner_id],
                gate=TO_REVIEW(f"{found.pk}|{found.review_by}"),
                number=found.handle,
                action="review a resource that you own",
                url=reverse("library:review", args=[found.slug]),
                why=OWNER,
                due_at=closing(found.review_by, ZoneInfo(OFFICIAL_ZONE)),
                tz=OFFICIAL_ZONE,
                site_id=found.site_id,
            )
