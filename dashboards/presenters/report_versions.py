"""What differs between two versions of a report, and between a report and what is counted now."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.urls import reverse

from dashboards.enums import DEMO
from dashboards.models import Restatement
from dashboards.models.reports import Figures, values_of
from dashboards.presenters.report_tables import is_apart, name_of, value_of
from dashboards.querysets.reports import Found
from foundation.calendars.days import OFFICIAL_ZONE
from foundation.ui import dates, wording

CENTS = Decimal("0.01")  # as a figure is shown
OF_ITS_DAY = "/open"  # what was open when it was counted is gone
NOT_IN_IT = "Not in the report"
NOTHING = "Not counted"


@dataclass(frozen=True, slots=True)
class Change:
    """One restatement: when and by whom, and why."""

    when: str
    who: str
    reason: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure with two values.

    Attributes:
        key: how restatements name the figure.
        name: the figure in words.
        before: its value in the earlier version, or in the report.
        after: its value in the later version, or counted now.
        changes: the restatements between the two; none for what is counted now.
        href: where it is restated; empty for who can't, and for what the report doesn't have.
    """

    key: str
    name: str
    before: str
    after: str
    changes: Sequence[Change]
    href: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The differences, and the same in a sentence."""

    sentence: str
    rows: Sequence[Difference]


def versions_of(found: Found) -> list[tuple[str, str]]:
    """Return the versions of a frozen report with their days, oldest first, for a form."""
    assert found.report is not None  # noqa: S101 -- tells the type checker: only frozen reports have versions
    frozen = ("1", f"Version 1, frozen {_day(found.report.frozen_at)}")
    later = (
        (str(each.number + 1), f"Version {each.number + 1}, restated {_day(each.made_at)}")
        for each in found.restated
    )
    return [frozen, *later]


def compared(found: Found, first: int, last: int) -> Comparison:
    """Show what differs between two versions of a report.

    Arguments:
        found: the frozen report as it is.
        first: the earlier version.
        last: the later version.
    """
    between: dict[str, list[Restatement]] = defaultdict(list)
    for each in found.restated[first - 1 : last - 1]:
        between[each.figure].append(each)
    before, after = found.at(first).values, found.at(last).values
    rows = [
        Difference(
            key,
            name_of(key, found.figures),
            value_of(before[key]),
            value_of(after[key]),
            [_change(each) for each in made],
            "",
        )
        for key, made in between.items()
    ]
    told = f"{_figures(len(rows))} between version {first} and version {last}."
    return Comparison(told, rows)


def checked(found: Found, counted: Figures, *, can_restate: bool) -> Comparison:
    """Show which figures of a frozen report differ from what is counted now.

    Arguments:
        found: the frozen report as it is.
        counted: the figures of its period, counted just now.
        can_restate: whether the reader may restate figures.
    """
    now = values_of(counted)
    if not is_apart(found.figures):
        now = _together(now)
    named = {
        table: [*rows, *found.figures.get(table, ()), *counted.get(f"{DEMO}{table}", ())]
        for table, rows in counted.items()
    }
    tables = set(found.figures)  # one that was introduced later is no difference
    rows = [
        Difference(
            key,
            name_of(key, named),
            value_of(kept) if kept is not None else NOT_IN_IT,
            value_of(new) if new is not None else NOTHING,
            [],
            _restate(found, key, new or Decimal(0)) if can_restate and kept is not None else "",
        )
        for key, kept, new in _pairs(found.values, now)
        if key.split("/")[0] in tables
        and not key.endswith(OF_ITS_DAY)
        and _rounded(kept) != _rounded(new)
    ]
    return Comparison(f"{_figures(len(rows))} from what is counted now.", rows)


def _pairs(
    kept: dict[str, Decimal], now: dict[str, Decimal]
) -> Iterable[tuple[str, Decimal | None, Decimal | None]]:
    for key in {**kept, **now}:
        yield key, kept.get(key), now.get(key)


def _together(values: dict[str, Decimal]) -> dict[str, Decimal]:
    """Add demonstration sites to the rest, as a report counted that was frozen before they were apart."""
    total: dict[str, Decimal] = defaultdict(Decimal)
    for key, value in values.items():
        total[key.removeprefix(DEMO)] += value
    return total


def _rounded(value: Decimal | None) -> Decimal:
    return (value or Decimal(0)).quantize(CENTS)


def _restate(found: Found, key: str, new: Decimal) -> str:
    query = {"figure": key, "new": str(_rounded(new)).removesuffix(".00")}
    return reverse("dashboards:restate-report", args=[found.period.slug], query=query)


def _figures(count: int) -> str:
    return (
        wording.counted(count, "figure differs", "figures differ") if count else "No figure differs"
    )


def _change(restated: Restatement) -> Change:
    zone = dates.zone_of(OFFICIAL_ZONE)
    return Change(dates.when(restated.made_at, zone), restated.made_by.name, restated.reason)


def _day(instant: datetime) -> str:
    return dates.full_day(instant.astimezone(dates.zone_of(OFFICIAL_ZONE)).date())
