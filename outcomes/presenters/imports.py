"""An import of figures in words: its preview, its result, and its line in the list."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from foundation.files import cells
from foundation.ui import dates
from outcomes.enums import ImportState, Measure
from outcomes.models import FigureImport
from outcomes.parsing.headings import ROLES

# More are in the file of rejected rows.
MAX_SHOWN = 200
KINDS = (("rejected", "Rejected", "Not imported unless you fix them"),
         ("flagged", "Worth a look", "Imported as described"),
         ("skipped", "Left out", "Totals, notes, and repeated headers"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pick:
    """A line to choose, with its button."""

    line: int
    label: str


@dataclass(frozen=True, slots=True)
class Problem:
    """A line of the file that a person should look at; ``picks`` are lines to choose from."""

    lines: str
    said: str
    why: str
    picks: Sequence[Pick]


@dataclass(frozen=True, slots=True)
class Group:
    """The problems of one kind, of which the first are shown."""

    key: str
    title: str
    hint: str
    problems: Sequence[Problem]


@dataclass(frozen=True, slots=True)
class Total:
    """The sums of a measure, to compare with the source."""

    measure: str
    sum: str
    reported: str
    not_reported: str
    new: str
    restated: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What is found in a file, before or after it is imported."""

    heading: str
    groups: Sequence[Group]
    totals: Sequence[Total]
    columns: Sequence[tuple[str, str]]
    facts: Sequence[tuple[str, str]]
    ready: int
    has_rejected: bool
    agencies: Sequence[str]
    zeros: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Line:
    """An import in the list."""

    kept: FigureImport
    state: str
    when: str
    about: str
    working: bool


def preview_of(kept: FigureImport) -> Preview:
    """Return what the page of an import shows."""
    report = kept.report
    ready = report["accepted"] + report["unchanged"]
    return Preview(
        heading=f"{ready:,} {'row' if ready == 1 else 'rows'} ready, {report['rejected_rows']:,} rejected",
        groups=[
            Group(key, title, _hint(hint, report[key]), _problems(report[key]))
            for key, title, hint in KINDS
            if report[key]
        ],
        totals=[_total(name, sums) for name, sums in report["measures"].items()],
        columns=[(each["name"] or "No name", _holds(each["holds"])) for each in report["columns"]],
        facts=[
            ("Source", str(kept.source)),
            ("Header", f"ends on line {report['header_line']}"),
            ("Rows", f"{report['rows']:,}"),
            ("New figures", f"{report['new_figures']:,}"),
            ("Restated figures", f"{report['restated_figures']:,}"),
            ("Unchanged rows", f"{report['unchanged']:,}"),
        ],
        ready=ready,
        has_rejected=bool(report["rejected"]),
        agencies=report["agencies_to_review"][:MAX_SHOWN],
        # Files that were read before doubtful 0s were looked for have none.
        zeros=report.get("zeros", [])[:MAX_SHOWN],
    )


def rejected_of(kept: FigureImport) -> list[tuple[str, str, str]]:
    """Return the header and the rejected rows as cells that no program takes for a formula."""
    found = [
        (str(each["line"]), _cell(each["said"]), _cell(each["reason"]))
        for each in kept.report.get("rejected", ())
    ]
    return [("Line", "What the file says", "Why"), *found]


def _cell(text: str) -> str:
    return cells.guard(text, separated=True)


def lines_of(found: Iterable[FigureImport], tz: str) -> list[Line]:
    """Return the imports of the list, the newest first."""
    return [
        Line(
            kept,
            kept.get_state_display(),
            _when(kept.created_at, tz),
            _about(kept, tz),
            kept.state in {ImportState.READING, ImportState.MERGING},
        )
        for kept in found
    ]


def _about(kept: FigureImport, tz: str) -> str:
    if kept.state == ImportState.MERGED and kept.merged_at:
        who = kept.merged_by or "a command"
        new, restated = kept.counts["new"], kept.counts["restated"]
        when = _when(kept.merged_at, tz)
        return f"{new:,} new, {restated:,} restated; imported by {who}, {when}"
    if kept.state == ImportState.UNDONE and kept.undone_at:
        return f"undone by {kept.undone_by or 'a command'}, {_when(kept.undone_at, tz)}"
    return ""


def _when(moment: datetime, tz: str) -> str:
    return dates.when(moment, tz)


def _hint(hint: str, found: Sequence[dict[str, Any]]) -> str:
    return f"{hint}. The first {MAX_SHOWN} are shown" if len(found) > MAX_SHOWN else hint


def _problems(found: Sequence[dict[str, Any]]) -> list[Problem]:
    shown: list[Problem] = []
    seen: set[tuple[int, ...]] = set()
    for each in found[:MAX_SHOWN]:
        lines = tuple(each["lines"])
        is_held = len(lines) > 1
        if is_held and lines in seen:
            continue
        seen.add(lines)
        can_pick = is_held and "Choose one" in each["reason"]
        picks = [Pick(line, f"Use line {line}") for line in lines] if can_pick else []
        shown.append(Problem(", ".join(map(str, lines)), each["said"], each["reason"], picks))
    return shown


def _total(name: str, sums: dict[str, Any]) -> Total:
    return Total(
        Measure(name).label,
        f"{sums['sum'] + sums['part_year_sum']:,}",
        f"{sums['reported']:,}",
        f"{sums['not_reported']:,}",
        f"{sums['new']:,}",
        f"{sums['restated']:,}",
    )


def _holds(said: str) -> str:
    labels = {**ROLES, **dict(Measure.choices), "not imported": ROLES["ignore"]}
    return labels.get(said, said)
