"""A site beside the middle half of similar sites: no site is named, and none is ranked."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from foundation.ui import dates
from outcomes.computing.months import MONTHS, day_of, number_of
from outcomes.enums import Measure
from outcomes.models import Trend
from outcomes.presenters import drawings
from outcomes.presenters.drawings import Drawing, Scale


@dataclass(frozen=True, slots=True)
class Row:
    """A month of the table: the site, and the lower end, middle, and upper end of similar sites."""

    month: str
    own: str
    low: str
    middle: str
    high: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """One measure of a site beside similar sites; 100 is each site's own total of the year before the engagement."""

    key: str
    heading: str
    sentence: str
    drawing: Drawing
    rows: Sequence[Row]


def comparisons_of(trends: Iterable[Trend]) -> list[Comparison]:
    """Return the comparisons of a site's trends that have at least five similar sites."""
    order = list(Measure)
    found = sorted(trends, key=lambda trend: order.index(Measure(trend.measure)))
    return [_comparison(trend) for trend in found if trend.band]


def _comparison(trend: Trend) -> Comparison:
    band = trend.band
    days = list(_last_months(date.fromisoformat(band["first"]), len(band["own"])))
    sentence = _sentence(trend, days[-1])
    scale = Scale.of(days[0], days[-1], [*band["own"], *band["high"], 100])
    lines = drawings.strokes(scale, zip(days, band["middle"], strict=True), "middle")
    lines += drawings.strokes(scale, zip(days, band["own"], strict=True), "own")
    return Comparison(
        key=f"band-{trend.pk}",
        heading=trend.get_measure_display(),
        sentence=sentence,
        drawing=Drawing(
            label=sentence,
            grid=scale.grid(),
            zero=scale.y(0),
            years=scale.years(),
            strokes=lines,
            terms=drawings.boxes(scale, trend.terms()),
            start=scale.start(trend.engaged_from),
            area=drawings.area(scale, days, band["low"], band["high"]),
        ),
        rows=list(_rows(trend, days)),
    )


def _last_months(first: date, count: int) -> Iterator[date]:
    """Yield the month in which each total of twelve months ends."""
    start = number_of(first, MONTHS) + MONTHS - 1
    for at in range(count):
        yield day_of(start + at, MONTHS)


def _sentence(trend: Trend, last: date) -> str:
    band = trend.band
    own, low, high = band["own"][-1], band["low"][-1], band["high"][-1]
    about = f"{band['sites']} similar sites"
    if own is None:
        return f"A month is missing, so the last total can't be compared with {about}."
    where = "Below" if own < low else "Above" if own > high else "Within"
    return (
        f"{where} the middle half of {about} in the 12 months to {dates.month(last)}: "
        f"{own:.0f}; the middle half is {low:.0f} to {high:.0f}."
    )


def _rows(trend: Trend, days: Sequence[date]) -> Iterator[Row]:
    band = trend.band
    found = zip(days, band["own"], band["low"], band["middle"], band["high"], strict=True)
    for day, own, low, middle, high in found:
        said = "Not reported" if own is None else f"{own:.1f}"
        yield Row(dates.month(day), said, f"{low:.1f}", f"{middle:.1f}", f"{high:.1f}")
