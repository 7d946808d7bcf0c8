"""Spreadsheets as people have them: each test is named after what somebody would say went wrong."""

import zipfile
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from foundation.calendars import clock
from foundation.imports import days, near, read
from foundation.imports.models import Import
from foundation.tenancy.context import acting_atomic
from sites.models import Contact
from tests.factories.sites import SiteFactory
from tests.imports.test_imports import GOOD, HEADER, as_csv, bring, preview, reasons, row, send
from tests.pages import words
from tta_requests.models import TTARequest

pytestmark = pytest.mark.django_db
__all__ = ["bring", "preview", "send"]
# Small files after public bug reports of other software; the names in them are invented.
FILES = Path(__file__).with_name("files")


@pytest.fixture(autouse=True)
def examples(standards):
    """The two places that the files speak of."""
    with acting_atomic("system:demo"):
        SiteFactory(slug="example-city-ex", name="Example City, EX")
        SiteFactory(slug="example-harbor-ex", name="Example Harbor, EX")


def field(name):
    return (FILES / name).read_bytes()


def table_of(content, kind="text/csv", **more):
    return read.table(BytesIO(content), kind, **more)


def saved(book):
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def answered(client, address, **choices):
    """Answer what the page of rows asks; what is not chosen is answered as proposed."""
    form = client.get(address).context["answers"]
    said = {each.name: choices.get(each.name, each.initial) for each in form}
    assert client.post(f"{address}?answers", said).status_code == 303
    return client.get(address)


def open_document(body, styles=""):
    """Return a spreadsheet with one table, or with several that are given whole."""
    tables = (
        body
        if body.startswith("<table:table ")
        else f'<table:table table:name="S">{body}</table:table>'
    )
    head = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "style", "table", "text")
    )
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        made.writestr(
            "content.xml",
            f"<office:document-content{head}><office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:spreadsheet>{tables}"
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return out.getvalue()


def open_row(*cells):
    return f"<table:table-row>{''.join(map(open_cell, cells))}</table:table-row>"


def open_cell(cell):
    if isinstance(cell, date):
        return (
            f'<table:table-cell office:value-type="date" office:date-value="{cell}T09:14:00">'
            "<text:p>x</text:p></table:table-cell>"
        )
    return (
        f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
    )


def test_six_of_my_eight_rows_were_lost_without_a_word(preview):
    page, _ = preview(field("stale_dimension.xlsx"), "list.xlsx")
    assert (page.context["good"], reasons(page)) == (8, {})


def test_requests_called_n_a_were_created(preview):
    page, _ = preview(field("error_cells.xlsx"), "list.xlsx")
    assert page.context["good"] == 0
    assert "Title: The cell holds the error #N/A." in reasons(page)[2]
    assert "Problem: The cell holds the error #REF!." in reasons(page)[2]
    assert "Title: The cell holds the error #VALUE!." in reasons(page)[3]


def test_a_formula_without_a_result_came_in_as_a_blank(preview):
    book = Workbook()
    for cells in (HEADER, GOOD, row(old='="17-"&"C"')):
        book.active.append(cells)
    page, _ = preview(saved(book), "list.xlsx")
    assert (page.context["good"], list(reasons(page))) == (1, [3])


def test_nine_of_ten_spellings_of_one_day_were_refused(preview, frozen_in_december):
    page, _ = preview(field("timestamps.csv"))
    assert (page.context["good"], reasons(page)) == (10, {})
    place = page.context["labels"].index("Asked on")
    assert {cells[place] for _, cells in page.context["sample"]} == {"2026-11-20"}


@pytest.fixture
def frozen_in_december():
    """The day that the file speaks of has to be over."""
    with clock.frozen(datetime(2026, 12, 3, 15, tzinfo=UTC)):
        yield


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("Nov. 20, 2026", date(2026, 11, 20)),
        ("20 November 2026", date(2026, 11, 20)),
        ("Friday, November 20th, 2026", date(2026, 11, 20)),
        ("20-NOV-2026 09:14", date(2026, 11, 20)),
        ("20261120", date(2026, 11, 20)),
        ("46346.385", date(2026, 11, 20)),
        ("11.20.2026", date(2026, 11, 20)),
        ("2026-11-20T23:30:00-06:00", date(2026, 11, 20)),
        # Half past nine in the evening in the East; a midnight is a day without a time.
        ("2026-11-21T02:30:00Z", date(2026, 11, 20)),
        ("2026-11-20T00:00:00Z", date(2026, 11, 20)),
        ("3/4/2026", date(2026, 3, 4)),
        ("Jan-24", None),
        ("2/30/2026", None),
        ("20 Nowember 2026", None),
        ("11/20", None),
        ("17", None),
    ],
)
def test_my_date_was_not_understood_or_was_guessed(said, day):
    assert days.read(said) == day


