"""Counts of one source, agency, and measure in order of time, with its gaps."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from outcomes.computing.months import day_of, number_of


@dataclass(frozen=True, slots=True)
class Series:
    """Counts of months, or of years, without a break; None where nothing was reported.

    Attributes:
        first: the number of the first period: a year, or ``year * 12 + month - 1``.
        counts: one for each period.
        per_year: 12 for months, 1 for years.
    """

    first: int
    counts: tuple[int | None, ...]
    per_year: int

    @classmethod
    def of(cls, found: Iterable[tuple[int, int | None]], per_year: int) -> Self:
        """Return the series of numbered counts; a period that isn't among them is a gap."""
        known = dict(found)
        first, last = min(known), max(known)
        return cls(first, tuple(known.get(at) for at in range(first, last + 1)), per_year)

    @property
    def last(self) -> int:
        """The number of the last period."""
        return self.first + len(self.counts) - 1

    def window(self, first: int, periods: int) -> Sequence[int] | None:
        """Return the counts of a window, or None where one of them wasn't reported."""
        start = first - self.first
        if start < 0 or start + periods > len(self.counts):
            return None
        found = [count for count in self.counts[start : start + periods] if count is not None]
        return found if len(found) == periods else None

    def latest(self) -> int | None:
        """Return the first period of the latest year that is whole; None if no year is."""
        starts = range(self.last - self.per_year + 1, self.first - 1, -1)
        return next((at for at in starts if self.window(at, self.per_year)), None)

    def year_before(self, day: date) -> int:
        """Return the first period of the last whole year before the period of a day."""
        return number_of(day, self.per_year) - self.per_year

    def day_of(self, number: int) -> date:
        """Return the first day of a period."""
        return day_of(number, self.per_year)
