"""A grant closes, a committee has no meeting ahead, and a meeting is a week ahead."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.urls import reverse

from foundation.notifications.models import ReminderDays
from foundation.notifications.notices import Due
from foundation.notifications.reminders import Reminder
from foundation.notifications.schedules import Schedule
from foundation.notifications.schedules import declare as declare_days
from grants.actions.gates import OPEN, SCHEDULED, TEAM, UNSCHEDULED
from grants.models import CommitteeMeeting, Opportunity
from grants.querysets.committees import idle_until
from grants.querysets.opportunities import keepers_of, sites_to_tell
from sites.models import Site

WINDOW_DAYS = declare_days(
    Schedule(
        slug="grant-window",
        default=(7, 21, 45),
        meaning="Days before applications for a grant close.",
        steps=5,
    )
)
AHEAD_DAYS = declare_days(
    Schedule(
        slug="grant-committee-ahead",
        default=(7,),
        meaning="Days before a grant committee meets.",
        steps=1,
    )
)
IDLE_DAYS = declare_days(
    Schedule(
        slug="grant-committee-idle",
        default=(14,),
        meaning="Days after a grant committee's last meeting, or after it was set up.",
        steps=1,
    )
)
# A reminder that was missed this long is not sent any more.
OVER_AFTER = timedelta(days=60)


class GrantWindow(Reminder):
    """A grant closes in 45 days, and again in 21 and 7 (settings)."""

    slug = "grant-window"

    def due(self, now: datetime) -> Iterator[Due]:
        """Yield notices for the sites that may still apply, for the latest step reached."""
        steps = ReminderDays.objects.of(WINDOW_DAYS)
        last = now + timedelta(days=steps[-1])
        for found in Opportunity.objects.closing_between(now, last):
            left = found.closes_at - now
            step = next(days for days in steps if left <= timedelta(days=days))
            for site in Site.objects.filter(pk__in=sites_to_tell(found)):
                yield Due(
                    key=f"{found.pk}:{site.pk}:{found.closes_at:%Y-%m-%d}",
                    step=str(step),
                    recipients=keepers_of(site.pk, now),
                    gate=OPEN(f"{site.pk}:{found.pk}"),
                    number=f"Grants of {site.name}",
                    action="decide on a closing grant",
                    url=reverse("grants:detail", args=[found.pk]),
                    why=TEAM,
                    due_at=found.closes_at,
                    tz=found.time_zone,
                )


class GrantCommitteeAhead(Reminder):
    """A grant committee meets in seven days (a setting)."""

    slug = "grant-committee-ahead"

    def due(self, now: datetime) -> Iterator[Due]:
        """Yield notices of scheduled meetings in these days ahead."""
        [days] = ReminderDays.objects.of(AHEAD_DAYS)
        last = now + timedelta(days=days)
        found = CommitteeMeeting.objects.scheduled().starting_between(now, last)
        for meeting in found.for_change():
            site = meeting.site
            yield Due(
                key=f"{meeting.pk}:{meeting.starts_at:%Y-%m-%d}",
                recipients=keepers_of(site.pk, now),
                gate=SCHEDULED(f"{site.pk}:{meeting.pk}"),
                number=f"Grants of {site.name}",
                action="get ready for the grant committee's meeting",
                url=reverse("grants:committee", args=[site.slug]),
                why=TEAM,
                due_at=meeting.starts_at,
                tz=site.time_zone,
            )


class GrantCommitteeIdle(Reminder):
    """A grant committee has had no meeting ahead for two weeks (a setting)."""

    slug = "grant-committee-idle"

    def due(self, now: datetime) -> Iterator[Due]:
        """Yield notices of active committees whose last meeting, or start, was so long ago."""
        [days] = ReminderDays.objects.of(IDLE_DAYS)
        idle = timedelta(days=days)
        for committee in idle_until(now - idle):
            since = committee.idle_since
            if now > since + idle + OVER_AFTER:
                continue
            site = committee.site
            yield Due(
                key=f"{committee.pk}:{since:%Y-%m-%d}",
                recipients=keepers_of(site.pk, now),
                gate=UNSCHEDULED(f"{site.pk}:{committee.pk}"),
                number=f"Grants of {site.name}",
                action="schedule the grant committee's next meeting",
                url=reverse("grants:committee", args=[site.slug]),
                why=TEAM,
            )
