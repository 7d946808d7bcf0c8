"""Check one row: whose it is, of when, and what it counts."""

from collections.abc import Sequence
from datetime import date

from foundation.imports.read import Line, Spanning
from outcomes.enums import FigureStatus, Measure
from outcomes.parsing import numbers, periods, places
from outcomes.parsing.figures import Entry, Row, period_said
from outcomes.parsing.headings import CLEARED, Column, measure_of
from outcomes.parsing.owners import agency_of
from outcomes.parsing.periods import Period
from outcomes.parsing.tables import COUNTS
from outcomes.parsing.times import When, when_of
from outcomes.parsing.ways import Ways, Wrong, cell, said_of

# What a column of parts says of the whole.
WHOLE = frozenset({
    "", "count", "counts", "number", "offenses", "incidents", "cases", "victims", "persons", "whole", "entire",
    "agencywide", "agency wide", "department wide", "departmentwide", "both", "both sexes", "full year", "year",
})  # fmt: skip
# What a column nobody reads can say of all the counts of a row.
OTHER_COUNTS = frozenset({
    "arrest", "arrests", "arrestees", "arrested", "unfounded", "attempts", "attempted", "rate", "rates", "percent",
    "percentage", "rate per 100 000", "clearance", "clearances", "cleared", "goal", "target", "projected", "projection",
    "forecast", "average", "cumulative", "ytd", "year to date", "calls for service",
})  # fmt: skip
# Above any country's an agency could serve.
MAX_POPULATION = 1_000_000_000


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
    agency = agency_of(cells, ways, notes)
    _check_breakdowns(cells, ways)
    when = when_of(cells, ways, notes)
    entries = _entries(cells, ways, when, notes)
    if not entries:
        raise Wrong("The row has no counts. Say under Change columns which columns hold them.")
    others = tuple(cell(cells, at) for at in ways.header.others)
    row = Row(line.number, agency, entries, others=others)
    _add_facts(row, cells, ways, notes)
    _compare(entries, notes)
    return row


def _check_breakdowns(cells: Sequence[str], ways: Ways) -> None:
    """Refuse a row of a part: many of them would count as the whole agency or period each.

    Raises:
        Wrong: when the row is of a district, a week, or another part.
    """
    if ways.no_counts:
        raise Wrong(ways.no_counts)
    for at in ways.breakdowns:
        said = cell(cells, at)
        folded = places.fold(said)
        if folded in WHOLE or said.casefold() in numbers.BLANKS or folded.startswith("all "):
            continue
        if not places.is_aggregate(said):
            raise Wrong(
                f"“{ways.header.names[at]}” is “{said[:40]}”, so the row counts only a part. "
                "Import rows of whole agencies, and of whole months or years."
            )
    for at in ways.header.others:
        if places.fold(said := cell(cells, at)) in OTHER_COUNTS:
            raise Wrong(
                f"“{ways.header.names[at]}” is “{said[:40]}”, so the row doesn't count offenses. "
                "Import rows of reported offenses, and clearances in a column of their own."
            )


def _entries(cells: Sequence[str], ways: Ways, when: When, notes: list[str]) -> list[Entry]:
    header, entries, early = ways.header, [], []
    named = _named(cells, ways)
    for at, column in enumerate(header.columns):
        measure = _measure(column, named, ways)
        if not measure:
            continue
        name = header.names[at]
        found = _count(name, cell(cells, at))
        period = _period(name, column, cells, ways, when)
        if why := _too_early(period, found, cells, ways):
            early.append(f"{name} {cell(cells, at)}: {why}")
            continue
        if found.note:
            value = "" if found.value is None else f" {found.value}"
            notes.append(f"{name}{value}: {found.note}")
        entries.append(Entry(measure, period, found.status, found.value, at))
    if early and all(entry.status == FigureStatus.NOT_REPORTED for entry in entries):
        raise Wrong(early[0])
    notes += early
    return entries


