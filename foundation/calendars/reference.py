"""The federal days the portal ships: those of the data file, then those by the statute's rules."""

import csv
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from django.db import transaction

from foundation.calendars import holidays
from foundation.calendars.enums import ClosedDayKind
from foundation.calendars.federal import holidays_of
from foundation.calendars.models import ClosedDay

FILE = Path(__file__).parent / "data" / "federal_days.csv"
BY_RULE = range(2031, 2042)
RULE = "5 U.S.C. 6103, computed by rule"


@transaction.atomic
def load(was_edited: Callable[[ClosedDay], bool] = lambda _: False) -> dict[str, int]:
    """Load the shipped days; a second run changes nothing. Days an administrator added are kept.

    Arguments:
        was_edited: tells whether an administrator has changed a day, which then stays as it is.

    Returns:
        How many days are ``shipped``, how many were ``added``, and how many ``changed`` back to the
        shipped text.
    """
    shipped = {day.date: day for day in [*read(), *computed()]}
    known = ClosedDay.objects.in_bulk(list(shipped), field_name="date")
    added = [day for when, day in shipped.items() if when not in known]
    changed = [
        _with_key(day, known[when].pk)
        for when, day in shipped.items()
        if when in known and _facts(known[when]) != _facts(day) and not was_edited(known[when])
    ]
    ClosedDay.objects.bulk_create(added)
    ClosedDay.objects.bulk_update(changed, ["name", "short_name", "kind", "observed_for", "source"])
    holidays.forget()
    if added:
        days = [day.date for day in added]
        holidays.closed_days_changed.send(sender=ClosedDay, added=days, removed={})
    return {"shipped": len(shipped), "added": len(added), "changed": len(changed)}


def read(file: Path = FILE) -> Iterator[ClosedDay]:
    """Yield the days of the data file, each with its source."""
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            when, kept_for = (date.fromisoformat(row[name]) for name in ("date", "observed_for"))
            yield ClosedDay(
                date=when,
                name=row["name"],
                short_name=row["short_name"],
                kind=ClosedDayKind(row["kind"]),
                observed_for=kept_for if kept_for != when else None,
                source=row["source"],
            )


def computed(years: range = BY_RULE) -> Iterator[ClosedDay]:
    """Yield the holidays of later years, by the statute's rules."""
    for holiday in (holiday for year in years for holiday in holidays_of(year)):
        yield ClosedDay(
            date=holiday.observed,
            name=holiday.name,
            short_name=holiday.short,
            kind=ClosedDayKind.HOLIDAY,
            observed_for=holiday.day if holiday.day != holiday.observed else None,
            source=RULE,
        )


def _facts(day: ClosedDay) -> tuple[object, ...]:
    return (day.name, day.short_name, day.kind, day.observed_for, day.source)


def _with_key(day: ClosedDay, key: int) -> ClosedDay:
    day.pk = key
    return day
