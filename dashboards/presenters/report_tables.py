"""The tables of a report: the program's, and those of demonstration sites apart."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from dashboards.enums import DEMO, TABLES, Period, table_of
from dashboards.presenters.report_changes import ChangeLine, lines_of
from dashboards.querysets.report_changes import Change
from dashboards.querysets.reports import Found
from foundation.ui import dates, wording

NO_FEDERAL = "Federal-only items aren't counted."
MADE_UP = (
    "These sites, people, and requests are made up. None of these figures is in the program's."
)
NOT_COUNTED = "Not counted"  # by a report frozen before the column was introduced
# What names two principles counts under both.
WITHOUT_TOTAL = {"principles"}
# What is compared with the period before: its table and column, and its words for one and for others.
COMPARED = (
    ("areas", "received", "request", "requests"),
    ("areas", "delivered", "delivery", "deliveries"),
    ("sites", "updates", "update", "updates"),
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
        changes: what sites measured and someone verified, against the number before.
    """

    heading: str
    about: str
    lead: str
    tables: Sequence[Table]
    changes: Sequence[ChangeLine]


def parts_of(
    period: Period,
    figures: Mapping[str, Any],
    values: Mapping[str, Decimal],
    notes: Mapping[str, str],
    before: Found | None = None,
    changes: Sequence[Change] = (),
) -> list[Part]:
    """Show the program's tables, and those of demonstration sites where anything was logged.

    Arguments:
        period: the period.
        figures: its tables, as counted now or as frozen.
        values: each figure by its key, as restated; empty for a preview.
        notes: the number of the note about a figure, by its key.
        before: the frozen figures of the period before; None without any to compare with.
        changes: what changed at the sites.
    """
    months = months_of(period)
    tables = [_table(name, rows, values, notes) for name, rows in _of(figures, "")]
    about = "" if is_apart(figures) else MIXED
    lead = _lead(tables, months) + _compared(figures, values, before, "")
    parts = [Part("", about, lead, _if_any(tables), lines_of(changes, is_demo=False))]
    made_up = [_table(name, rows, values, notes) for name, rows in _of(figures, DEMO)]
    at_demo = lines_of(changes, is_demo=True)
    if _if_any(made_up) or at_demo:
        lead = _lead(made_up, months) + _compared(figures, values, before, DEMO)
        parts.append(Part("Demonstration sites", MADE_UP, lead, _if_any(made_up), at_demo))
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


def number_of(value: Decimal) -> float | int:
    """Return a figure as a cell of a file: 2 rather than 2.0, and 19.5."""
    return int(value) if value == value.to_integral_value() else float(value)


def _table(
    name: str, rows: Iterable[Any], values: Mapping[str, Decimal], notes: Mapping[str, str]
) -> Table:
    heading, of, columns = table_of(name)
    shown: list[Row] = []
    totals: dict[str, Decimal | None] = dict.fromkeys(columns)
    for row in rows:
        cells = []
        for column, label in columns.items():
            key = f"{name}/{row['slug']}/{column}"
            value = values.get(key)
            if value is None and column in row["figures"]:
                value = Decimal(str(row["figures"][column]))
            if value is not None:
                totals[column] = (totals[column] or Decimal(0)) + value
            cells.append(Cell(label, _shown(value), notes.get(key, "")))
        shown.append(Row(row["name"], cells))
    total = [Cell(columns[column], _shown(value), "") for column, value in totals.items()]
    adds_up = len(shown) > 1 and name.removeprefix(DEMO) not in WITHOUT_TOTAL
    return Table(heading, of, list(columns.values()), shown, Row("All", total) if adds_up else None)


def _of(figures: Mapping[str, Any], whose: str) -> list[tuple[str, Any]]:
    """Return the tables that a report has, in order; one frozen before a table was introduced hasn't it."""
    names = [f"{whose}{name}" for name in TABLES]
    return [(name, figures[name]) for name in names if name in figures]


def _shown(value: Decimal | None) -> str:
    return NOT_COUNTED if value is None else value_of(value)


def _if_any(tables: Sequence[Table]) -> Sequence[Table]:
    return tables if any(table.rows for table in tables) else ()


def _lead(tables: Sequence[Table], months: str) -> str:
    if not tables:
        return NO_FEDERAL
    areas, sites = tables[0], tables[-1]
    received, delivered = _total(areas, 0), _total(areas, 1)
    return (
        f"From {months}, sites sent {wording.counted(received, 'request')}, "
        f"{wording.counted(delivered, 'delivery was', 'deliveries were')} confirmed, and "
        f"{wording.counted(_total(sites, 0), 'update')} were logged"
        f" ({wording.counted(_total(sites, 1), 'visit')}). {NO_FEDERAL}"
    )


def _compared(
    figures: Mapping[str, Any], values: Mapping[str, Decimal], before: Found | None, whose: str
) -> str:
    """Say how the totals differ from the period before; nothing where the two weren't counted alike."""
    if before is None or is_apart(figures) != is_apart(before.figures):
        return ""
    said = []
    for table, column, one, many in COMPARED:
        old, new = (
            sum(
                int(value)
                for key, value in each.items()
                if key.startswith(f"{whose}{table}/") and key.endswith(f"/{column}")
            )
            for each in (before.values, values)
        )
        said.append(f"{_more(new - old)} {wording.agree(abs(new - old), one, many)}")
    return f" Compared with {months_of(before.period)}: {', '.join(said)}."


def _more(difference: int) -> str:
    if not difference:
        return "the same number of"
    return f"{abs(difference)} {'more' if difference > 0 else 'fewer'}"


def _total(table: Table, column: int) -> int:
    row = table.total or (table.rows[0] if table.rows else None)
    shown = row.cells[column].value if row else NOT_COUNTED
    return 0 if shown == NOT_COUNTED else int(shown.replace(",", ""))