def test_the_day_stood_first_and_april_became_march(preview, client_of, cora_coordinator):
    content = as_csv(row(asked="31/03/2026", old="1"), row(asked="4/3/2026", old="2"))
    page, address = preview(content)
    assert page.context["good"] == 0
    assert "isn't a date until you answer" in reasons(page)[3]
    assert "which comes first?" in words(page)
    after = answered(client_of(cora_coordinator), address)
    assert (after.context["good"], reasons(after)) == (2, {})
    place = after.context["labels"].index("Asked on")
    assert [cells[place] for _, cells in after.context["sample"]] == ["2026-03-31", "2026-03-04"]


def test_nobody_is_asked_about_a_column_whose_months_come_first(preview):
    page, _ = preview(as_csv(row(asked="3/31/2026"), row(asked="3/4/2026", old="2")))
    assert (page.context["good"], page.context["questions"]) == (2, ())


def test_a_contact_of_1998_was_added_in_2098(preview, client_of, cora_coordinator):
    header = ["Site", "Name", "Added on"]
    cells = ["Example City, EX", "Rosa", "5/1/98"]
    page, address = preview(as_csv(cells, header=header), what="contacts")
    assert page.context["good"] == 0
    assert "which century?" in words(page)
    after = answered(client_of(cora_coordinator), address)
    assert [cells[2] for _, cells in after.context["sample"]] == ["1998-05-01"]


def test_my_header_has_two_rows(preview):
    page, _ = preview(field("two_row_header.xlsx"), "list.xlsx")
    assert (page.context["good"], reasons(page)) == (2, {})
    assert [line for line, _ in page.context["sample"]] == [3, 4]


def test_a_title_stands_above_my_table(preview):
    title = b"Requests of the region\nas of March 31\n\n"
    page, _ = preview(title + as_csv(GOOD))
    assert (page.context["good"], reasons(page)) == (1, {})
    assert page.context["sample"][0][0] == 5


def test_the_wrong_row_was_taken_for_the_header(send, client_of, cora_coordinator):
    other = ["Where", "What", "Why", "Aim", "Area", "Kind?", "How", "x", "When", "Status?", "No"]
    content = as_csv([f"c{k}" for k in range(11)], GOOD, header=other)
    client, address = client_of(cora_coordinator), send(content)["Location"]
    assert "Choose another header row" in words(client.get(address))
    page = client.get(f"{address}?header")
    assert "Row 2: c0, c1" in words(page)
    assert client.post(f"{address}?header", {"line": "2"}).status_code == 303
    assert client.get(address).context["kept"].header[:2] == ["c0", "c1"]


def test_a_row_that_names_no_columns_is_refused_as_the_header(send, client_of, cora_coordinator):
    content = as_csv(["A note."], GOOD)
    client, address = client_of(cora_coordinator), send(content)["Location"]
    answer = client.post(f"{address}?header", {"line": "2"})
    assert answer.status_code == 422
    assert "Line 3 has more cells than the header row." in words(answer)
    with acting_atomic("system:demo"):
        assert Import.objects.get().header == HEADER


