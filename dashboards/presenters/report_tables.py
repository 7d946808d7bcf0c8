"""The tables of a report: the program's, and those of demonstration sites apart."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from dashboards.enums import DEMO, TABLES, Period, table_of
from foundation.ui import dates, wording

NO_FEDERAL = "Federal-only items aren't counted."
MADE_UP = (
    "These sites, people, and requests are made up. None of these figures is in the program's."
)
# A report that was frozen before this rule has no tables of demonstration sites.
MIXED = (
    "This report was frozen before demonstration sites were counted apart. "
    "Its figures include theirs, if there were any."
)


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure: its column, its value, and the number of the note about it; empty without one."""

    label: str
    value: str
    note: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: a core area, state, or site."""

    name: str
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a report; ``total`` is its last row."""

    heading: str
    of: str
    columns: Sequence[str]
    rows: Sequence[Row]
    total: Row | None


@dataclass(frozen=True, slots=True)
class Part:
    """The program's figures, or those of demonstration sites.

    Attributes:
        heading: whose figures these are; empty for the program's.
        about: what a reader must know about them; may be empty.
        lead: the period in a sentence.
        tables: its tables; none if nothing was logged.
    """

    heading: str
    about: str
    lead: str
    tables: Sequence[Table]


def parts_of(
    period: Period,
    figures: Mapping[str, Any],
    values: Mapping[str, Decimal],
    notes: Mapping[str, str],
) -> list[Part]:
    """Show the program's tables, and those of demonstration sites where anything was logged.

    Arguments:
        period: the period.
        figures: its tables, as counted now or as frozen.
        values: each figure by its key, as restated; empty for a preview.
        notes: the number of the note about a figure, by its key.
    """
    months = months_of(period)
    tables = [_table(name, figures.get(name, ()), values, notes) for name in TABLES]
    about = "" if is_apart(figures) else MIXED
    parts = [Part("", about, _lead(tables, months), _if_any(tables))]
    names = [f"{DEMO}{name}" for name in TABLES]
    made_up = [_table(name, figures.get(name, ()), values, notes) for name in names]
    if _if_any(made_up):
        parts.append(Part("Demonstration sites", MADE_UP, _lead(made_up, months), made_up))
    return parts


def months_of(period: Period) -> str:
    """Return a period in words: "July to September 2026"."""
    first = dates.month(period.first).removesuffix(f" {period.year}")
    return f"{first} to {dates.month(period.last)}"


def is_apart(figures: Mapping[str, Any]) -> bool:
    """Return whether demonstration sites have tables of their own; reports frozen before that rule mix them in."""
    return any(name.startswith(DEMO) for name in figures)


def whose(table: str, figures: Mapping[str, Any]) -> str:
    """Return whose figures a table has, in words; those of an old report may be of both."""
    if table.startswith(DEMO):
        return "Demonstration sites"
    return "Program sites" if is_apart(figures) else "Program and demonstration sites"


def name_of(key: str, figures: Mapping[str, Any]) -> str:
    """Return a figure's name: "Gun Violence, delivered", and whether it is of demonstration sites."""
    table, slug, column = key.split("/")
    name = next((row["name"] for row in figures.get(table, ()) if row["slug"] == slug), slug)
    made_up = " (demonstration sites)" if table.startswith(DEMO) else ""
    return f"{name}, {table_of(table)[2][column].lower()}{made_up}"


def value_of(value: Decimal) -> str:
    """Return a figure as it is shown: "1,234.5"."""
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def _table(
    name: str, rows: Iterable[Any], values: Mapping[str, Decimal], notes: Mapping[str, str]
) -> Table:
    heading, of, columns = table_of(name)
    shown, totals = [], dict.fromkeys(columns, Decimal(0))
    for row in rows:
        cells = []
        for column, label in columns.items():
            key = f"{name}/{row['slug']}/{column}"
            value = values.get(key, Decimal(str(row["figures"].get(column, 0))))
            totals[column] += value
            cells.append(Cell(label, value_of(value), notes.get(key, "")))
        shown.append(Row(row["name"], cells))
    total = [Cell(columns[column], value_of(value), "") for column, value in totals.items()]
    return Table(
        heading, of, list(columns.values()), shown, Row("All", total) if len(shown) > 1 else None
    )


def _if_any(tables: Sequence[Table]) -> Sequence[Table]:
    return tables if any(table.rows for table in tables) else ()


def _lead(tables: Sequence[Table], months: str) -> str:
    areas, _states, sites = tables
    received, delivered = _total(areas, 0), _total(areas, 1)
    return (
        f"From {months}, sites sent {wording.counted(received, 'request')}, "
        f"{wording.counted(delivered, 'delivery was', 'deliveries were')} confirmed, and "
        f"{wording.counted(_total(sites, 0), 'update')} were logged"
        f" ({wording.counted(_total(sites, 1), 'visit')}). {NO_FEDERAL}"
    )


def _total(table: Table, column: int) -> int:
    row = table.total or (table.rows[0] if table.rows else None)
    return int(row.cells[column].value.replace(",", "")) if row else 0
