"""The report of a period: as it was frozen, with its restatements, or counted just now."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from dashboards.enums import Period
from dashboards.models import Report, Restatement
from dashboards.models.reports import Figures, values_of
from dashboards.querysets.report_changes import Change, changes_of
from dashboards.querysets.report_counts import counts_of
from dashboards.querysets.report_sheets import Sheet, load_names
from foundation.accounts.actors import Actor


@dataclass(frozen=True, slots=True)
class Found:
    """The report of a period as a reader finds it.

    Attributes:
        period: the period.
        report: the frozen report; None for a preview.
        restated: its restatements, oldest first.
        figures: its tables, as frozen or as counted just now.
        changes: what changed at the sites, as frozen or as read just now.
        before: the frozen report of the period before; None while there is none.
    """

    period: Period
    report: Report | None
    restated: Sequence[Restatement]
    figures: Figures
    changes: Sequence[Change] = ()
    before: "Found | None" = None

    @property
    def version(self) -> int:
        """Its version: 1 when it was frozen, one more for each restatement; 0 for a preview."""
        return len(self.restated) + 1 if self.report else 0

    def at(self, version: int) -> "Found":
        """Return the report as it was in an earlier version, or as it is."""
        return replace(self, restated=self.restated[: version - 1]) if self.report else self

    @property
    def values(self) -> dict[str, Decimal]:
        """Each figure by its key, restated ones with their newest value."""
        return values_of(self.figures) | {each.figure: each.new_value for each in self.restated}


def report_of(period: Period, actor: Actor) -> Found:
    """Find the frozen report of a period with its restatements, or count a preview."""
    frozen = _frozen([period, period.before], actor)
    found = frozen.get(period)
    if found is None:
        counted, changes = figures_of(period, actor), changes_of(period, actor)
        found = Found(period, None, [], counted, changes)
    return replace(found, before=frozen.get(period.before))


def frozen_of(period: Period, actor: Actor) -> Found | None:
    """Find the frozen report of a period with its restatements; None before it is frozen."""
    return _frozen([period], actor).get(period)


def _frozen(periods: Sequence[Period], actor: Actor) -> dict[Period, Found]:
    """Find the frozen reports of some periods with their restatements, in two statements."""
    reports = list(Report.objects.visible_to(actor).of(periods))
    restated = list(Restatement.objects.of_reports(reports)) if reports else []
    return {
        each.span: Found(
            each.span,
            each,
            [row for row in restated if row.report_id == each.pk],
            each.figures,
            each.changes,
        )
        for each in reports
    }


def figures_of(period: Period, actor: Actor) -> Figures:
    """Count what the actor may see of a period, in one statement and the names of sites, core areas, and principles.

    Requests are counted by the day they were submitted, a delivery by the day it was confirmed, both in
    Washington's days; hours and updates by the day that was entered. Demonstration sites are counted in tables
    of their own.
    """
    sheet = Sheet(load_names())
    for counted in counts_of(period, actor):
        sheet.add(counted)
    return sheet.figures()
