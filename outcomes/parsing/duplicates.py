"""Settle what is in a file twice: equal rows count once, different ones wait for a person."""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence

from outcomes.enums import FigureStatus
from outcomes.parsing.figures import Entry, Issue, Named, Reading, Row, period_said

# A row of another state with this many counts that aren't 0, all equal, is a copy.
TELLING = 3
CHOOSE = "Choose one line. We never add them up or guess."

Meant = Callable[[Named], Hashable]


def settle(reading: Reading, picks: Collection[int], meant: Meant) -> None:
    """Keep one row of each agency and period; hold those that differ, unless one was picked.

    Arguments:
        reading: whose rows are settled.
        picks: lines that a person chose.
        meant: what stands for the agency that a row names; two names of one agency give the same.
    """
    who: dict[Named, Hashable] = {}
    groups: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in reading.rows:
        if row.agency not in who:
            who[row.agency] = meant(row.agency)
        first = row.entries[0]
        groups[(who[row.agency], first.period, first.measure)].append(row)
    if len(groups) < len(reading.rows):
        reading.rows = [row for group in groups.values() for row in _kept(group, picks, reading)]
        reading.rows.sort(key=lambda row: row.line)
    _settle_counts(reading, picks, who)
    _note_copies(reading)
    _note_partial_years(reading)


def _kept(group: list[Row], picks: Collection[int], reading: Reading) -> Iterable[Row]:
    if len(group) == 1:
        return group
    lines = tuple(row.line for row in group)
    first = group[0]
    said = f"{first.agency}, {period_said(first.entries[0].period)}"
    are_equal = all(_counts(row) == _counts(first) for row in group)
    is_one = all(row.agency.key == first.agency.key for row in group)
    if are_equal and is_one and all(row.others == first.others for row in group):
        for row in group[1:]:
            why = f"Repeats line {first.line} with the same counts; counted once."
            reading.issues.append(Issue((row.line,), said, why, "repeated"))
        return [first]
    picked = [row for row in group if row.line in picks]
    if len(picked) == 1:
        reading.issues.append(_chosen(picked[0].line, lines, said))
        return picked
    differ = _differences(group) if not are_equal else _other_differences(group, reading)
    why = f"The same period appears more than once, and the rows differ ({differ}). {CHOOSE}"
    reading.issues.append(Issue(lines, said, why, "held"))
    return []


def _chosen(line: int, lines: Iterable[int], said: str) -> Issue:
    others = ", ".join(str(other) for other in lines if other != line)
    return Issue(tuple(lines), said, f"Line {line} was chosen over {others}.", "flagged")


def _settle_counts(reading: Reading, picks: Collection[int], who: dict[Named, Hashable]) -> None:
    """Settle counts that rows of several periods say, such as a column of the year before."""
    rows_of: dict[Hashable, list[Row]] = defaultdict(list)
    for row in reading.rows:
        rows_of[who[row.agency]].append(row)
    for rows in rows_of.values():
        said: dict[tuple[str, object], list[tuple[Row, Entry]]] = defaultdict(list)
        for row in rows:
            for entry in row.entries:
                said[entry.measure, entry.period].append((row, entry))
        if len(said) < sum(len(row.entries) for row in rows):
            _keep_one(said.values(), picks, reading)
    reading.rows = [row for row in reading.rows if row.entries]


