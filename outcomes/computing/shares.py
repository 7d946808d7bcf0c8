"""How many homicides were cleared of those counted, with an exact interval."""

from collections.abc import Mapping
from dataclasses import dataclass

from foundation.statistics.intervals import ratio_interval


@dataclass(frozen=True, slots=True)
class Share:
    """Clearances of a year beside its cases. Cases of earlier years are cleared too: the share can be above 100.

    Attributes:
        year: the latest year with both counts, and at least one case.
        low, high: the ends of the 95 % interval, in percent.
    """

    year: int
    cleared: int
    cases: int
    percent: float
    low: float
    high: float


def share_of(cleared: Mapping[int, int | None], cases: Mapping[int, int | None]) -> Share | None:
    """Return the share of the latest year that has both counts, or None if none has."""
    for year in sorted(cleared, reverse=True):
        part, whole = cleared[year], cases.get(year)
        if part is None or not whole or part < 0 or whole < 0:
            continue
        found = ratio_interval(part, whole)
        if found is None or found.high is None:
            continue
        percent = round(100 * part / whole, 1)
        low, high = round(100 * found.low, 1), round(100 * found.high, 1)
        return Share(year, part, whole, percent, low, high)
    return None
