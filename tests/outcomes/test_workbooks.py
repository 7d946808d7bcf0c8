"""What a workbook shows and its cells hold: formats, raised digits, merged cells, and further sheets."""

import io
import zipfile
from datetime import datetime, timedelta

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from foundation.files.enums import MediaType, SheetType
from foundation.imports import formats, read
from foundation.imports.errors import Unreadable
from outcomes.parsing import files
from tests.outcomes.sheets import STATES, counts, reasons

HEADER = ["Agency", "State", "Year", "Murder"]


def book(*rows, change=None):
    made = Workbook()
    sheet = made.active
    for row in rows:
        sheet.append(row)
    if change:
        change(sheet)
    file = io.BytesIO()
    made.save(file)
    file.seek(0)
    return file


def reading(file, kind=MediaType.EXCEL):
    return files.read(read.lines(file, kind), STATES, files.Said())


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        ('[<5]"<5";0', 3, "<5"),
        ('[<5]"<5";0', 7, 7),
        ('[<5]"<5";0', 0, "<5"),
        ('[>=5]0;"<5"', 3, "<5"),
        (";;;", 3, formats.HIDDEN),
        (";;;", 0, formats.HIDDEN),
        ("0;-0;;@", 0, 0),
        ('"N/A"', 3, "N/A"),
        ('"<"0', 5, "<5"),
        ("0%", 1.0, "100%"),
        ("0.00%", 0.125, "12.5%"),
        ('_(* #,##0_);_(* \\(#,##0\\);_(* "-"??_);_(@_)', 0, 0),
        ('_(* #,##0_);_(* \\(#,##0\\);_(* "-"_);_(@_)', 0, 0),
        ('_(* #,##0_);_(* \\(#,##0\\);_(* "-"??_);_(@_)', -4, -4),
        ("#,##0", 1234, 1234),
        ("[Red]0;[Blue]-0", 3, 3),
        ("General", 3, 3),
        ("General", "text", "text"),
    ],
)
def test_what_a_format_shows(code, value, shown):
    assert formats.as_shown(value, code) == shown


def test_a_count_that_its_format_hides_is_not_published():
    def hide(sheet):
        sheet["D2"].number_format = '[<5]"<5";0'
        sheet["D3"].number_format = ";;;"
        sheet["D4"].number_format = "0%"
        sheet["D5"].number_format = "#,##0"

    rows = [
        ["Akron", "OH", 2024, 3],
        ["Kent", "OH", 2024, 3],
        ["Lima", "OH", 2024, 1],
        ["Troy", "OH", 2024, 9],
    ]
    found = reading(book(HEADER, *rows, change=hide))
    assert [(row[1], row[-1]) for row in counts(found)] == [
        ("Akron", "suppressed"),
        ("Kent", "error"),
        ("Troy", 9),
    ]
    assert "is a percentage" in reasons(found, "rejected")[0][1]


def test_a_raised_digit_is_a_footnote():
    raised = CellRichText("12", TextBlock(InlineFont(vertAlign="superscript"), "1"))
    name = CellRichText("Kent", TextBlock(InlineFont(vertAlign="superscript"), "2"))
    found = reading(book(HEADER, ["Akron", "OH", 2024, raised], [name, "OH", 2024, 121]))
    assert [(row[1], row[-1]) for row in counts(found)] == [("Akron", 12), ("Kent", 121)]


RAISED = (
    '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><r><t>12</t></r>'
    '<r><rPr><vertAlign val="superscript"/></rPr><t>1</t></r></si></sst>'
)
SHARED = (
    b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/'
    b'vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
)


def test_a_raised_digit_in_the_texts_that_sheets_share():
    made = io.BytesIO()
    plain = book(HEADER, ["Akron", "OH", 2024, "RAISED"])
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            part = old.read(name).replace(b"</Types>", SHARED)
            cell_of = rb't="inlineStr"><is><t>RAISED</t></is></c>'
            new.writestr(name, part.replace(cell_of, b't="s"><v>0</v></c>'))
        new.writestr("xl/sharedStrings.xml", RAISED)
    made.seek(0)
    assert [row[-1] for row in counts(reading(made))] == [12]


def test_a_count_merged_over_rows_counts_for_none_of_them():
    rows = [["Akron", "OH", 2024, 3], ["Kent", "OH", 2024, None], ["Lima", "OH", 2024, 2]]
    found = reading(book(HEADER, *rows, change=lambda sheet: sheet.merge_cells("D2:D3")))
    assert [row[1] for row in counts(found)] == ["Lima"]
    assert "merged over several rows" in reasons(found, "rejected")[0][1]


def test_a_year_merged_over_rows_is_of_each_of_them():
    rows = [["Akron", "OH", 2024, 3], ["Kent", "OH", None, 1]]
    found = reading(book(HEADER, *rows, change=lambda sheet: sheet.merge_cells("C2:C3")))
    assert [row[1:3] for row in counts(found)] == [("Akron", 2024), ("Kent", 2024)]


def test_names_of_columns_merged_over_two_lines():
    def merge(sheet):
        for column in "ABC":
            sheet.merge_cells(f"{column}1:{column}2")
        sheet.merge_cells("D1:E1")

    first = ["Agency", "State", "Year", "Number", None]
    found = reading(
        book(
            first,
            [None, None, None, "Murder", "Robbery"],
            ["Akron", "OH", 2024, 3, 4],
            change=merge,
        )
    )
    assert [row[4:] for row in counts(found)] == [("homicide", 3), ("robbery", 4)]


