"""A summit's report in words: figures, and tables of people, sites, core areas, and sessions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from foundation.exports.registry import Cell
from foundation.ui import dates, wording
from summits.enums import UNANSWERED, Attendance, Registered
from summits.presenters.report_tables import (
    NOT_RECORDED,
    Table,
    is_recorded,
    people_in,
    sums_of,
    tables_of,
)
from summits.querysets.reports import Group, Report


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage:
    """Everything the report shows.

    Attributes:
        lead: how many came, in a sentence.
        notes: what to know before reading the figures.
        whose: who is counted.
    """

    lead: str
    notes: Sequence[str]
    whose: str
    as_of: str
    figures: Sequence[tuple[str, int | str]]
    tables: Sequence[Table]


def page_of(report: Report, *, now: datetime, zone: str) -> ReportPage:
    """Show a summit in numbers, as of a moment in the reader's time zone."""
    return ReportPage(
        lead=_lead(report),
        notes=_notes(report),
        whose="All sites, and people who come for no site" if report.is_whole else "Your sites",
        as_of=dates.when(now, zone),
        figures=_figures(report),
        tables=tables_of(report),
    )


def cells_of(report: Report) -> list[Sequence[Cell]]:
    """Show each figure as a row of an export."""
    summit = report.summit
    name = f"{summit.name} (demonstration)" if summit.is_demo else summit.name
    whose = "All" if report.is_whole else "Your sites"
    figures = [("Figures", label, "People", value) for label, value in _figures(report)]
    rows = [
        (table.heading, row.name, column, value)
        for table in tables_of(report)
        for row in table.rows
        for column, value in row.cells
    ]
    return [(name, whose, *each) for each in chain(figures, rows)]


def _figures(report: Report) -> list[tuple[str, int | str]]:
    groups = report.groups
    sums = sums_of(groups)
    return [
        ("Invitations", people_in([each for each in groups if not each.is_walk_in])),
        ("Registered", sums.confirmed + sums.waiting),
        ("Confirmed", sums.confirmed),
        ("Attended", sums.came if is_recorded(report) else NOT_RECORDED),
        ("Walk-ins", sums.walked_in),
        ("On the wait-list", sums.waiting),
        ("No answer", people_in(groups, *UNANSWERED)),
        ("Declined", people_in(groups, Registered.DECLINED)),
        ("Canceled", people_in(groups, Registered.CANCELED)),
    ]


def _lead(report: Report) -> str:
    if not is_recorded(report):
        confirmed = sums_of(report.groups).confirmed
        return f"{wording.counted(confirmed, 'person is', 'people are')} confirmed."
    sums = sums_of(each for each in report.groups if _is_expected(each))
    if not sums.confirmed:
        return "No one has a confirmed place."
    people = wording.counted(sums.confirmed, "person", "people")
    share = 100 * sums.came // sums.confirmed
    return f"{sums.came} of {people} confirmed in person attended ({share}%)."


def _is_expected(group: Group) -> bool:
    """Return whether people were expected at the door, so that no more of them come than were confirmed."""
    return group.state == Registered.CONFIRMED and group.attendance == Attendance.IN_PERSON


def _notes(report: Report) -> list[str]:
    summit, groups = report.summit, report.groups
    virtual = sums_of([each for each in groups if each.attendance == Attendance.VIRTUAL]).confirmed
    found = []
    if summit.is_virtual:
        found.append("This summit was virtual. Attendance isn't recorded at a door.")
    elif virtual:
        found.append(
            f"{wording.counted(virtual, 'confirmed person', 'confirmed people')} chose to take part virtually. "
            "Attendance is recorded only at the door."
        )
    if not summit.is_virtual and groups and not sums_of(groups).came:
        found.append(
            "No one was checked in."
            if summit.is_over
            else "No check-ins yet. Attendance figures appear once people are checked in."
        )
    if summit.is_demo:
        found.append("This is a demonstration summit: its people and figures are made up.")
    return found
