"""The template of a site's measurements as a file, and what an uploaded one has to mend."""

import csv
import io
from collections.abc import Sequence

from django.forms import BaseForm

from foundation.files.cells import guard
from outcomes.forms.measurement_files import Filled, Problem, header, template_rows
from outcomes.presenters import measurements
from outcomes.querysets.measures import Slot

KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def template_of(slots: Sequence[Slot], kind: str) -> bytes:
    """Return the template of a site's periods as the content of a file of that kind: ``csv`` or ``xlsx``."""
    rows = [header(), *template_rows(slots, measurements.hints_of(slots))]
    is_text = kind == "csv"
    safe = [[guard(cell, separated=is_text) for cell in row] for row in rows]
    return _text(safe) if is_text else _workbook(safe)


def problems_of(form: BaseForm, filled: Filled, slots: Sequence[Slot]) -> list[Problem]:
    """Return the rows that aren't used and the values to mend, in the order of the file."""
    names = {slot.key: measurements.title_of(slot) for slot in slots}
    wrong = [
        Problem(
            filled.lines[key],
            f"{names[key]}: {filled.values.get(field) or 'blank'}"[:120],
            " ".join(str(each) for each in said),
        )
        for field, said in form.errors.items()
        if (key := field.partition("-")[2]) in filled.lines
    ]
    return sorted([*filled.problems, *wrong], key=lambda each: each.line)


def _text(rows: Sequence[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    text.write("\ufeff")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def _workbook(rows: Sequence[Sequence[str]]) -> bytes:
    from openpyxl import Workbook  # 8 MB, which most processes never need
    from openpyxl.styles import Font

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Measures"
    for row in rows:
        sheet.append(list(row))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    for column in "ABJ":
        sheet.column_dimensions[column].width = 34
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()
