"""A meeting of a community is a week or a day ahead."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.urls import reverse

from communities.actions.gates import BELONGS, MEMBER
from communities.models import Meeting
from communities.querysets.communities import people_of
from foundation.calendars.days import OFFICIAL_ZONE
from foundation.notifications.models import ReminderDays
from foundation.notifications.notices import Due
from foundation.notifications.reminders import Reminder
from foundation.notifications.schedules import Schedule
from foundation.notifications.schedules import declare as declare_days

AHEAD_DAYS = declare_days(
    Schedule(
        slug="community-meeting",
        default=(1, 7),
        meaning="Days before a community meets.",
        steps=5,
    )
)


class MeetingAhead(Reminder):
    """A meeting takes place in a week, and again in a day (settings)."""

    slug = "community-meeting"

    def due(self, now: datetime) -> Iterator[Due]:
        """Yield notices of meetings that take place, for the latest step reached."""
        steps = ReminderDays.objects.of(AHEAD_DAYS)
        found = Meeting.objects.taking_place().select_related("community")
        for meeting in found.starting_between(now, now + timedelta(days=steps[-1])):
            left = meeting.starts_at - now
            step = next(days for days in steps if left <= timedelta(days=days))
            yield Due(
                key=f"{meeting.pk}:{meeting.starts_at:%Y-%m-%dT%H:%M}",
                step=str(step),
                recipients=people_of(meeting.community_id, now),
                gate=BELONGS(meeting.community_id),
                number=meeting.community.name,
                action="join the meeting",
                url=reverse("communities:meeting", args=[meeting.pk]),
                why=MEMBER,
                due_at=meeting.starts_at,
                tz=OFFICIAL_ZONE,
            )
