"""Tables that are read as a whole: their columns, the order asked for, and the headings that change it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from foundation.ui.types import Heading

Row = TypeVar("Row")
TURNED = "-last"


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """A column that sorts its table.

    Attributes:
        name: its name in the URL; empty for the table's usual order.
        label: its heading.
        key: what a row is sorted by; a row with None comes last, either way around.
        falls: whether the largest comes first.
    """

    name: str
    label: str
    key: Callable[[Row], Any] | None = None
    falls: bool = False


@dataclass(frozen=True, slots=True)
class Sorting(Generic[Row]):
    """The order of a table: its columns, and the order asked for; an unknown one is the usual order."""

    columns: Sequence[Column[Row]]
    asked: str

    @property
    def column(self) -> Column[Row] | None:
        """Return the column the table is sorted by; None for the usual order."""
        name = self.asked.removesuffix(TURNED)
        return next((each for each in self.columns if each.name == name and each.key), None)

    @property
    def is_turned(self) -> bool:
        """Whether the order is the other way around."""
        return self.asked.endswith(TURNED)

    def applied(self, rows: Iterable[Row]) -> list[Row]:
        """Return the rows in this order; rows that are alike keep their order."""
        found, column = list(rows), self.column
        if column is None or column.key is None:
            return found
        keyed = [(column.key(row), row) for row in found]
        filled = [pair for pair in keyed if pair[0] is not None]
        filled.sort(key=lambda pair: pair[0], reverse=column.falls != self.is_turned)
        return [row for _, row in filled] + [row for key, row in keyed if key is None]

    def headings(self, address: Callable[[str], str]) -> list[Heading]:
        """Return the columns' headings; the one in use turns the order around.

        Arguments:
            address: returns the URL of the table in an order.
        """
        return [self._heading(column, address) for column in self.columns]

    def _heading(self, column: Column[Row], address: Callable[[str], str]) -> Heading:
        if column is not self.column:
            return Heading(column.label, address(column.name))
        turned = column.name if self.is_turned else f"{column.name}{TURNED}"
        way = "descending" if column.falls != self.is_turned else "ascending"
        return Heading(column.label, address(turned), way)
