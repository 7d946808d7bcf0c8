"""Where the middle half of similar sites is, month by month, when each starts at 100."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import quantiles

from outcomes.computing.months import MONTHS
from outcomes.computing.series import Series

# Fewer could tell one site's figures from another's, and a quarter of four is one.
MIN_SITES = 5
NEAR = 2


@dataclass(frozen=True, slots=True)
class Member:
    """A site's monthly counts of one measure, and the people they are of."""

    key: int
    series: Series
    population: int


@dataclass(frozen=True, slots=True)
class Band:
    """A site's total of twelve months, month by month, and the middle half of similar sites'; 100 is the baseline.

    Attributes:
        sites: how many similar sites there are; they stay the same all the time.
        first: the first month of the first total's twelve.
        own, low, middle, high: one value for each month; the site's is None where one of its months is missing.
    """

    sites: int
    first: date
    own: Sequence[float | None]
    low: Sequence[float]
    middle: Sequence[float]
    high: Sequence[float]


def band_of(own: Member, others: Iterable[Member], engaged_from: date) -> Band | None:
    """Return the band of the sites that are similar to one, or None if there are fewer than five.

    Similar is decided once, before the engagement: half to twice the population, half to twice the rate of the year
    before, and every month of the site's series reported.
    """
    series = own.series
    baseline = series.year_before(engaged_from)
    base = _total(series, baseline)
    if not base or base < 0:
        return None
    similar = [each for each in others if each.key != own.key and _is_similar(each, own, baseline)]
    if len(similar) < MIN_SITES:
        return None
    starts = range(series.first, series.last - MONTHS + 2)
    marks = [_quarters(similar, at, baseline) for at in starts]
    return Band(
        sites=len(similar),
        first=series.day_of(series.first),
        own=list(_indexed(series, starts, base)),
        low=[mark[0] for mark in marks],
        middle=[mark[1] for mark in marks],
        high=[mark[2] for mark in marks],
    )


def _is_similar(other: Member, own: Member, baseline: int) -> bool:
    series = own.series
    length = len(series.counts)
    if other.series.window(series.first, length) is None:
        return False
    here, there = _total(series, baseline) or 0, _total(other.series, baseline) or 0
    rate = (there / other.population) / (here / own.population)
    size = other.population / own.population
    return 1 / NEAR <= size <= NEAR and 1 / NEAR <= rate <= NEAR


def _quarters(similar: Sequence[Member], at: int, baseline: int) -> list[float]:
    values = [
        100 * (_total(each.series, at) or 0) / (_total(each.series, baseline) or 1)
        for each in similar
    ]
    return [round(mark, 1) for mark in quantiles(values, n=4, method="inclusive")]


def _indexed(series: Series, starts: Iterable[int], base: int) -> Iterator[float | None]:
    for at in starts:
        total = _total(series, at)
        yield None if total is None else round(100 * total / base, 1)


def _total(series: Series, at: int) -> int | None:
    found = series.window(at, MONTHS)
    return None if found is None else sum(found)
