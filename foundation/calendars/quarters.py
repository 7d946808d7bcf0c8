"""Quarters and other equal parts of a calendar year."""

import re
from abc import ABC, abstractmethod
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from foundation.calendars.months import last_day_of, months_after

SLUG = re.compile(r"(20[0-9]{2})-q([1-4])")


@dataclass(frozen=True, slots=True, order=True)
class PartOfYear(ABC):
    """One of the equal parts of a calendar year: number 1 begins in January."""

    year: int
    number: int

    @property
    @abstractmethod
    def length(self) -> int:
        """How many months it has."""

    @property
    @abstractmethod
    def letter(self) -> str:
        """What it is called by in an address."""

    @classmethod
    def number_of(cls, day: date, length: int) -> int:
        """Return the number of the part that a day is in, of parts of so many months."""
        return (day.month - 1) // length + 1

    @property
    def slug(self) -> str:
        """The part in an address: ``2026-q3``."""
        return f"{self.year}-{self.letter}{self.number}"

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, (self.number - 1) * self.length + 1, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return last_day_of(self.first, self.length)

    @property
    def months(self) -> tuple[date, ...]:
        """The first days of its months."""
        return tuple(months_after(self.first, at) for at in range(self.length))

    @property
    def before(self) -> Self:
        """The part before it."""
        return self._moved(-1)

    @property
    def after(self) -> Self:
        """The part after it."""
        return self._moved(1)

    def _moved(self, by: int) -> Self:
        each = 12 // self.length
        year, number = divmod(self.year * each + self.number - 1 + by, each)
        return replace(self, year=year, number=number + 1)


@dataclass(frozen=True, slots=True, order=True)
class Quarter(PartOfYear):
    """Three months of a calendar year."""

    @classmethod
    def named(cls, slug: str) -> Self | None:
        """Return the quarter of a slug such as ``2026-q3``; None if there is none."""
        found = SLUG.fullmatch(slug)
        return cls(int(found[1]), int(found[2])) if found else None

    @classmethod
    def holding(cls, day: date) -> Self:
        """Return the quarter that a day is in."""
        return cls(day.year, cls.number_of(day, 3))

    @property
    def length(self) -> int:
        """Three months."""
        return 3

    @property
    def letter(self) -> str:
        """As in ``2026-q3``."""
        return "q"

    def __str__(self) -> str:
        return f"{self.first:%B} to {self.last:%B} {self.year}"
