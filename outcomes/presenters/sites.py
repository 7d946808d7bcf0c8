"""A site's published figures as tables: one for each source and agency, never mixed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from foundation.ui import dates
from outcomes.enums import FigureStatus, Measure
from outcomes.models import Agency, Figure, Source

NOTHING = "Not in the source"


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure as text; ``label`` is its measure."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A period with its figures."""

    period: str
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """The figures of one agency in one source.

    Attributes:
        key: for the heading's anchor.
        title: agency and source.
        about: publisher, license, day, and known errors.
        measures: the columns.
        lines: the newest period first.
        sentence: what the table covers.
    """

    key: str
    title: str
    about: Sequence[str]
    measures: Sequence[str]
    lines: Sequence[Line]
    sentence: str


def tables_of(figures: Iterable[Figure]) -> list[Table]:
    """Return the tables of a site's current figures, which are in order of source and agency."""
    groups: dict[tuple[int, int], list[Figure]] = {}
    for figure in figures:
        groups.setdefault((figure.source_id, figure.agency_id), []).append(figure)
    return [_table(found[0].source, found[0].agency, found) for found in groups.values()]


def _table(source: Source, agency: Agency, figures: Sequence[Figure]) -> Table:
    measures = [each for each in Measure if any(figure.measure == each for figure in figures)]
    periods: dict[tuple[int, int, date], dict[str, Figure]] = {}
    for figure in figures:
        place = (figure.year, figure.month or 0, figure.through or date.min)
        periods.setdefault(place, {})[figure.measure] = figure
    lines = [
        Line(_period(found), [Cell(each.label, _text(found.get(each))) for each in measures])
        for _, found in sorted(periods.items(), reverse=True)
    ]
    about = [source.publisher, source.license]
    if source.retrieved_on:
        about.append(f"As of {dates.full_day(source.retrieved_on)}")
    return Table(
        key=f"{source.slug}-{agency.pk}",
        title=f"{agency.name}: {source.name}",
        about=[*filter(None, about), *filter(None, [source.note])],
        measures=[each.label for each in measures],
        lines=lines,
        sentence=_covered(lines),
    )


def _covered(lines: Sequence[Line]) -> str:
    """Return which periods a table covers: "2010 to 2015, 6 periods." or "2015 only."."""
    first, last = lines[-1].period, lines[0].period
    return f"{first} to {last}, {len(lines)} periods." if len(lines) > 1 else f"{last} only."


def _period(found: dict[str, Figure]) -> str:
    figure = next(iter(found.values()))
    if figure.month:
        return dates.month(date(figure.year, figure.month, 1))
    if figure.through:
        return f"{figure.year}, through {dates.full_day(figure.through)}"
    if figure.is_partial:
        return f"{figure.year}, {figure.months_reported} of 12 months"
    return str(figure.year)


def _text(figure: Figure | None) -> str:
    if figure is None:
        return NOTHING
    if figure.status != FigureStatus.REPORTED or figure.value is None:
        return figure.get_status_display()
    said = f"{figure.value:,}".replace("-", "\u2212")
    return f"{said} (correction)" if figure.value < 0 else said
