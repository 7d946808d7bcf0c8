"""How much a year of counts changed against a baseline, and whether that can be told."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from foundation.statistics.intervals import Interval, ratio_interval
from foundation.statistics.spread import Spread, spread_of
from outcomes.computing.series import Series
from outcomes.enums import Baseline, Verdict

YEARS = {Baseline.YEAR_BEFORE: 1, Baseline.THREE_YEARS: 3}


@dataclass(frozen=True, slots=True)
class Change:
    """The latest whole year of a series against a baseline before the engagement.

    Attributes:
        count: what the latest year counts.
        before: what the baseline counts, in all its years.
        years: how many years the baseline has.
        first: the first day of the baseline.
        last: the first day of its last period.
        percent: the change a year, in percent; None where the baseline counts nothing.
        low: the lower end of its 95 % interval, in percent; None where nothing can be told.
        high: the upper end; None where there is none.
        verdict: what it says.
    """

    baseline: str
    verdict: str
    count: int | None = None
    before: int | None = None
    years: int = 1
    first: date | None = None
    last: date | None = None
    percent: float | None = None
    low: float | None = None
    high: float | None = None


def change_of(
    series: Series,
    baseline: Baseline,
    engaged_from: date | None,
    spread: Spread | None,
    breaks: Collection[date] = (),
) -> Change:
    """Return the change of a series' latest whole year against a baseline that ends before the engagement.

    Arguments:
        series: counts of one source; a baseline never lies in another.
        baseline: the year before the engagement, or the three years before it.
        engaged_from: the engagement's first day; None if there is no engagement.
        spread: how much the months of the latest year and of the year before vary; where it is wider than Poisson, a
            change is only named if the interval of as many independent events as that leaves says so, too.
        breaks: days on which the definition changed; counts before and after one aren't compared.
    """
    years = YEARS[baseline]
    latest = series.latest()
    unknown = Change(baseline=baseline, verdict=Verdict.NOT_ENOUGH, years=years)
    if latest is None or engaged_from is None:
        return unknown
    last_year = series.year_before(engaged_from)
    # The year of the start is half a year of the program: with years, the next one is the first that counts.
    is_engaged = latest >= last_year + series.per_year + (series.per_year == 1)
    start = last_year - (years - 1) * series.per_year
    before = series.window(start, years * series.per_year)
    now = series.window(latest, series.per_year)
    if not is_engaged or before is None or now is None or min(sum(before), sum(now)) < 0:
        return unknown
    if any(series.day_of(start) < each <= series.day_of(latest) for each in breaks):
        return replace(unknown, verdict=Verdict.NEW_DEFINITION)
    found = ratio_interval(sum(now), sum(before), exposure_before=years)
    return Change(
        baseline=baseline,
        verdict=_verdict(sum(now), sum(before), years, found, spread),
        count=sum(now),
        before=sum(before),
        years=years,
        first=series.day_of(start),
        last=series.day_of(start + years * series.per_year - 1),
        percent=_percent(sum(now) * years / sum(before)) if sum(before) else None,
        low=_percent(found.low) if found else None,
        high=_percent(found.high) if found and found.high is not None else None,
    )


def can_judge(series: Series, engaged_from: date) -> bool:
    """Tell whether a series has a whole year before an engagement, and one after it began."""
    found = change_of(series, Baseline.YEAR_BEFORE, engaged_from, None)
    return found.verdict != Verdict.NOT_ENOUGH


def spread_before_and_now(series: Series, engaged_from: date | None) -> Spread | None:
    """Return how much months vary within the latest year or the year before the engagement: the wider of both.

    Within a year, so that the change between them isn't taken for variation. Years are too few to tell; a year with
    a negative month, which corrects others, is left out.
    """
    latest = series.latest()
    starts = [latest] if latest is not None else []
    if engaged_from is not None:
        starts.append(series.year_before(engaged_from))
    windows = [series.window(start, series.per_year) for start in starts]
    found = [spread_of(window) for window in windows if window and min(window) >= 0]
    return max((each for each in found if each), key=lambda each: each.ratio, default=None)


def _verdict(
    now: int, before: int, years: int, found: Interval | None, spread: Spread | None
) -> Verdict:
    if found is None or found.holds(1):
        return Verdict.TOO_FEW
    if spread is not None and spread.is_too_wide:
        scaled = (round(now / spread.ratio), round(before / spread.ratio))
        wider = ratio_interval(*scaled, exposure_before=years)
        if wider is None or wider.holds(1):
            return Verdict.TOO_VARIED
    return Verdict.UP if found.low > 1 else Verdict.DOWN


def _percent(ratio: float) -> float:
    return round((ratio - 1) * 100, 1)
