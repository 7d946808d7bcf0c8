"""The years that a publisher has in a yearly file only: drawn beside its months, and never joined to them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from foundation.ui import dates
from outcomes.computing.months import MONTHS
from outcomes.models import Trend
from outcomes.presenters.findings import number


@dataclass(frozen=True, slots=True)
class LaterYears:
    """Years and their counts, with the name of the yearly file; no years where there is none."""

    source: str = ""
    counts: Sequence[tuple[int, int]] = ()


NO_LATER_YEARS = LaterYears()


def later_years_of(trend: Trend, others: Iterable[Trend]) -> LaterYears:
    """Return the years, from the one in which a trend's months end, that they don't have whole.

    Arguments:
        others: the site's trends, of which one may have the same counts by year.
    """
    yearly = next((each for each in others if each.continues(trend)), None)
    if yearly is None:
        return NO_LATER_YEARS
    last = trend.day_of(len(trend.counts) - 1).year
    counts = [
        (year, count)
        for at, count in enumerate(yearly.counts)
        if count is not None and (year := yearly.day_of(at).year) >= last
    ]
    whole = whole_years_of(trend)
    return LaterYears(yearly.source.name, [each for each in counts if each[0] not in whole])


def whole_years_of(trend: Trend) -> dict[int, int]:
    """Return the sums of the years of which a trend has every month."""
    months = ((trend.day_of(at).year, count) for at, count in enumerate(trend.counts))
    found = {}
    for year, group in groupby(months, key=lambda each: each[0]):
        known = [count for _, count in group if count is not None]
        if len(known) == MONTHS:
            found[year] = sum(known)
    return found


def aside_of(trend: Trend, later: LaterYears) -> str:
    """Say after which month there is no monthly file, and what the yearly one says of the time after it."""
    if trend.per_year == 1:
        return ""
    last = trend.day_of(len(trend.counts) - 1)
    said = []
    if last.month < MONTHS or any(year > last.year for year, _ in later.counts):
        said.append(f"No monthly file after {dates.month(last)}.")
    if later.counts:
        counts = " and ".join(f"{number(count)} in {year}" for year, count in later.counts)
        said.append(f"{later.source}: {counts}.")
    return " ".join(said)
