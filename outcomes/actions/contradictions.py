"""Find the zeros on which a file and another source disagree: one of the two may write 0 for what wasn't reported."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from foundation.ui import dates, wording
from outcomes import querysets
from outcomes.enums import FigureStatus, Measure
from outcomes.models import Source
from outcomes.parsing.figures import Entry, Issue, Reading, Row
from outcomes.querysets import Known, Place, Said

COMPARED = (FigureStatus.REPORTED, FigureStatus.NOT_REPORTED)
HINT = "0 can mean that it wasn't reported, so check both. The file is imported as it says."


@dataclass(slots=True)
class Contradiction:
    """The first count of an agency and measure that another source tells differently, and how many follow it."""

    row: Row
    entry: Entry
    said: Said
    more: int = 0


def contradictions_of(
    reading: Reading, source: Source | None, known: Known, agencies: Collection[int]
) -> list[Issue]:
    """List the counts that are 0 in the file or in another source, and not in both.

    What is suppressed, an error, or of a part of a year in one of them isn't compared.

    Arguments:
        source: of the file; None before it has one.
        agencies: the keys of the known agencies that the file names.
    """
    zeros = {place for _, entry, place in _placed(reading, known) if entry.value == 0}
    told: dict[Place, list[Said]] = defaultdict(list)
    for said in querysets.said_elsewhere(source, agencies):
        if said.value == 0 or said.place in zeros:
            told[said.place].append(said)
    found: dict[tuple[int, str, str], Contradiction] = {}
    for row, entry, place in _placed(reading, known) if told else ():
        for said in told.get(place, ()):
            if (entry.value == 0) != (said.value == 0):
                kind = (place.agency_id, place.measure, said.source)
                if kind in found:
                    found[kind].more += 1
                else:
                    found[kind] = Contradiction(row, entry, said)
    return [_issue(each, str(source)) for each in found.values()]


def _placed(reading: Reading, known: Known) -> Iterator[tuple[Row, Entry, Place]]:
    """Yield the counts of agencies that are known, and what each is a count of."""
    for row in reading.rows:
        agency = known.agency(row.agency)
        if agency is None or (row.months or 12) < 12:
            continue
        for entry in row.entries:
            period = entry.period
            if entry.status in COMPARED and period.through is None:
                key = agency.same_as_id or agency.pk
                yield row, entry, Place(key, str(entry.measure), period.year, period.month)


def _issue(found: Contradiction, source: str) -> Issue:
    row, entry, said = found.row, found.entry, found.said
    place = said.place
    when = dates.month(date(place.year, place.month, 1)) if place.month else str(place.year)
    more = f" and {wording.counted(found.more, 'more period')}" if found.more else ""
    label = Measure(place.measure).label
    why = f"{label} in {when}{more}: {worded(entry.value)} in this file ({source}), {worded(said.value)} in {said.source}."
    return Issue((row.line,), str(row.agency), f"{why} {HINT}", "flagged")


def worded(value: int | None) -> str:
    """Return a count as sentences about it say it."""
    return "not reported" if value is None else f"{value:,}"
