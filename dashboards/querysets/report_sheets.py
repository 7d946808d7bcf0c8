"""The figures of a report while they are added up."""

from collections import defaultdict

from dashboards.enums import DEMO, TABLES
from dashboards.models.reports import Figures

PRECISION = 6  # decimals of an hour: finer than a minute, so that totals of every table agree


class Sheet:
    """The figures of a report while they are added up."""

    def __init__(self) -> None:
        self._names: dict[tuple[str, str], str] = {}
        self._values: dict[tuple[str, str, str], float] = defaultdict(int)

    def add(self, table: str, slug: str, name: str, column: str, value: float) -> None:
        """Add to one figure, whose row is made when it is first named."""
        if value:
            self._names[table, slug] = name
            self._values[table, slug, column] += value

    def figures(self) -> Figures:
        """Return every table with its rows by name, all columns filled in; demonstration sites' apart."""
        return {
            f"{whose}{table}": [
                {
                    "slug": slug,
                    "name": name,
                    "figures": {
                        column: round(self._values[f"{whose}{table}", slug, column], PRECISION)
                        for column in columns
                    },
                }
                for (of, slug), name in sorted(self._names.items(), key=lambda each: each[1])
                if of == f"{whose}{table}"
            ]
            for whose in ("", DEMO)
            for table, (_, _, columns) in TABLES.items()
        }
