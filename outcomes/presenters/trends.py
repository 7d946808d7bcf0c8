"""A site's trends as charts, sentences, and tables that are made of the same numbers."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from foundation.calendars.days import first_day
from foundation.files.cells import guard
from foundation.ui import dates
from outcomes.computing.months import MONTHS
from outcomes.enums import DEFINED_ANEW, Measure
from outcomes.models import Trend
from outcomes.presenters import drawings
from outcomes.presenters.drawings import Drawing, Scale
from outcomes.presenters.findings import Finding, finding_of, number
from outcomes.presenters.later_years import (
    NO_LATER_YEARS,
    LaterYears,
    aside_of,
    later_years_of,
    whole_years_of,
)

LEGENDS = {
    True: "Gray line: each month. Blue line: the average of a whole year.",
    False: "Blue dots: each year.",
}
DASHED = "Dashed blue line: the monthly average of a year that only the yearly file has. It counts apart and can differ."
HATCHED = "Hatched area: no monthly file."


@dataclass(frozen=True, slots=True)
class Row:
    """A year of the table beside a chart."""

    year: int
    total: str
    cells: Sequence[str]


@dataclass(frozen=True, slots=True)
class Chart:
    """One measure: the finding, the drawing, and the table of the same counts.

    ``aside`` says where the months end, and what the yearly file has of the time after them.
    """

    key: str
    heading: str
    finding: Finding
    drawing: Drawing
    rows: Sequence[Row]
    break_note: str
    aside: str


@dataclass(frozen=True, slots=True)
class Panel:
    """The charts of one agency in one source.

    Attributes:
        about: publisher, day, and known errors of the source.
        months: the headings of the table's months; empty for years.
        population: how many people the rates are of, which year, and who says so.
        start: that the engagement's start is assumed; empty where it's announced.
    """

    key: str
    heading: str
    charts: Sequence[Chart]
    about: str
    months: Sequence[str]
    population: str
    start: str
    computed: str
    legend: str


def panels_of(trends: Iterable[Trend]) -> list[Panel]:
    """Return a site's panels: the trends come in order of agency, months before years, and source."""
    found = list(trends)
    groups = groupby(found, key=lambda each: (each.agency_id, -each.per_year, each.source_id))
    return [_panel(list(group), found) for _, group in groups]


def summary_of(trends: Iterable[Trend]) -> Panel | None:
    """Return the charts for a summary of the site: of the agency and source that count most, by month where one does.

    Arguments:
        trends: the site's, of the measures that the summary shows.
    """
    found = list(trends)
    most = max(found, key=lambda each: (each.per_year, each.latest or 0), default=None)
    return _panel([each for each in found if each.is_beside(most)], found) if most else None


def _panel(found: Sequence[Trend], others: Sequence[Trend]) -> Panel:
    trend = found[0]
    source = trend.source
    read_on = f"Read {dates.full_day(source.retrieved_on)}" if source.retrieved_on else ""
    is_monthly = trend.per_year > 1
    people = next((each for each in found if each.population), None)
    order = list(Measure)
    charts = [
        _chart(each, later_years_of(each, others))
        for each in sorted(found, key=lambda each: order.index(Measure(each.measure)))
    ]
    return Panel(
        key=f"trend-{source.slug}-{trend.agency_id}-{trend.per_year}",
        heading=f"{trend.agency.name} by {'month' if is_monthly else 'year'}: {source.name}",
        charts=charts,
        about=". ".join(
            each.rstrip(".") for each in (source.publisher, read_on, source.note) if each
        ),
        months=[dates.name_of_month(date(2000, month, 1)) for month in range(1, 13)]
        if is_monthly
        else [],
        population=_population(people) if people else "",
        start="The start of the engagement is assumed." if trend.start_is_assumed else "",
        computed=f"Computed {_computed_on(trend)}, method {trend.method}.",
        legend=_legend(charts, is_monthly=is_monthly),
    )


def _legend(charts: Sequence[Chart], *, is_monthly: bool) -> str:
    """Say what the marks mean that are drawn in some chart of a panel."""
    drawn = [each.drawing for each in charts]
    said = [LEGENDS[is_monthly]]
    if any(stroke.kind == "other" for each in drawn for stroke in each.strokes):
        said.append(DASHED)
    if any(each.hatch for each in drawn):
        said.append(HATCHED)
    return " ".join(said)


def _computed_on(trend: Trend) -> str:
    return dates.full_day(first_day(trend.computed_at, trend.site.time_zone))


