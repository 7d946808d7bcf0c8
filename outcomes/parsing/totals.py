"""Add up what was read, for a person to compare with the source."""

from collections.abc import Mapping
from typing import Any

from outcomes.enums import FigureStatus
from outcomes.parsing.figures import Reading

EMPTY = {
    "sum": 0,
    "reported": 0,
    "not_reported": 0,
    "suppressed": 0,
    "errors": 0,
    "part_year_sum": 0,
}
COUNTED = {
    FigureStatus.REPORTED: "reported",
    FigureStatus.NOT_REPORTED: "not_reported",
    FigureStatus.SUPPRESSED: "suppressed",
    FigureStatus.ERROR: "errors",
}


def by_measure(reading: Reading) -> dict[str, dict[str, Any]]:
    """Return sums and numbers of cells of each measure; counts of a part of a year are summed apart."""
    found: dict[str, dict[str, Any]] = {}
    for row in reading.rows:
        for entry in row.entries:
            one = found.get(entry.measure)
            if one is None:
                one = found[entry.measure] = {**EMPTY, "by_year": {}}
            one[COUNTED[entry.status]] += 1
            if entry.value is not None:
                one["part_year_sum" if entry.period.through else "sum"] += entry.value
                years, year = one["by_year"], str(entry.period.year)
                years[year] = years.get(year, 0) + entry.value
    return found


def by_column(reading: Reading) -> list[Mapping[str, Any]]:
    """Return what each column holds, and the sum of those with counts."""
    sums: dict[int, list[int]] = {}
    for row in reading.rows:
        for entry in row.entries:
            one = sums.setdefault(entry.column, [0, 0])
            one[0] += entry.value or 0
            one[1] += entry.status == FigureStatus.NOT_REPORTED
    return [
        {"name": name, "holds": reading.holds[at] or "not imported"}
        | ({"sum": sums[at][0], "not_reported": sums[at][1]} if at in sums else {})
        for at, name in enumerate(reading.names)
    ]
