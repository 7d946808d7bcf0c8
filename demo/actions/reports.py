"""The demonstration's reports: one frozen, and one with a restated figure where anything was counted."""

from dashboards.actions import reports
from dashboards.enums import ReportKind
from dashboards.models.reports import current
from dashboards.policies.reports import due
from demo.actions import people
from foundation.accounts.roles import PROGRAM_MANAGER
from foundation.calendars import clock
from foundation.calendars.days import OFFICIAL_ZONE


def freeze_last() -> None:
    """Freeze the two quarters that are over as the Program Manager, and restate a figure of the last one."""
    last = due(ReportKind.QUARTERLY, clock.today(OFFICIAL_ZONE))
    with people.ActingAs(people.staff(PROGRAM_MANAGER.slug)) as by:
        reports.freeze(last.before, by=by)
        report = reports.freeze(last, by=by)
        counted = [(figure, value) for figure, value in current(report, ()).items() if value]
        for figure, value in counted[:1]:
            reports.restate(
                report,
                figure,
                new=value + 1,
                reason="A record was entered after the report was frozen.",
                version=1,
                by=by,
            )
