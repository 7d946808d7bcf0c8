"""A visit is a month or a week ahead, and its after-action report is due."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.urls import reverse

from exchanges.actions.gates import AHEAD, REPORT, TEAM
from exchanges.enums import State
from exchanges.models import PeerExchange
from exchanges.querysets.exchanges import KEEPS, people_at
from exchanges.querysets.needs import REPORT_DAYS
from foundation.calendars.days import ZONE_SLACK, end_of
from foundation.notifications.models import ReminderDays
from foundation.notifications.notices import Due
from foundation.notifications.reminders import Reminder
from foundation.notifications.schedules import Schedule
from foundation.notifications.schedules import declare as declare_days
from foundation.ui import dates

AHEAD_DAYS = declare_days(
    Schedule(
        slug="exchange-ahead",
        default=(7, 30),
        meaning="Days before the first day of a peer exchange.",
        steps=5,
    )
)
# A reminder that was missed this long is not sent any more.
OVER_AFTER = timedelta(days=60)


class ExchangeAhead(Reminder):
    """A visit begins in 30 days, and again in 7 (settings)."""

    slug = "exchange-ahead"

    def due(self, now: datetime) -> Iterator[Due]:
        """Yield notices of visits that take place, for the latest step reached in the host's time zone."""
        steps = ReminderDays.objects.of(AHEAD_DAYS)
        found = PeerExchange.objects.in_states(State.ACCEPTED, State.PLANNED).for_page()
        first, last = now.date() - ZONE_SLACK, now.date() + timedelta(days=steps[-1] + 1)
        for exchange in found.starting_between(first, last):
            zone, starts_on = exchange.host.time_zone, exchange.starts_on
            today = now.astimezone(ZoneInfo(zone)).date()
            if starts_on is None or starts_on < today:
                continue
            left = (starts_on - today).days
            step = next((days for days in steps if left <= days), None)
            if step is None:
                continue
            yield Due(
                key=f"{exchange.pk}:{starts_on}",
                step=str(step),
                recipients=people_at(exchange.site_ids, KEEPS, now),
                gate=AHEAD(exchange.pk),
                number=exchange.sites_named,
                action=f"get ready for the visit on {dates.week_day(starts_on)}",
                url=reverse("exchanges:detail", args=[exchange.pk]),
                why=TEAM,
            )


class ExchangeReport(Reminder):
    """A visit was over five days ago (a setting), and both sites haven't agreed on its report."""

    slug = "exchange-report"

    def due(self, now: datetime) -> Iterator[Due]:
        """Yield notices of visits that ended at least so many days ago in the host's time zone."""
        [days] = ReminderDays.objects.of(REPORT_DAYS)
        found = PeerExchange.objects.in_states(State.PLANNED, State.HELD).for_page()
        for exchange in found.ended_by(now.date() - timedelta(days=days - 1)):
            zone, ends_on = exchange.host.time_zone, exchange.ends_on
            if ends_on is None:
                continue
            due_at = end_of(ends_on + timedelta(days=days - 1), zone)
            if not due_at <= now <= due_at + OVER_AFTER:
                continue
            yield Due(
                key=f"{exchange.pk}:{ends_on}",
                recipients=people_at(exchange.site_ids, KEEPS, now),
                gate=REPORT(exchange.pk),
                number=exchange.sites_named,
                action="finish the after-action report",
                url=reverse("exchanges:detail", args=[exchange.pk]),
                why=TEAM,
            )