def test_two_columns_were_both_called_name_below_merged_headings():
    table = table_of(b"Caller,,Chief,\nName,Phone,Name,Phone\nA,1,B,2\n", header_line=2)
    assert table.header == ("Caller Name", "Caller Phone", "Chief Name", "Chief Phone")


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_only_the_first_row_of_a_merged_cell_had_its_site(kind):
    if kind == "xlsx":
        book = Workbook()
        for cells in (["Site", "Title"], ["Example City, EX", "A"], [None, "B"], [None, "C"]):
            book.active.append(cells)
        book.active.merge_cells("A2:A3")
        content, media = saved(book), read.MediaType.EXCEL
    else:
        merged = open_row("Example City, EX", "A").replace(
            "<table:table-cell", '<table:table-cell table:number-rows-spanned="2"', 1
        )
        covered = open_row("x", "B").replace(open_cell("x"), "<table:covered-table-cell/>")
        below = open_row("x", "C").replace(open_cell("x"), "<table:table-cell/>")
        content = open_document(open_row("Site", "Title") + merged + covered + below)
        media = read.SheetType.OPEN
    assert [line.cells for line in table_of(content, media).lines] == [
        ("Example City, EX", "A"),
        ("Example City, EX", "B"),
        ("", "C"),
    ]


def test_excels_own_first_line_was_taken_for_the_header(preview):
    page, _ = preview(field("sep_line.csv"))
    assert (page.context["good"], reasons(page)) == (2, {})
    assert [line for line, _ in page.context["sample"]] == [2, 3]


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252", "utf-8-sig"])
def test_unicode_text_of_excel_was_not_text(bring, encoding):
    bring(as_csv(row(title="Café “résumé”"), delimiter="\t", encoding=encoding), "list.txt")
    with acting_atomic("system:demo"):
        assert TTARequest.objects.get().title == "Café “résumé”"


def test_my_site_was_refused_because_of_a_comma(preview, client_of, cora_coordinator):
    page, address = preview(field("site_names.csv"))
    assert (page.context["good"], list(reasons(page))) == (8, [5])
    assert "Site: what does “Example City” mean?" in words(page)
    after = answered(client_of(cora_coordinator), address)
    assert (after.context["good"], reasons(after)) == (9, {})


def test_a_name_i_did_not_mean_was_taken_anyway(preview, client_of, cora_coordinator):
    content = as_csv(row(core="Gun Violense"))
    page, address = preview(content)
    assert list(reasons(page)) == [2]
    after = answered(client_of(cora_coordinator), address, **{"answer-0": "-"})
    assert list(reasons(after)) == [2]
    assert after.context["open_questions"] == 0


def test_a_name_that_two_places_share_is_asked_about():
    names = {"Riverton, EX": "Riverton, EX", "Riverton, WY": "Riverton, WY"}
    assert near.same("Riverton", names) is None
    assert near.near("Riverton", names) == ["Riverton, EX", "Riverton, WY"]


def test_first_and_last_name_stand_in_two_columns(preview):
    page, _ = preview(field("roster_split_names.csv"), what="rosters")
    assert (page.context["good"], reasons(page)) == (1, {})
    [(_, cells)] = page.context["sample"]
    assert cells[page.context["labels"].index("Name")] == "Dana St. Example"


def test_two_people_with_one_mailbox_became_one(bring):
    header = ["Site", "Name", "Email"]
    people = [["Example City, EX", name, "desk@example.org"] for name in ("Ana", "Ben", "ANA ")]
    report = bring(as_csv(*people, header=header), what="contacts")
    assert (report.context["brought"], report.context["left"]) == (2, [(4, "Same as line 2.")])
    with acting_atomic("system:demo"):
        assert sorted(Contact.objects.values_list("name", flat=True)) == ["Ana", "Ben"]


def test_my_workbook_from_libreoffice_was_refused(preview):
    cells = row(asked=date(2026, 3, 31))
    content = open_document(open_row(*HEADER) + open_row(*cells))
    page, _ = preview(content, "list.ods")
    assert (page.context["good"], reasons(page)) == (1, {})


HIDING = (
    '<style:style style:name="ta1" style:family="table"><style:table-properties table:display="true"/></style:style>'
    '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>'
)


