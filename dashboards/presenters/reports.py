"""Reports as the page and the PDF show them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from dashboards.enums import Period
from dashboards.models import Report, Restatement
from dashboards.models.reports import current
from dashboards.policies import reports as policies
from dashboards.presenters.report_tables import Part, months_of, name_of, parts_of, value_of
from foundation.calendars.days import OFFICIAL_ZONE
from foundation.ui import dates, wording
from foundation.ui.types import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A report of a period, frozen or counted just now.

    Attributes:
        title: its kind and months.
        status: whether it is frozen, by whom and when, in one line.
        parts: the program's figures, and those of demonstration sites if there are any.
        notes: what was restated, with old value and reason, in the order of the notes' numbers.
        facts: its version and days.
    """

    title: str
    status: str
    parts: Sequence[Part]
    notes: Sequence[str]
    facts: Sequence[Fact]


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list of reports."""

    title: str
    href: str
    status: str
    due: str


def title_of(period: Period) -> str:
    """Return the name of a period's report: "Quarterly highlights, July to September 2026"."""
    return f"{period.kind.label}, {months_of(period)}"


def sheet_of(
    period: Period,
    figures: Mapping[str, Any],
    *,
    today: date,
    report: Report | None = None,
    restated: Sequence[Restatement] = (),
) -> Sheet:
    """Show the figures of a period.

    Arguments:
        period: the period.
        figures: its tables, as counted now or as frozen.
        today: the day in the program's zone.
        report: the frozen report; None for a preview.
        restated: its restatements, oldest first.
    """
    values = current(report, restated) if report else {}
    notes = {each.figure: str(each.number) for each in restated}
    return Sheet(
        title=title_of(period),
        status=_status(period, report, restated, today),
        parts=parts_of(period, figures, values, notes),
        notes=[_note(each, figures) for each in restated],
        facts=list(_facts(period, report, restated)),
    )


def listed(periods: Iterable[Period], frozen: Mapping[str, Report], today: date) -> list[Listed]:
    """Show the reports of some periods, with where each is."""
    return [
        Listed(
            title_of(each),
            reverse("dashboards:report", args=[each.slug]),
            _listed_status(each, frozen.get(each.slug), today),
            dates.full_day(each.due_on),
        )
        for each in periods
    ]


def choices_of(report: Report, restated: Iterable[Restatement]) -> list[tuple[str, str]]:
    """Return every figure of a report with its key, for the form that restates one."""
    return [
        (key, f"{name_of(key, report.figures)}: {value_of(value)}")
        for key, value in current(report, restated).items()
    ]


def frozen_message(period: Period) -> str:
    """Return what to say after a report was frozen."""
    return f"{title_of(period)}: frozen. The figures no longer change unless you restate one."


def _listed_status(period: Period, report: Report | None, today: date) -> str:
    if report:
        restated = getattr(report, "restated", 0)
        again = f", {wording.counted(restated, 'figure')} restated" if restated else ""
        return f"Frozen {_day(report)}{again}"
    return "Ready to freeze" if policies.is_over(period, today) else "Period not over yet"


def _status(
    period: Period, report: Report | None, restated: Sequence[Restatement], today: date
) -> str:
    if report is None:
        if policies.is_over(period, today):
            return f"Preview, counted just now. Freeze it by {dates.full_day(period.due_on)}."
        return f"Preview, counted just now. The period ends {dates.full_day(period.last)}."
    figures = len({each.figure for each in restated})
    again = f" {wording.counted(figures, 'figure')} restated since." if restated else ""
    return f"Frozen {_day(report)} by {report.frozen_by.name}.{again}"


def _facts(
    period: Period, report: Report | None, restated: Sequence[Restatement]
) -> Iterable[Fact]:
    yield Fact("Covers", f"{dates.full_day(period.first)} to {dates.full_day(period.last)}")
    yield Fact("Due", dates.full_day(period.due_on))
    if report:
        yield Fact("Version", str(len(restated) + 1))
        zone = dates.zone_of(OFFICIAL_ZONE)
        yield Fact("Frozen", f"{dates.when(report.frozen_at, zone)}, by {report.frozen_by.name}")
    if restated:
        last = restated[-1]
        zone = dates.zone_of(OFFICIAL_ZONE)
        yield Fact("Last restated", f"{dates.when(last.made_at, zone)}, by {last.made_by.name}")


def _day(report: Report) -> str:
    return dates.full_day(report.frozen_at.astimezone(dates.zone_of(OFFICIAL_ZONE)).date())


def _note(restated: Restatement, figures: Mapping[str, Any]) -> str:
    day = restated.made_at.astimezone(dates.zone_of(OFFICIAL_ZONE)).date()
    return (
        f"{name_of(restated.figure, figures)}: {value_of(restated.new_value)}, was "
        f"{value_of(restated.old_value)}. {restated.reason} ({restated.made_by.name}, "
        f"{dates.full_day(day)})"
    )