def _population(trend: Trend) -> str:
    people = number(trend.population or 0)
    return f"Rates are per 100,000 of {people} people in {trend.population_year} ({trend.population_source})."


def _chart(trend: Trend, later: LaterYears) -> Chart:
    finding, aside = finding_of(trend), aside_of(trend, later)
    breaks = DEFINED_ANEW.get(Measure(trend.measure), ())
    inside = [
        each for each in breaks if trend.starts_on < each <= trend.day_of(len(trend.counts) - 1)
    ]
    return Chart(
        key=f"trend-{trend.pk}",
        heading=trend.get_measure_display(),
        finding=finding,
        drawing=drawing_of(trend, f"{finding.sentence} {aside}".strip(), inside, later),
        rows=list(_rows(trend)),
        break_note="The definition of rape changed in 2013, so no line crosses it."
        if inside
        else "",
        aside=aside,
    )


def points_of(trend: Trend) -> list[tuple[date, int | None]]:
    """Return the first day of each period with its count."""
    return [(trend.day_of(at), count) for at, count in enumerate(trend.counts)]


def drawing_of(
    trend: Trend, label: str, breaks: Sequence[date] = (), later: LaterYears = NO_LATER_YEARS
) -> Drawing:
    """Return the chart of a trend: each count in the middle of its period, and the average of each whole year.

    Arguments:
        later: the years of the yearly file, which are drawn dashed after the months.
    """
    points = points_of(trend)
    end = trend.day_of(len(points))
    is_monthly = trend.per_year > 1
    beside = [(year, count / MONTHS) for year, count in later.counts]
    last = max([points[-1][0], *(date(year, 1, 1) for year, _ in beside)])
    scale = Scale.of(trend.starts_on, last, [*trend.counts, *(value for _, value in beside)])
    ends = [*(day for day, _ in points[1:]), end]
    middles = [(day + (to - day) / 2, count) for (day, count), to in zip(points, ends, strict=True)]
    lines = drawings.strokes(scale, middles, "month" if is_monthly else "year", breaks)
    if is_monthly:
        own = ((year, total / MONTHS) for year, total in whole_years_of(trend).items())
        lines += [_level(scale, year, value, "average") for year, value in own]
        lines += [_level(scale, year, value, "other") for year, value in beside]
    return Drawing(
        label=label,
        grid=scale.grid(),
        zero=scale.y(0),
        years=scale.years(),
        strokes=lines,
        gaps=drawings.gaps(scale, points, end),
        hatch=drawings.hatch(scale, end) if is_monthly else None,
        breaks=[scale.x(each) for each in breaks],
        terms=drawings.boxes(scale, trend.terms()),
        start=scale.start(trend.engaged_from),
    )


def _level(scale: Scale, year: int, value: float, kind: str) -> drawings.Stroke:
    """Return the line of a year's monthly average."""
    y = scale.y(value)
    ends = scale.x(date(year, 1, 5)), scale.x(date(year, 12, 27))
    return drawings.Stroke([(x, y) for x in ends], kind)


def _rows(trend: Trend) -> Iterator[Row]:
    texts = {day: _text(trend, at) for at, (day, _) in enumerate(points_of(trend))}
    for year, group in groupby(points_of(trend), key=lambda point: point[0].year):
        found = {day.month: count for day, count in group}
        if trend.per_year == 1:
            yield Row(year, texts[date(year, 1, 1)], [])
            continue
        known = [found.get(month) for month in range(1, 13)]
        counted = [count for count in known if count is not None]
        total = number(sum(counted)) if len(counted) == 12 else f"{len(counted)} of 12 months"
        cells = [texts.get(date(year, month, 1), "") for month in range(1, 13)]
        yield Row(year, total, cells)


def _text(trend: Trend, at: int) -> str:
    """Return the count of a period, or what the source says instead."""
    count = trend.counts[at]
    return str(trend.status_of(at).label) if count is None else number(count)


def lines_of(trends: Iterable[Trend]) -> Iterator[Sequence[str]]:
    """Yield the counts of a site's charts as lines of a spreadsheet, with their headings first."""
    yield ("Agency", "ORI", "Source", "Measure", "Year", "Month", "Count", "Status")
    for trend in trends:
        names = (
            trend.agency.name,
            trend.agency.ori,
            trend.source.name,
            trend.get_measure_display(),
        )
        for at, (day, count) in enumerate(points_of(trend)):
            when = (str(day.year), str(day.month) if trend.per_year > 1 else "")
            said = ("" if count is None else str(count), str(trend.status_of(at).label))
            yield tuple(guard(name, separated=True) for name in names) + when + said
