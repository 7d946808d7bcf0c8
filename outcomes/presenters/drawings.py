"""The coordinates of a trend's chart: the same on a page, on paper, and in a PDF.

Every chart is one drawing of 388 by 150 units. Colors are literal in its template, because a PDF knows no style sheet
of the page. A line is drawn through reported counts alone: it stops where one is missing.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor, log10

WIDTH, HEIGHT = 388, 150
LEFT, RIGHT, TOP, BOTTOM = 40, 382, 16, 116
MAX_TICKS = 9
MAX_LINES = 5
# A hatched area is so high, and so far apart are its lines.
HATCHED = 10


@dataclass(frozen=True, slots=True)
class Mark:
    """A text at a place."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Box:
    """A stretch of time: from ``x`` on, ``width`` wide."""

    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Hatch:
    """A hatched stretch of time at the foot of a chart: its box, and the lines across it."""

    box: Box
    lines: Sequence[tuple[float, float, float, float]]


@dataclass(frozen=True, slots=True)
class Stroke:
    """Points joined by a line; one point is drawn as a dot."""

    points: Sequence[tuple[float, float]]
    kind: str

    @property
    def path(self) -> str:
        """The points as SVG writes them."""
        return " ".join(f"{x},{y}" for x, y in self.points)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart as drawn.

    Attributes:
        label: what it says, in a sentence.
        grid: the horizontal lines with their numbers; ``zero`` is the place of 0.
        years: the names of years below it.
        strokes: lines and dots, by kind: month, average, year, other, own, middle.
        gaps: stretches without a report.
        hatch: the time after the file ends, if any is in the chart.
        breaks: places where the definition changed.
        terms: the engagements; ``start`` is where the compared one begins, if that is in the chart.
        area: the band of similar sites, as SVG writes it.
    """

    label: str
    grid: Sequence[Mark]
    zero: float
    years: Sequence[Mark]
    strokes: Sequence[Stroke]
    gaps: Sequence[Box] = ()
    hatch: Hatch | None = None
    breaks: Sequence[float] = ()
    terms: Sequence[Box] = ()
    start: float | None = None
    area: str = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """From days and counts to places."""

    first: date
    last: date
    low: float
    high: float

    @classmethod
    def of(cls, first: date, last: date, values: Iterable[float | None]) -> "Scale":
        """Return a scale of whole years and round numbers that holds all values, and 0."""
        known = [value for value in values if value is not None]
        step = _step(max([*known, 1]))
        low = step * floor(min([*known, 0]) / step)
        return cls(date(first.year, 1, 1), date(last.year + 1, 1, 1), low, 2 * step)

    def x(self, day: date) -> float:
        """Return the place of a day, within the chart."""
        share = (day - self.first).days / (self.last - self.first).days
        return round(LEFT + min(max(share, 0), 1) * (RIGHT - LEFT), 1)

    def y(self, value: float) -> float:
        """Return the place of a value."""
        return round(BOTTOM - (value - self.low) / (self.high - self.low) * (BOTTOM - TOP), 1)

    def grid(self) -> list[Mark]:
        """Return the lines: 0, half, and the top, and some below 0 if a count is; fewer where it's far below."""
        step = self.high / 2
        step *= ceil(round((self.high - self.low) / step) / (MAX_LINES - 1))
        values = [step * at for at in range(ceil(self.low / step), floor(self.high / step) + 1)]
        return [Mark(LEFT - 6, self.y(each), _number(each)) for each in values]

    def years(self) -> list[Mark]:
        """Return the names of years at their middle, fewer of them where they would touch."""
        found = range(self.first.year, self.last.year)
        every = ceil(len(found) / MAX_TICKS)
        return [Mark(self.x(date(year, 7, 2)), 132, str(year)) for year in found[::every]]

    def box(self, first: date, last: date) -> Box | None:
        """Return a stretch of time as far as it is in the chart."""
        left, right = self.x(first), self.x(last)
        return Box(left, round(right - left, 1)) if right > left else None

    def start(self, day: date | None) -> float | None:
        """Return the place of a day, if it is in the chart."""
        return self.x(day) if day and self.first <= day < self.last else None


def runs(
    points: Iterable[tuple[date, float | None]], breaks: Sequence[date]
) -> Iterator[list[tuple[date, float]]]:
    """Yield points that a line may join: a missing one ends a run, and so does a break."""
    run: list[tuple[date, float]] = []
    before: date | None = None
    for day, value in points:
        crosses = any(before is not None and before < each <= day for each in breaks)
        if run and (value is None or crosses):
            yield run
            run = []
        if value is not None:
            run.append((day, value))
        before = day
    if run:
        yield run


def strokes(
    scale: Scale,
    points: Iterable[tuple[date, float | None]],
    kind: str,
    breaks: Sequence[date] = (),
) -> list[Stroke]:
    """Return the lines through points, and dots where a point is alone."""
    return [
        Stroke([(scale.x(day), scale.y(value)) for day, value in run], kind)
        for run in runs(points, breaks)
    ]


def gaps(scale: Scale, points: Sequence[tuple[date, float | None]], end: date) -> list[Box]:
    """Return the stretches of points without a value, up to the day after the last period."""
    ends = [*[day for day, _ in points][1:], end]
    pairs = zip(points, ends, strict=True)
    return boxes(scale, ((day, to) for (day, value), to in pairs if value is None))


def hatch(scale: Scale, end: date) -> Hatch | None:
    """Return the time from a day to the end of the chart, if there is any."""
    box = scale.box(end, scale.last)
    if box is None:
        return None
    right = round(box.x + box.width, 1)
    lines = []
    for step in range(ceil(box.width / HATCHED)):
        x = round(box.x + step * HATCHED, 1)
        width = round(min(HATCHED, right - x), 1)
        lines.append((x, BOTTOM, round(x + width, 1), round(BOTTOM - width, 1)))
    return Hatch(box, lines)


def boxes(scale: Scale, spans: Iterable[tuple[date, date]]) -> list[Box]:
    """Return stretches from one day to another, as far as they are in the chart."""
    found = (scale.box(first, last) for first, last in spans)
    return [box for box in found if box]


def area(scale: Scale, days: Sequence[date], low: Sequence[float], high: Sequence[float]) -> str:
    """Return the outline between two lines, as SVG writes it."""
    upper = [(scale.x(day), scale.y(value)) for day, value in zip(days, high, strict=True)]
    lower = [(scale.x(day), scale.y(value)) for day, value in zip(days, low, strict=True)]
    return " ".join(f"{x},{y}" for x, y in [*upper, *reversed(lower)])


def _step(most: float) -> float:
    """Return half of the round number at the top: 1, 2, 3, 4, 5, 6, or 8 times a power of ten, or more than one."""
    half = most / 2
    power = 10.0 ** floor(log10(half)) if half >= 1 else 1.0
    return next(
        each * power for each in (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10) if each * power >= half
    )


def _number(value: float) -> str:
    return f"{value:,.0f}".replace("-", "\N{MINUS SIGN}") if value == round(value) else f"{value:,}"
