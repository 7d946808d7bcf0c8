"""Quarters of a calendar year."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from foundation.calendars.months import last_day_of, months_after

SLUG = re.compile(r"(20[0-9]{2})-q([1-4])")
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """Three months of a calendar year: number 1 begins in January."""

    year: int
    number: int

    @classmethod
    def named(cls, slug: str) -> Self | None:
        """Return the quarter of a slug such as ``2026-q3``; None if there is none."""
        found = SLUG.fullmatch(slug)
        return cls(int(found[1]), int(found[2])) if found else None

    @classmethod
    def holding(cls, day: date) -> Self:
        """Return the quarter that a day is in."""
        return cls(day.year, (day.month - 1) // 3 + 1)

    @property
    def slug(self) -> str:
        """The quarter in an address: ``2026-q3``."""
        return f"{self.year}-q{self.number}"

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.number * 3 - 2, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return last_day_of(self.first, 3)

    @property
    def months(self) -> tuple[date, ...]:
        """The first days of its months."""
        return tuple(months_after(self.first, at) for at in range(3))

    @property
    def before(self) -> Self:
        """The quarter before it."""
        return type(self).holding(self.first - ONE_DAY)

    @property
    def after(self) -> Self:
        """The quarter after it."""
        return type(self).holding(self.last + ONE_DAY)

    def __str__(self) -> str:
        return f"{self.first:%B} to {self.last:%B} {self.year}"
