"""Reports as the page and the PDF show them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse

from dashboards.enums import DEMO, TABLES, Period, table_of
from dashboards.models import Report, Restatement
from dashboards.models.reports import values_of
from dashboards.policies import reports as policies
from dashboards.presenters.report_tables import (
    Part,
    months_of,
    name_of,
    number_of,
    parts_of,
    value_of,
    whose,
)
from dashboards.querysets.reports import Found
from foundation.calendars.days import OFFICIAL_ZONE
from foundation.exports.registry import Cell as ExportCell
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
        following: the months of the next report, with its page once they begin, and the day it is due.
    """

    title: str
    status: str
    parts: Sequence[Part]
    notes: Sequence[str]
    facts: Sequence[Fact]
    following: Sequence[Fact]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureLine:
    """One figure of a report, apart from its table.

    Attributes:
        key: how restatements name it: table, row, and column.
        whose: whose figures the table has, in words.
        table: the heading of its table.
        row: the core area, status, or site it is about.
        column: what was counted.
        value: as restated last.
        frozen: as it was when the report was frozen; None in a preview.
        reason: why it was restated last; empty if it wasn't.
    """

    key: str
    whose: str
    table: str
    row: str
    column: str
    value: Decimal
    frozen: Decimal | None
    reason: str


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


def sheet_of(found: Found, *, today: date) -> Sheet:
    """Show the report of a period, frozen or counted just now.

    Arguments:
        found: its figures and restatements.
        today: the day in the program's zone.
    """
    notes = {each.figure: str(each.number) for each in found.restated}
    return Sheet(
        title=title_of(found.period),
        status=_status(found, today),
        parts=parts_of(
            found.period,
            found.figures,
            found.values,
            notes,
            found.before if policies.is_over(found.period, today) else None,
            found.changes,
        ),
        notes=[_note(each, found.figures) for each in found.restated],
        facts=list(_facts(found)),
        following=_following(found.period.after, today),
    )


def figures_in(found: Found) -> list[FigureLine]:
    """Return every figure of a report, restated ones with their newest value and why."""
    frozen = values_of(found.figures) if found.report else {}
    reasons = {each.figure: each.reason for each in found.restated}
    names = {
        f"{table}/{row['slug']}": row["name"]
        for table, rows in found.figures.items()
        for row in rows
    }
    lines = []
    for key, value in found.values.items():
        name, _, column = key.rpartition("/")
        table = key.split("/")[0]
        heading, _, columns = table_of(table)
        lines.append(
            FigureLine(
                key=key,
                whose=whose(table, found.figures),
                table=heading,
                row=names[name],
                column=columns[column],
                value=value,
                frozen=frozen.get(key),
                reason=reasons.get(key, ""),
            )
        )
    return lines


def cells_of(found: Found, *, today: date) -> list[Sequence[ExportCell]]:
    """Show each figure of a report as a row of an export, with what it was when it was frozen."""
    title, status = title_of(found.period), _status(found, today)
    return [
        (
            title,
            status,
            each.whose,
            each.table,
            each.row,
            each.column,
            number_of(each.value),
            None if each.frozen is None else number_of(each.frozen),
            each.reason,
        )
        for each in figures_in(found)
    ]


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


def choices_of(found: Found) -> list[tuple[str, str]]:
    """Return every figure of a report with its key, for the form that restates one, in the order of its tables.

    The database keeps the figures of a row by the length of their names.
    """
    values = found.values
    keys = (
        f"{table}/{row['slug']}/{column}"
        for name in TABLES
        for table in (name, f"{DEMO}{name}")
        for row in found.figures.get(table, ())
        for column in TABLES[name][2]
    )
    return [
        (key, f"{name_of(key, found.figures)}: {value_of(values[key])}")
        for key in keys
        if key in values
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


def _status(found: Found, today: date) -> str:
    period, report = found.period, found.report
    if report is None:
        if policies.is_over(period, today):
            due = dates.full_day(period.due_on)
            todo = f"Freeze it by {due}." if today <= period.due_on else f"It was due {due}."
            return f"Preview, counted just now. {todo}"
        return f"Preview, counted just now. The period ends {dates.full_day(period.last)}."
    figures = len({each.figure for each in found.restated})
    again = f" {wording.counted(figures, 'figure')} restated since." if figures else ""
    return f"Frozen {_day(report)} by {report.frozen_by.name}.{again}"


def _facts(found: Found) -> Iterable[Fact]:
    period, report = found.period, found.report
    yield Fact("Covers", f"{dates.full_day(period.first)} to {dates.full_day(period.last)}")
    yield Fact("Due", dates.full_day(period.due_on))
    zone = dates.zone_of(OFFICIAL_ZONE)
    if report:
        yield Fact("Version", str(found.version))
        yield Fact("Frozen", f"{dates.when(report.frozen_at, zone)}, by {report.frozen_by.name}")
    if found.restated:
        last = found.restated[-1]
        yield Fact("Last restated", f"{dates.when(last.made_at, zone)}, by {last.made_by.name}")


def _following(period: Period, today: date) -> list[Fact]:
    """Show the next report; it has no page before its period begins."""
    begun = policies.is_reported(period, today)
    page = reverse("dashboards:report", args=[period.slug]) if begun else ""
    return [
        Fact("Covers", months_of(period), page),
        Fact("Due", dates.full_day(period.due_on)),
    ]


def _day(report: Report) -> str:
    return dates.full_day(report.frozen_at.astimezone(dates.zone_of(OFFICIAL_ZONE)).date())


def _note(restated: Restatement, figures: Mapping[str, Any]) -> str:
    day = restated.made_at.astimezone(dates.zone_of(OFFICIAL_ZONE)).date()
    return (
        f"{name_of(restated.figure, figures)}: {value_of(restated.new_value)}, was "
        f"{value_of(restated.old_value)}. {restated.reason} ({restated.made_by.name}, "
        f"{dates.full_day(day)})"
    )
