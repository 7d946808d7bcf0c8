"""A spreadsheet of measurements: the template a site fills in, and what an uploaded one says."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from foundation.files.fields import SpreadsheetField
from foundation.files.intake import Checked
from foundation.imports import read
from foundation.imports.errors import Unreadable
from foundation.imports.near import folded
from outcomes.enums import Qualifier
from outcomes.querysets.measures import Slot

# The columns of the template, by what each says; the last one is only to read.
COLUMNS = {
    "measure": "Measure",
    "sub_area": "Part of the site",
    "period": "Period",
    "value": "Number",
    "numerator": "First count",
    "denominator": "Second count",
    "qualifier": "How exact",
    "is_absent": "Not reported",
    "note": "Note",
    "before": "Last period",
}
NEEDED = ("measure", "period")
ANSWERS = ("value", "numerator", "denominator", "is_absent", "note")
ALIKE = "The site reports two measures with this name. Enter this one on the page."
YES = frozenset({"yes", "y", "x", "true", "1", "not reported"})
NO = frozenset({"", "no", "n", "false", "0"})
QUALIFIERS = {"": Qualifier.EXACT, **{label.lower(): value for value, label in Qualifier.choices}}


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that isn't used, or a cell to mend, by its line in the file."""

    line: int
    said: str
    why: str


@dataclass(frozen=True, slots=True)
class Filled:
    """What a file says: the values of ``QuarterForm``, the line of each period, and what isn't used."""

    values: Mapping[str, str]
    lines: Mapping[str, int]
    problems: Sequence[Problem]


class MeasurementFileForm(forms.Form):
    """A template that the site filled in."""

    file = SpreadsheetField(
        label="Spreadsheet",
        help_text="The template, filled in, as CSV, .xlsx, or .ods. Nothing is saved until you check it.",
        error_messages={"required": "Choose a file."},
    )

    def read(self, slots: Sequence[Slot]) -> Filled | None:
        """Return what the file says of a site's periods; None if it can't be read, which is then the field's error."""
        file: Checked = self.cleaned_data["file"]
        try:
            table = read.table(file.file, file.media_type, known=list(COLUMNS.values()))
        except Unreadable as refused:
            self.add_error("file", str(refused))
            return None
        places = _places(table.header)
        if missing := [COLUMNS[name] for name in NEEDED if name not in places]:
            self.add_error(
                "file",
                f"Add a column named {missing[0]}, or fill in the template, then upload it again.",
            )
            return None
        return _filled(table.lines, places, slots)


def header() -> list[str]:
    """Return the headings of the template."""
    return list(COLUMNS.values())


def template_rows(slots: Sequence[Slot], before: Mapping[str, str]) -> Iterator[list[str]]:
    """Yield the template's rows: each period of a site's measures that isn't entered yet, with the last answer."""
    for slot in slots:
        if slot.now is None:
            named = [slot.measure.indicator.name, slot.measure.sub_area, slot.name]
            yield [*named, *[""] * (len(COLUMNS) - len(named) - 1), before[slot.key]]


def _places(header: Sequence[str]) -> dict[str, int]:
    names = [folded(each) for each in header]
    return {
        part: names.index(folded(heading))
        for part, heading in COLUMNS.items()
        if folded(heading) in names
    }


def _filled(lines: Sequence[read.Line], places: Mapping[str, int], slots: Sequence[Slot]) -> Filled:
    known: dict[tuple[str, str, str], list[Slot]] = defaultdict(list)
    for each in slots:
        measure = each.measure
        known[folded(str(measure.indicator)), folded(measure.sub_area), each.name].append(each)
    values: dict[str, str] = {}
    at: dict[str, int] = {}
    problems: list[Problem] = []
    for line in lines:
        said = {part: line.cells[place].strip() for part, place in places.items()}
        named = f"{said['measure']}, {said['period']}"[:80]
        if not any(said.get(part) for part in ANSWERS):
            continue
        key = (folded(said["measure"]), folded(said.get("sub_area", "")), said["period"].lower())
        found = known.get(key, [])
        slot = found[0] if len(found) == 1 else None
        why = _refused(said, slot, at) if len(found) < 2 else ALIKE
        if why or slot is None:
            problems.append(Problem(line.number, named, why))
            continue
        at[slot.key] = line.number
        values |= _values(said, slot)
    return Filled(values, at, problems)


def _refused(said: Mapping[str, str], slot: Slot | None, at: Mapping[str, int]) -> str:
    """Say why a row isn't used; empty if it is."""
    if slot is None:
        return "The site doesn't report this measure for this period. Copy the name and period from the template."
    if slot.key in at:
        return f"Line {at[slot.key]} is for the same period. Keep one of them."
    if slot.now is not None:
        return "This is entered already. Open the measurement to change it."
    if wrong := _misplaced(said, slot):
        return wrong
    broken = next((cell for cell in said.values() if read.is_error(cell)), None)
    if broken:
        return f"A cell holds the error {broken}. Enter the number itself."
    if said.get("is_absent", "").lower() not in YES | NO:
        return "In “Not reported,” enter yes, or leave it blank."
    if said.get("qualifier", "").lower() not in QUALIFIERS:
        return f"In “How exact,” enter one of these: {', '.join(Qualifier.labels)}."
    return ""


def _misplaced(said: Mapping[str, str], slot: Slot) -> str:
    """Say which number is in a column that isn't used for its measure; empty if none is."""
    indicator = slot.measure.indicator
    if indicator.is_ratio and said.get("value"):
        counts = f"“{indicator.numerator}” as the first and “{indicator.denominator}” as the second"
        return f"Enter two counts: {counts}. We compute the share."
    if not indicator.is_ratio and (said.get("numerator") or said.get("denominator")):
        return "Enter one number, in the column “Number.”"
    return ""


def _values(said: Mapping[str, str], slot: Slot) -> dict[str, Any]:
    numbers = ("numerator", "denominator") if slot.measure.indicator.is_ratio else ("value",)
    found = {part: said.get(part, "").replace(",", "") for part in numbers}
    found["note"] = said.get("note", "")
    found["qualifier"] = QUALIFIERS[said.get("qualifier", "").lower()]
    if said.get("is_absent", "").lower() in YES:
        found["is_absent"] = "on"
    return {f"{part}-{slot.key}": value for part, value in found.items()}