def _keep_one(
    found: Iterable[list[tuple[Row, Entry]]], picks: Collection[int], reading: Reading
) -> None:
    """Take every count but one out of its row; where they differ and none was picked, all of them."""
    noted: set[tuple[int, ...]] = set()
    for group in found:
        if len(group) == 1:
            continue
        lines = tuple(dict.fromkeys(row.line for row, _ in group))
        row, entry = group[0]
        what = f"{row.agency}, {period_said(entry.period)}"
        picked = [one for one in group if one[0].line in picks]
        differ = len({(each.status, each.value) for _, each in group}) > 1
        kept = (
            group[0] if not differ else picked[0] if len(picked) == 1 and len(lines) > 1 else None
        )
        for other, each in group:
            if kept is None or each is not kept[1]:
                other.entries = [one for one in other.entries if one is not each]
        if not differ or lines in noted:
            continue
        noted.add(lines)
        if kept:
            reading.issues.append(_chosen(kept[0].line, lines, what))
            continue
        counts = _said([each for _, each in group])
        why = (
            f"The same period appears more than once, and the counts differ ({counts}). {CHOOSE}"
            if len(lines) > 1
            else f"Two columns of this row count the same period differently ({counts}). "
            "Set the wrong one to “Don't import” under Change columns."
        )
        reading.issues.append(Issue(lines, what, why, "held" if len(lines) > 1 else "rejected"))


def _counts(row: Row) -> list[tuple[str, int | None]]:
    return [(entry.status, entry.value) for entry in row.entries]


def _differences(group: list[Row]) -> str:
    """Return the first measure whose counts differ, with what each line says."""
    for entries in zip(*(row.entries for row in group), strict=False):
        if len({(entry.status, entry.value) for entry in entries}) > 1:
            return _said(entries)
    return "other columns"


def _other_differences(group: list[Row], reading: Reading) -> str:
    """Return the names, or the first column that nobody reads, that differ, with what the lines say."""
    agencies = dict.fromkeys(row.agency.name or "blank" for row in group)
    if len({row.agency.key for row in group}) > 1:
        return f"agency: {' and '.join(agencies)}"
    for name, said in zip(
        reading.others, zip(*(row.others for row in group), strict=False), strict=True
    ):
        if len(set(said)) > 1:
            return f"{name}: {' and '.join(each[:40] or 'blank' for each in said[:4])}"
    return "other columns"


def _said(entries: Sequence[Entry]) -> str:
    """Return counts of one measure as text, such as "robbery: 18 and 21"."""
    counts = " and ".join(
        str(entry.value) if entry.status == FigureStatus.REPORTED else entry.status.label.lower()
        for entry in entries
    )
    return f"{entries[0].measure.replace('_', ' ')}: {counts}"


def _note_copies(reading: Reading) -> None:
    """Note rows that are word for word in another state, too: a folder was copied."""
    seen: dict[tuple[object, ...], Row] = {}
    for row in reading.rows:
        if row.agency.ori or sum(1 for entry in row.entries if entry.value) < TELLING:
            continue
        counts = tuple(entry.value for entry in row.entries)
        other = seen.setdefault((row.agency.key, row.entries[0].period, counts), row)
        if other.agency.state != row.agency.state:
            why = f"The same agency and counts are on line {other.line} for {other.agency.state}: one of them is a copy."
            reading.issues.append(Issue((row.line,), str(row.agency), why, "flagged"))


def _note_partial_years(reading: Reading) -> None:
    """Note agencies with fewer months of a year than twelve; the year that is still going on is no news."""
    months: dict[tuple[str, ...], dict[int, dict[int, int]]] = defaultdict(
        lambda: defaultdict(dict)
    )
    names: dict[tuple[str, ...], str] = {}
    for row in reading.rows:
        for entry in row.entries:
            if entry.period.month and entry.status != FigureStatus.NOT_REPORTED:
                months[row.agency.identity][entry.period.year][entry.period.month] = row.line
                names[row.agency.identity] = str(row.agency)
    last_year = max((year for years in months.values() for year in years), default=0)
    latest = max(
        (max(years[last_year]) for years in months.values() if last_year in years), default=12
    )
    for identity, years in months.items():
        for year, found in years.items():
            expected = latest if year == last_year else 12
            if len(found) < expected:
                said = f"{names[identity]}, {year}"
                why = f"{len(found)} of {expected} months: marked as a partial year."
                reading.issues.append(
                    Issue(tuple(sorted(found.values()))[:1], said, why, "flagged")
                )