def open_table(style, *rows):
    return f'<table:table table:name="{style}" table:style-name="{style}">{"".join(open_row(*r) for r in rows)}</table:table>'


def test_a_hidden_table_was_imported_instead_of_mine(preview):
    old = [*GOOD[:1], "An old list", *GOOD[2:]]
    content = open_document(
        open_table("ta2", HEADER, old) + open_table("ta1", HEADER, GOOD), styles=HIDING
    )
    page, _ = preview(content, "list.ods")
    assert (page.context["good"], reasons(page)) == (1, {})
    assert "An old list" not in words(page)


def test_every_table_is_hidden_and_i_was_not_told(send):
    answer = send(open_document(open_table("ta2", HEADER, GOOD), styles=HIDING), "list.ods")
    assert "Every sheet in this workbook is hidden." in words(answer)
    assert answer.status_code == 422


def test_a_note_above_my_table_made_the_file_refused(send, client_of, cora_coordinator):
    """The note is as wide as the table, and no heading is known: it's taken for the header."""
    other = ["Where", "What", "Why", "Aim", "Area", "Kind?", "How", "x", "When", "Stage?", "No"]
    note = ["See", "", "the", "notes", "", "below", "", "of", "2026", "", "!"]
    answer = send(as_csv(other, GOOD, GOOD, header=note))
    assert answer.status_code == 303
    client, address = client_of(cora_coordinator), answer["Location"]
    page = client.get(address)
    assert "Row 1 can't be the header row. Column 2 has no heading." in words(page)
    assert client.post(f"{address}begin/").status_code == 409, "nothing is imported before"
    refused = client.post(f"{address}?header", {"line": "1"})
    assert (refused.status_code, "Column 2 has no heading" in words(refused)) == (422, True)
    assert client.post(f"{address}?header", {"line": "2"}).status_code == 303
    columns = client.get(address)
    assert columns.context["kept"].header == other
    assert "form" in columns.context


def test_every_sheet_of_my_strict_workbook_was_hidden(preview):
    old, out = zipfile.ZipFile(BytesIO(field("stale_dimension.xlsx"))), BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in old.namelist():
            content = old.read(name)
            for usual, strict in (
                (b"schemas.openxmlformats.org/spreadsheetml/2006/main", b"purl.oclc.org/ooxml/spreadsheetml/main"),
                (b"schemas.openxmlformats.org/officeDocument/2006/", b"purl.oclc.org/ooxml/officeDocument/"),
            ):  # fmt: skip
                content = content.replace(usual, strict)
            made.writestr(name, content)
    page, _ = preview(out.getvalue(), "list.xlsx")
    assert (page.context["good"], reasons(page)) == (8, {})


def renamed(part):
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr(part, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"%PDF-1.7\n%%EOF", "list.xlsx", "This file is a PDF"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 50, "list.csv", "This file is a picture"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 99, "list.xlsx", "(.xls)"),
        (b"<html><table><tr><td>a</td></tr></table></html>", "list.xls", "This file is a web page"),
        (b"<?xml version='1.0'?><Workbook/>", "list.xls", "This file is XML"),
        (renamed("xl/workbook.bin"), "list.xlsb", "Excel binary workbook"),
        (renamed("Index/Document.iwa"), "list.numbers", "Apple Numbers"),
        (renamed("a.txt"), "list.zip", "zip archive"),
        (b"a\x00b", "list.csv", "characters that aren't text"),
    ],
)
def test_i_was_told_the_wrong_thing_about_my_file(send, content, name, sentence):
    answer = send(content, name)
    assert answer.status_code == 422
    assert sentence in words(answer)


def test_a_workbook_whose_name_says_csv_is_read_all_the_same(preview):
    page, _ = preview(field("stale_dimension.xlsx"), "list.csv")
    assert page.context["good"] == 8


def test_the_files_are_what_they_are_said_to_be():
    """The sheet says that it ends at line 3; a reader that believes it sees two rows."""
    sheet = load_workbook(FILES / "stale_dimension.xlsx", read_only=True).active
    assert sheet.calculate_dimension() == "A1:K3"
