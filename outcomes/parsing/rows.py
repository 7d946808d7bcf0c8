"""Check one row: whose it is, of when, and what it counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from foundation.imports import days
from foundation.imports.read import Line, is_error
from outcomes.enums import FigureStatus, Measure
from outcomes.parsing import numbers, periods, places
from outcomes.parsing.figures import Entry, Named, Row
from outcomes.parsing.headings import CLEARED, measure_of
from outcomes.parsing.periods import Period
from outcomes.parsing.tables import Header


class Wrong(Exception):
    """Why a row can't be imported; the sentence is for the person who uploaded the file."""


class Skipped(Exception):
    """Why a row is left out: it isn't a row of one agency."""


@dataclass(frozen=True, slots=True)
class Ways:
    """How the rows of one file are read.

    Attributes:
        header: its columns.
        states: that exist.
        state: of rows that name none, or "".
        year: of rows that name none.
        measure: of counts whose column names none.
        day_first: whether days such as 1/2/2024 begin with the day.
        paths: columns without a name that hold folders, one of which is a state.
    """

    header: Header
    states: places.States
    state: str
    year: int | None
    measure: str
    day_first: bool
    paths: tuple[int, ...]


class When(NamedTuple):
    """What a row says of its time; what its columns say comes on top."""

    year: int | None
    month: int | None
    through: date | None


def row_of(line: Line, ways: Ways, notes: list[str]) -> Row:
    """Return the row that a line is.

    Arguments:
        line: of the table.
        ways: how the file is read.
        notes: gets what is worth a look.

    Raises:
        Wrong: when it can't be imported.
        Skipped: when it isn't a row of one agency.
    """
    cells = line.cells
    if any(cells[len(ways.header.names) :]):
        raise Wrong(
            "The row has more cells than the header. If a cell contains a comma, put quotation marks around it."
        )
    agency = _agency(cells, ways, notes)
    when = _when(cells, ways, notes)
    entries = _entries(cells, ways, when, notes)
    if not entries:
        raise Wrong("The row has no counts.")
    row = Row(line.number, agency, entries)
    _add_facts(row, cells, ways, notes)
    _compare(entries, notes)
    return row


def cell(cells: Sequence[str], at: int | None) -> str:
    """Return the cell of a column, or "" where the row is shorter."""
    return cells[at] if at is not None and at < len(cells) else ""


def _said(cells: Sequence[str], ways: Ways, role: str) -> str:
    text = cell(cells, ways.header.place(role))
    if is_error(text):
        raise Wrong(f"The cell of the {role} holds the error {text}. Enter the value itself.")
    return text


def _agency(cells: Sequence[str], ways: Ways, notes: list[str]) -> Named:
    said_ori = _said(cells, ways, "ori")
    ori = places.ori_of(said_ori)
    name = _said(cells, ways, "agency") or _said(cells, ways, "city")
    jurisdiction = _said(cells, ways, "jurisdiction")
    county = places.without_footnote(_said(cells, ways, "county"))
    name = places.without_footnote(name or jurisdiction or (county if not ori else ""))
    state_said = _said(cells, ways, "state")
    _skip_aggregates(cells, ways, name, state_said)
    if said_ori and not ori and said_ori.casefold() not in numbers.BLANKS:
        notes.append(f"“{said_ori[:20]}” isn't an ORI; matched by name, state, and county instead")
    name, behind = ways.states.split(name)
    if not ori and not name:
        raise Wrong("The row names no agency: it has neither an ORI nor a name.")
    if jurisdiction and places.fold(jurisdiction).startswith("federal"):
        return Named(ori, name, places.fold(name), "", "")
    state = _state(cells, ways, ori, behind or ways.states.resolve(jurisdiction), state_said, notes)
    return Named(
        ori, name, places.fold(name), state, "" if county.casefold() in numbers.BLANKS else county
    )


def _skip_aggregates(cells: Sequence[str], ways: Ways, name: str, state: str) -> None:
    many = numbers.count(_said(cells, ways, "agencies")).value or 1
    if many > 1 or places.is_aggregate(name) or places.is_aggregate(state):
        raise Skipped(f"“{name[:60] or state[:60]}” is many agencies together")


def _state(
    cells: Sequence[str], ways: Ways, ori: str, behind: str, said: str, notes: list[str]
) -> str:
    """Return the state: by its column, else by what else the row says; never one that doesn't exist."""
    named = ways.states.resolve(said) if said else ""
    of_ori = ways.states.of_ori(ori)
    folders = [ways.states.in_path(cell(cells, at)) for at in ways.paths]
    others = [each for each in (of_ori, behind, *folders) if each]
    if named:
        if of_ori and of_ori != named:
            notes.append(f"the state is {named}, but the ORI is of {of_ori}; the ORI counts")
        return of_ori or named
    is_blank = said.casefold() in numbers.BLANKS
    if len(set(others)) > 1 and not of_ori:
        raise Wrong(f"The row names two states, {' and '.join(sorted(set(others)))}.")
    if others:
        if not is_blank:
            notes.append(
                f"“{said[:40]}” isn't a state; {others[0]} is taken from the rest of the row"
            )
        return others[0]
    if not is_blank:
        raise Wrong(f"“{said[:40]}” isn't a state. Correct its spelling.")
    if ways.state or ori:
        return ways.state
    raise Wrong("The row names no state. Say which one the file is of.")


