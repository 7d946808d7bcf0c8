"""Reminders of reports that are due and not frozen."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.urls import reverse

from dashboards.enums import Period, ReportKind
from dashboards.models import Report
from dashboards.policies.reports import can_freeze, due
from foundation.accounts.actors import Actor
from foundation.accounts.models import User
from foundation.accounts.roles import PROGRAM_MANAGER
from foundation.calendars.business_time import closing
from foundation.calendars.days import OFFICIAL_ZONE
from foundation.notifications.gate import declare
from foundation.notifications.notices import Due
from foundation.notifications.reminders import Reminder

# PRODUCT section 7: 20 and 5 days before January 30 and July 30.
SEMIANNUAL_DAYS = (5, 20)
# The 15th is 14 days after the first of the month, on which the quarter is over.
QUARTERLY_DAYS = (5, 14)
# A report that is later than this is on the list of reports, and nobody is reminded any more.
FORGOTTEN = timedelta(days=30)


def _is_due(actor: Actor, thing: str) -> bool:
    period = Period.named(thing)
    if period is None or not can_freeze(actor):
        return False
    return not Report.objects.is_frozen(period)


UNFROZEN = declare("report-is-due", _is_due)


class _ReportDue(Reminder):
    """A report is due soon and not frozen: Program Managers are notified."""

    kind: ReportKind
    days: tuple[int, ...]

    def due(self, now: datetime) -> Iterator[Due]:
        """Yield a notice for the latest step reached, until the report is frozen."""
        zone = ZoneInfo(OFFICIAL_ZONE)
        today = now.astimezone(zone).date()
        period = due(self.kind, today)
        left = (period.due_on - today).days
        step = next((str(days) for days in self.days if left <= days), "")
        late = today > period.due_on + FORGOTTEN
        if not step or late or Report.objects.is_frozen(period):
            return
        yield Due(
            key=period.slug,
            step=step,
            recipients=User.objects.open_with_role(PROGRAM_MANAGER.slug),
            gate=UNFROZEN(period.slug),
            number=str(self.kind.label),
            action="freeze the report",
            url=reverse("dashboards:report", args=[period.slug]),
            why="You manage the program.",
            due_at=closing(period.due_on, zone),
            tz=OFFICIAL_ZONE,
        )


class SemiannualReport(_ReportDue):
    """The semi-annual TTA report is due on January 30 or July 30."""

    slug = "semi-annual-report"
    kind = ReportKind.SEMIANNUAL
    days = SEMIANNUAL_DAYS


class QuarterlyHighlights(_ReportDue):
    """A quarter is over, and its highlights are not frozen."""

    slug = "quarterly-highlights"
    kind = ReportKind.QUARTERLY
    days = QUARTERLY_DAYS
