"""Read a stored file, and compare what it says with what is stored; nothing is written."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from foundation.files import store
from foundation.imports import read
from foundation.imports.days import PROGRAM_ZONE
from outcomes import querysets
from outcomes.actions.contradictions import contradictions_of, worded
from outcomes.models import Agency, FigureImport
from outcomes.parsing import files, totals
from outcomes.parsing.figures import Entry, Issue, Reading, Row, Zeros
from outcomes.parsing.tables import NoHeader
from outcomes.querysets import Key, Standing

# More of a kind are counted, and printed by the command, but not kept with the import.
MAX_LISTED = 5_000
LISTS = ("rejected", "flagged", "skipped", "agencies_to_review", "zeros")
ONE_SHEET = (
    "Only the first sheet with rows is imported. Save each of the others as a file of its own."
)

GUESSED = (
    "The file isn't UTF-8, so its letters are read as those of Windows (1252). "
    "If a name is wrong, save it as CSV UTF-8, then upload it again."
)


class Change(NamedTuple):
    """A count that is new or restated; ``before`` is the figure it replaces."""

    row: Row
    entry: Entry
    before: Standing | None


def reading_of(kept: FigureImport) -> Reading:
    """Read the file of an import, by what the import says of its columns.

    Raises:
        Unreadable: when it has no table of figures.
    """
    picks = frozenset(kept.picks)
    said = files.Said(
        kept.name,
        kept.only_state,
        kept.only_year,
        kept.mapping,
        picks,
        kept.heading_line,
        kept.absent,
        kept.created_at.astimezone(PROGRAM_ZONE).date(),
    )
    known = querysets.known_agencies(kept.source)
    with store.read(kept.content) as file:
        sheets = read.sheets(file, kept.media_type)
        is_guessed = read.is_guessed(file, kept.media_type)
        file.seek(0)
        lines = read.lines(file, kept.media_type)
        others = f"{ONE_SHEET} The sheets are {', '.join(sheets)[:200]}." if len(sheets) > 1 else ""
        try:
            reading = files.read(lines, querysets.states(), said, known.meant)
        except NoHeader as wrong:
            raise NoHeader(wrong.names, others) from wrong
    if is_guessed:
        reading.note(reading.header_line, GUESSED)
    if others:
        reading.note(reading.header_line, others)
    return reading


def key_of(agency: Agency, entry: Entry) -> Key:
    """Return what a count of an agency is known by."""
    period = entry.period
    return Key(agency.pk, str(entry.measure), period.year, period.month, period.through)


def changes(
    reading: Reading, known: querysets.Known, standing: dict[Key, Standing]
) -> Iterator[Change]:
    """Yield the counts that aren't stored yet, or differ from what is stored."""
    for row in reading.rows:
        agency = known.agency(row.agency)
        for entry in row.entries:
            before = standing.get(key_of(agency, entry)) if agency else None
            said = (entry.status.value, entry.value, row.months)
            if before is None or (before.status, before.value, before.months) != said:
                yield Change(row, entry, before)


def report_of(kept: FigureImport, reading: Reading) -> dict[str, Any]:
    """Return what was found, as it is stored with the import and printed by the command."""
    known = querysets.known_agencies(kept.source)
    agencies = {agency.pk for row in reading.rows if (agency := known.agency(row.agency))}
    standing = querysets.standing_figures(kept.source, agencies)
    found = list(changes(reading, known, standing))
    changed = {change.row.line for change in found}
    restated = [change for change in found if change.before]
    doubtful = contradictions_of(reading, kept.source, known, agencies)
    unknown = {
        row.agency.identity: str(row.agency)
        for row in reading.rows
        if not row.agency.ori and known.agency(row.agency) is None
    }
    ready = {row.line for row in reading.rows}
    rejected = [*reading.of_kind("rejected"), *reading.of_kind("held")]
    return {
        "rows": reading.total,
        "accepted": len(changed),
        "unchanged": len(reading.rows) - len(changed),
        "new_figures": len(found) - len(restated),
        "restated_figures": len(restated),
        "rejected_rows": len({line for issue in rejected for line in issue.lines} - ready),
        "repeated_rows": len(reading.of_kind("repeated")),
        "rejected": _listed(sorted(rejected, key=lambda issue: issue.lines)),
        "flagged": _listed(_flagged(reading, restated, doubtful)),
        "skipped": _listed(reading.of_kind("skipped")),
        "zeros": [_zeros(each) for each in reading.zeros],
        "measures": _measures(reading, found),
        "columns": totals.by_column(reading),
        "header_line": reading.header_line,
        "agencies_to_review": sorted(unknown.values()),
    }


def capped(report: dict[str, Any]) -> dict[str, Any]:
    """Return a report as it is stored: of 250,000 rejected rows the first are enough to mend the file."""
    return report | {name: report[name][:MAX_LISTED] for name in LISTS if name in report}


def _flagged(reading: Reading, restated: list[Change], doubtful: list[Issue]) -> list[Issue]:
    said = [
        Issue(
            (row.line,),
            str(row.agency),
            f"{entry.measure.replace('_', ' ')} is {worded(entry.value)}, was {worded(before.value)}: "
            "restated; the earlier count stays in the history",
            "flagged",
        )
        for row, entry, before in restated
        if before
    ]
    found = [*reading.of_kind("flagged"), *reading.of_kind("repeated"), *said, *doubtful]
    return sorted(found, key=lambda issue: issue.lines)


def _listed(issues: list[Issue]) -> list[dict[str, Any]]:
    return [
        {"line": line, "lines": list(issue.lines), "reason": issue.why, "said": issue.said}
        for issue in issues
        for line in issue.lines[: None if issue.kind == "held" else 1]
    ]


def _zeros(found: Zeros) -> dict[str, Any]:
    return {
        "key": found.key,
        "line": found.line,
        "said": found.said,
        "reason": found.why,
        "is_absent": found.is_absent,
    }


def _measures(reading: Reading, found: list[Change]) -> dict[str, dict[str, Any]]:
    new = Counter(str(change.entry.measure) for change in found if change.before is None)
    restated = Counter(str(change.entry.measure) for change in found if change.before)
    return {
        str(measure): {**sums, "new": new[str(measure)], "restated": restated[str(measure)]}
        for measure, sums in totals.by_measure(reading).items()
    }
