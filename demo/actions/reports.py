"""The demonstration's reports: one frozen, one with a restated figure where anything was counted, and a summary that was sent."""

from dashboards.actions import reports, sent_summaries
from dashboards.enums import ReportKind
from dashboards.models.reports import current
from dashboards.policies.reports import due
from demo.actions import people
from foundation.accounts.roles import LIAISON, PROGRAM_MANAGER
from foundation.calendars import clock
from foundation.calendars.days import OFFICIAL_ZONE
from sites.models import Site


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


def send_summary(site: Site) -> None:
    """Send a site's one-page summary to its leadership as the liaison."""
    with people.ActingAs(people.of(site, LIAISON.slug, "liaison")) as by:
        sent_summaries.send(site, by=by)
