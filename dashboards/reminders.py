"""Reminders of reports that are due and not frozen."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from django.urls import reverse

from dashboards.enums import Period, ReportKind
from dashboards.models import Report
from dashboards.policies.reports import AHEAD, awaited, can_freeze
from foundation.accounts.actors import Actor
from foundation.accounts.models import User
from foundation.accounts.roles import PROGRAM_MANAGER
from foundation.calendars.business_time import closing
from foundation.calendars.days import OFFICIAL_ZONE
from foundation.notifications.gate import declare
from foundation.notifications.notices import Due
from foundation.notifications.reminders import Reminder

# The last notice before a report is due; the first is when it can be awaited.
LAST_CALL = 5


def _is_due(actor: Actor, thing: str) -> bool:
    period = Period.named(thing)
    if period is None or not can_freeze(actor):
        return False
    return not Report.objects.is_frozen(period)


UNFROZEN = declare("report-is-due", _is_due)


class _ReportDue(Reminder):
    """A report is due soon and not frozen: Program Managers are notified."""

    kind: ReportKind

    def due(self, now: datetime) -> Iterator[Due]:
        """Yield a notice for the latest step reached, until the report is frozen."""
        zone = ZoneInfo(OFFICIAL_ZONE)
        today = now.astimezone(zone).date()
        period = awaited(self.kind, today)
        if period is None or Report.objects.is_frozen(period):
            return
        left = (period.due_on - today).days
        step = str(LAST_CALL if left <= LAST_CALL else AHEAD[self.kind].days)
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


class QuarterlyHighlights(_ReportDue):
    """A quarter is over, and its highlights are not frozen."""

    slug = "quarterly-highlights"
    kind = ReportKind.QUARTERLY