def _when(cells: Sequence[str], ways: Ways, notes: list[str]) -> When:
    said = _said(cells, ways, "period")
    if said and said.casefold() not in periods.WHOLE_YEAR:
        period = periods.period_of(said, day_first=ways.day_first)
        year = periods.year_of(_said(cells, ways, "year"))
        if period is None and (month := periods.month_of(said)) and (year or ways.year):
            period = Period(year or ways.year or 0, month)
        if period is None:
            raise Wrong(f"“{said[:40]}” isn't a month or a year, such as 2024-01 or Jan 2024.")
        if year and year != period.year:
            raise Wrong(f"The row says {year} and “{said[:40]}”.")
        month = period.month or periods.month_of(_said(cells, ways, "month"))
        return When(period.year, month, period.through)
    year, month = _year_and_month(cells, ways, notes)
    return When(year, month, _as_of(cells, ways, year))


def _year_and_month(
    cells: Sequence[str], ways: Ways, notes: list[str]
) -> tuple[int | None, int | None]:
    year_said, month_said = _said(cells, ways, "year"), _said(cells, ways, "month")
    year, month = periods.year_of(year_said), periods.month_of(month_said)
    if (
        year is None
        and month is None
        and periods.year_of(month_said)
        and periods.month_of(year_said)
    ):
        notes.append("month and year are swapped; they are read the right way round")
        return periods.year_of(month_said), periods.month_of(year_said)
    if year is None and month_said and (both := periods.period_of(month_said)) and both.month:
        year, month = both.year, both.month
    elif month is None and month_said and (both := periods.period_of(month_said)) and both.month:
        if both.year != year:
            raise Wrong(f"The row says {year_said} and “{month_said[:40]}”.")
        month = both.month
    if year is None:
        if year_said and year_said.casefold() not in numbers.BLANKS | numbers.SAID_BLANKS:
            raise Wrong(f"“{year_said[:40]}” isn't a year, such as 2024.")
        has_own = any(column.year or column.ago for column in ways.header.columns)
        if ways.year is None and not has_own:
            raise Wrong("The row doesn't say its year.")
        year = ways.year
    if month is None and month_said and month_said.casefold() not in {"na", *periods.WHOLE_YEAR}:
        if places.is_aggregate(month_said):
            raise Skipped(f"“{month_said[:40]}” is many months together")
        raise Wrong(f"“{month_said[:40]}” isn't a month, such as 1 or Jan.")
    return year, month


def _as_of(cells: Sequence[str], ways: Ways, year: int | None) -> date | None:
    said = _said(cells, ways, "as_of")
    day = days.read(said) if said else None
    return day if day and (year is None or day.year == year) else None


def _entries(cells: Sequence[str], ways: Ways, when: When, notes: list[str]) -> list[Entry]:
    header, entries = ways.header, []
    long = header.place("measure")
    named = ""
    if long is not None:
        said = cell(cells, long)
        named = measure_of(said)
        if not named:
            raise Wrong(f"“{said[:40]}” isn't a measure the portal knows.")
    for at, column in enumerate(header.columns):
        if column.role not in {"count", "value", "cleared"}:
            continue
        measure = column.measure or named or ways.measure or Measure.COUNT
        if column.role == "cleared":
            measure = CLEARED.get(Measure(measure), "")
        if not measure:
            continue
        found = numbers.count(cell(cells, at))
        name = header.names[at]
        if found.wrong:
            raise Wrong(f"{name}: {found.wrong}")
        year = column.year or _years_ago(cells, ways, column.ago) or when.year
        if year is None:
            raise Wrong("The row doesn't say its year.")
        month = column.month or when.month
        through = (
            when.through if month is None and when.through and when.through.year == year else None
        )
        if found.note:
            notes.append(
                f"{name} {found.value if found.value is not None else ''}: {found.note}".replace(
                    " :", ":"
                )
            )
        entries.append(Entry(measure, Period(year, month, through), found.status, found.value, at))
    return entries


def _years_ago(cells: Sequence[str], ways: Ways, ago: int) -> int | None:
    if not ago:
        return None
    match = periods.YEAR_AT_END.search(_said(cells, ways, "span"))
    year = int(match[1]) if match else ways.year
    return year + ago if year else None


def _add_facts(row: Row, cells: Sequence[str], ways: Ways, notes: list[str]) -> None:
    months = numbers.count(_said(cells, ways, "months")).value
    monthly = any(entry.period.month for entry in row.entries)
    if months is not None and 0 <= months <= 12 and not monthly:
        row.months = months
        if months < 12:
            notes.append(f"{months} of 12 months: marked as a partial year")
    population = numbers.count(_said(cells, ways, "population")).value
    row.population = population if population and population > 0 else None
    last = next((entry.period.through for entry in row.entries if entry.period.through), None)
    if last and (last.month, last.day) != (12, 31):
        notes.append(f"counted through {last.isoformat()} only: marked as a partial year")


PARTS = (
    Measure.HOMICIDE,
    Measure.RAPE,
    Measure.ROBBERY,
    Measure.AGGRAVATED_ASSAULT,
)


def _compare(entries: Sequence[Entry], notes: list[str]) -> None:
    """Note parts above their whole: they occur, and are imported."""
    by_period: dict[Period, dict[str, int]] = {}
    for entry in entries:
        if entry.status == FigureStatus.REPORTED and entry.value is not None:
            by_period.setdefault(entry.period, {})[entry.measure] = entry.value
    for said in by_period.values():
        for name, value in said.items():
            whole = said.get(name.removesuffix("_cleared"))
            if name.endswith("_cleared") and whole is not None and value > whole:
                notes.append(
                    f"{value} cleared of {whole}: more than there were, imported as published"
                )
        whole = said.get(Measure.VIOLENT_CRIME)
        parts = [said[name] for name in PARTS if name in said]
        if whole is not None and parts and sum(parts) > whole:
            notes.append(
                f"the parts add up to {sum(parts)}, above violent crime's {whole}; imported as published"
            )
