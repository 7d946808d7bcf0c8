"""Kinds of program reports, and the periods and tables they have."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Self

from django.db import models

from foundation.calendars.days import ONE_DAY
from foundation.calendars.quarters import PartOfYear

SLUG = re.compile(r"(20[0-9]{2})-([qh])([1-4])")
# The day of the month after a period on which its report is due (PRODUCT section 7 for the half year).
QUARTERLY_DAY, SEMIANNUAL_DAY = 15, 30


class ReportKind(models.TextChoices):
    """The reports that are frozen for a period."""

    QUARTERLY = "q", "Quarterly highlights"
    SEMIANNUAL = "h", "Semi-annual TTA report"


class ReportState(models.TextChoices):
    """The status of the report of a period that is over."""

    DUE = "due", "Not frozen"
    FROZEN = "frozen", "Frozen"


MONTHS = {ReportKind.QUARTERLY: 3, ReportKind.SEMIANNUAL: 6}


@dataclass(frozen=True, slots=True)
class Period(PartOfYear):
    """A quarter or half of a calendar year, in days of the program's own zone."""

    kind: ReportKind

    @classmethod
    def named(cls, slug: str) -> Self | None:
        """Return the period of a slug such as ``2026-q3``; None if there is none."""
        found = SLUG.fullmatch(slug)
        if not found:
            return None
        kind, number = ReportKind(found[2]), int(found[3])
        return cls(int(found[1]), number, kind) if number * MONTHS[kind] <= 12 else None

    @classmethod
    def holding(cls, kind: ReportKind, day: date) -> Self:
        """Return the period of that kind that a day is in."""
        return cls(day.year, cls.number_of(day, MONTHS[kind]), kind)

    @property
    def length(self) -> int:
        """Three months of a quarter, six of a half year."""
        return MONTHS[self.kind]

    @property
    def letter(self) -> str:
        """As in ``2026-q3`` and ``2026-h1``."""
        return self.kind.value

    @property
    def due_on(self) -> date:
        """The day its report is due: January 30 or July 30 for a half year, the 15th for a quarter."""
        day = SEMIANNUAL_DAY if self.kind == ReportKind.SEMIANNUAL else QUARTERLY_DAY
        return (self.last + ONE_DAY).replace(day=day)


# The tables of a report: heading, what a row is, and its columns. The keys name figures in restatements.
TABLES: dict[str, tuple[str, str, dict[str, str]]] = {
    "areas": (
        "Help by core area",
        "Core area",
        {
            "received": "Received",
            "delivered": "Delivered",
            "trained": "People trained",
            "hours": "Hours",
            "open": "Open when counted",
            "recommendations": "Recommendations",
            "goals": "Goals of approved plans",
        },
    ),
    # What names two principles counts under both, so that this table has no total.
    "principles": (
        "Help by DOJ principle",
        "Principle",
        {
            "received": "Requests received",
            "delivered": "Delivered",
            "recommendations": "Recommendations",
            "goals": "Goals of approved plans",
        },
    ),
    "states": ("Requests received, by status", "Status", {"requests": "Requests"}),
    "clocks": (
        "On time",
        "Clock",
        {
            "kept": "Met by the deadline",
            "late": "Met late",
            "overdue": "Past due when counted",
        },
    ),
    "sites": (
        "Work with each site",
        "Site",
        {
            "updates": "Updates",
            "visits": "Visits",
            "delivered": "Delivered",
            "hours": "Hours",
            "commitments": "Commitments done",
        },
    ),
}
# Figures of demonstration sites are in tables of their own, whose names begin so.
DEMO = "demo-"


def table_of(name: str) -> tuple[str, str, dict[str, str]]:
    """Return the heading, row name, and columns of a table: the program's, or demonstration sites' own."""
    return TABLES[name.removeprefix(DEMO)]
