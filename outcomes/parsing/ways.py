"""How the rows of one file are read, and why a row isn't."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from foundation.imports.read import is_error
from outcomes.parsing import places
from outcomes.parsing.tables import Header
from outcomes.parsing.titles import Part


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
        part: of a year that yearly counts cover, as titles say.
        unclear: why the column of periods can't be read, or "".
        no_counts: why the numbers aren't counts, as titles say, or "".
        numbered: names that only their last digits tell apart, which are no footnotes.
        breakdowns: columns that split an agency or a period into parts.
        bounds: columns of the first or last day or month that a row counts.
        agency: of rows without a column that names one, as a title says, or "".
        sent_on: the day the file was sent.
    """

    header: Header
    states: places.States
    state: str
    year: int | None
    measure: str
    day_first: bool
    paths: tuple[int, ...]
    part: Part
    unclear: str
    no_counts: str
    numbered: frozenset[str]
    breakdowns: tuple[int, ...]
    bounds: tuple[int, ...]
    agency: str
    sent_on: date


def cell(cells: Sequence[str], at: int | None) -> str:
    """Return the cell of a column, or "" where the row is shorter."""
    return cells[at] if at is not None and at < len(cells) else ""


def said_of(cells: Sequence[str], ways: Ways, role: str) -> str:
    """Return what a row says in the column of a role.

    Raises:
        Wrong: when the cell holds an error.
    """
    text = cell(cells, ways.header.place(role))
    if is_error(text):
        raise Wrong(f"The cell of the {role} holds the error {text}. Enter the value itself.")
    return text