def _named(cells: Sequence[str], ways: Ways) -> str:
    """Return the measure that a row names, or "" if no column has it.

    Raises:
        Wrong: when the portal doesn't know it.
    """
    at = ways.header.place("measure")
    if at is None:
        return ""
    said = cell(cells, at)
    if not (named := measure_of(said)):
        raise Wrong(f"“{said[:40]}” isn't a measure the portal knows.")
    return named


def _measure(column: Column, named: str, ways: Ways) -> str:
    """Return what a column of a row counts, or "" if it has no count."""
    if column.role not in COUNTS:
        return ""
    measure = column.measure or named or ways.measure or Measure.COUNT
    return CLEARED.get(Measure(measure), "") if column.role == "cleared" else measure


def _period(name: str, column: Column, cells: Sequence[str], ways: Ways, when: When) -> Period:
    """Return what a count is of: its column's year and month, or the row's.

    Raises:
        Wrong: when nobody can tell.
    """
    year = _year(cells, ways, column, when)
    if year is None:
        raise Wrong(f"{name}: the row doesn't say its year.")
    month = column.month or when.month
    return Period(year, month, None if month else _through(ways, when, year))


def _too_early(period: Period, found: numbers.Count, cells: Sequence[str], ways: Ways) -> str:
    """Return why a count can't be of its whole period, which wasn't over when the file was sent, or ""."""
    if found.status == FigureStatus.NOT_REPORTED or periods.is_over(period, ways.sent_on):
        return ""
    said = period_said(period)
    if period.month or period.through:
        return f"{said} wasn't over when the file was sent, so the count isn't imported."
    months = numbers.count(said_of(cells, ways, "months")).value
    if period.year == ways.sent_on.year and months is not None and months < 12:
        return ""
    return (
        f"{said} wasn't over when the file was sent, so the count isn't imported. "
        "Add a column Counted through with its last day."
    )


def _count(name: str, said: str) -> numbers.Count:
    """Return what the cell of a column says.

    Raises:
        Wrong: when it is no count of this row.
    """
    if isinstance(said, Spanning):
        raise Wrong(f"{name}: the cell is merged over several rows. Write each row's own count.")
    found = numbers.count(said)
    if found.wrong:
        raise Wrong(f"{name}: {found.wrong}")
    return found


def _year(cells: Sequence[str], ways: Ways, column: Column, when: When) -> int | None:
    """Return the year a column counts: its own, or the row's, or one before that."""
    if column.year or not column.ago:
        return column.year or when.year
    match = periods.YEAR_AT_END.search(said_of(cells, ways, "span"))
    year = int(match[1]) if match else when.year
    return year + column.ago if year else None


def _through(ways: Ways, when: When, year: int) -> date | None:
    """Return the last day that a yearly count covers, or None for the whole year.

    Raises:
        Wrong: when a title says a part of the year, and nobody can tell which.
    """
    if when.through:
        return when.through if when.through.year == year else None
    if why := ways.part.unclear(year):
        raise Wrong(why)
    return ways.part.through(year)


def _add_facts(row: Row, cells: Sequence[str], ways: Ways, notes: list[str]) -> None:
    reported = numbers.count(said_of(cells, ways, "months"))
    months = reported.value
    if reported.wrong or not 0 <= (months or 0) <= 12:
        raise Wrong(
            f"“{said_of(cells, ways, 'months')[:40]}” isn't a number of months from 0 to 12."
        )
    monthly = any(entry.period.month for entry in row.entries)
    if months is not None and not monthly:
        row.months = months
        if months < 12:
            notes.append(f"{months} of 12 months: marked as a partial year")
    people = numbers.count(said_of(cells, ways, "population"))
    population = people.value
    if people.wrong:
        notes.append(f"Population: {people.wrong}")
    if population and population > MAX_POPULATION:
        raise Wrong(f"Population: {population:,} is too large. Correct it, or leave it blank.")
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