def test_a_cell_beyond_the_last_column_that_is_read_is_told():
    file = book(HEADER, ["Akron", "OH", 2024, 3, *[None] * 76, 7])
    with pytest.raises(Unreadable, match="Cell CC2 is beyond column 80"):
        reading(file)


def test_a_midnight_that_is_a_millisecond_short_is_the_day_it_begins():
    short = datetime(2023, 12, 31, 23, 59, 59, 999_000)  # noqa: DTZ001 -- a workbook knows no zones
    found = reading(
        book(
            ["Agency", "State", "Period", "Murder"],
            ["Akron", "OH", short, 3],
            ["Akron", "OH", short + timedelta(days=31, milliseconds=1), 4],
        )
    )
    assert [row[2:4] for row in counts(found)] == [(2024, 1), (2024, 2)]


def test_what_a_cell_of_a_workbook_holds_besides_a_number_is_no_count():
    """A duration, a truth value, a line break as Excel stores it, and a formula without a result."""
    held = (timedelta(hours=26), True, "4_x000D_", "=A1")
    found = reading(
        book(HEADER, *(["Akron", "OH", 2020 + at, value] for at, value in enumerate(held)))
    )
    rejected = reasons(found, "rejected")
    assert [lines for lines, _ in rejected] == [(2,), (3,), (4,)]
    assert all("isn't a count" in why for _, why in rejected)
    assert reasons(found, "flagged") == [((5,), "Murder: the cell holds the error #FORMULA!")]


def test_the_names_of_the_sheets():
    def add(sheet):
        sheet.title = "2024"
        sheet.parent.create_sheet("2023")
        sheet.parent.create_sheet("Notes").sheet_state = "hidden"

    assert read.sheets(book(HEADER, change=add), MediaType.EXCEL) == ["2024", "2023"]
    assert read.sheets(io.BytesIO(b"a,b"), MediaType.CSV) == []


OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = " ".join(
    f'xmlns:{name}="{OFFICE}{name}:1.0"' for name in ("office", "table", "text", "style")
)


def cell(shown, value=None, kind="float"):
    typed = f'office:value-type="{kind}" office:value="{value}"' if value is not None else ""
    return f"<table:table-cell {typed}><text:p>{shown}</text:p></table:table-cell>"


def line(*cells, more=""):
    return f"<table:table-row{more}>{''.join(cells)}</table:table-row>"


def document(*rows, styles=""):
    tables = "".join(row if isinstance(row, str) else line(*row) for row in rows)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(
            "content.xml",
            f"<office:document-content {SPACES}><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>"
            f'<table:table table:name="2024">{tables}</table:table><table:table table:name="2023"/>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    file.seek(0)
    return file


def test_an_open_document_says_what_it_shows():
    def row(name, *last):
        return [cell(name), cell("OH"), cell("2024", 2024), cell(*last)]

    found = reading(
        document(
            [cell(name) for name in HEADER],
            row("Akron", "&lt;5", 3),
            row("Kent", "", 3),
            row("Lima", "12 %", 0.12, "percentage"),
            row("Troy", "1,234", 1234),
            row("Xenia", "-", 0),
        ),
        SheetType.OPEN,
    )
    assert [(row[1], row[-1]) for row in counts(found)] == [
        ("Akron", "suppressed"),
        ("Kent", "error"),
        ("Troy", 1234),
        ("Xenia", 0),
    ]
    assert read.sheets(document([cell("a")]), SheetType.OPEN) == ["2024", "2023"]


def test_an_open_document_writes_once_what_is_alike():
    zeros = cell(0, 0).replace("cell", 'cell table:number-columns-repeated="3"', 1)
    empty = '<table:table-cell table:number-columns-repeated="2"/>'
    heading = line(*map(cell, ["Agency", "Jan", "Feb", "Mar", "Apr"]))
    file = document(
        f"<table:table-header-rows>{heading}</table:table-header-rows>",
        [cell("Akron"), zeros, cell(4, 4)],
        f"<table:table-row-group>{line(cell('Kent'), empty, cell(5, 5), cell(6, 6))}</table:table-row-group>",
        line(cell("Lima"), cell(1, 1), more=' table:number-rows-repeated="3"'),
        [cell("Troy"), cell(2, 2)],
    )
    assert [(each.number, *each.cells) for each in read.lines(file, SheetType.OPEN)] == [
        (1, "Agency", "Jan", "Feb", "Mar", "Apr"),
        (2, "Akron", "0", "0", "0", "4"),
        (3, "Kent", "", "", "5", "6"),
        *[(at, "Lima", "1") for at in (4, 5, 6)],
        (7, "Troy", "2"),
    ]


@pytest.mark.parametrize(
    ("position", "akron", "rejected"),
    [("super 58%", 12, []), ("33% 58%", 12, []), ("sub 58%", 123, [3]), ("-33% 58%", 123, [3])],
)
def test_a_raised_digit_of_an_open_document_is_a_footnote(position, akron, rejected):
    styles = (
        '<style:style style:name="T1">'
        f'<style:text-properties style:text-position="{position}"/></style:style>'
    )

    def row(name, bare, mark):
        shown = f'{bare}<text:span text:style-name="T1">{mark}</text:span>'
        return [cell(name), cell("OH"), cell("2024", 2024), cell(shown)]

    rows = [[cell(name) for name in HEADER], row("Akron", 12, "3"), row("Kent", 7, "1, (2)")]
    found = reading(document(*rows, styles=styles), SheetType.OPEN)
    assert counts(found)[0][-1] == akron
    assert [lines[0] for lines, _ in reasons(found, "rejected")] == rejected
    assert [row[-1] for row in counts(found)[1:]] == ([] if rejected else [7])
