"""Cells: nothing that a spreadsheet would carry out, whatever separator it guesses, and the same text back."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.exports import write
from foundation.exports.enums import Format
from foundation.files import cells
from foundation.files.enums import MediaType
from foundation.imports import read

SIGNS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")


@pytest.mark.parametrize("sign", [*SIGNS, "\t", "\r", "\n"])
@pytest.mark.parametrize("separated", [True, False])
def test_a_sign_that_begins_a_cell_is_no_formula(sign, separated):
    assert cells.guard(f"{sign}1", separated=separated) == f"'{sign}1"
    assert cells.guard(f" {sign}1", separated=separated) == f" '{sign}1"
    assert cells.guard(f"'{sign}1", separated=separated) == f"''{sign}1"


@pytest.mark.parametrize(
    "text", ["plain", "'quoted'", "a=1", "5-3", "a, -b", "it's @noon", "a; b", ""]
)
def test_other_text_stays_as_it_is(text):
    assert cells.guard(text, separated=True) == text
    assert cells.unguard(text, separated=True) == text


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("separator", [";", "\t", "|", "; ", "\n", ";;"])
def test_no_guessed_separator_begins_a_formula(sign, separator):
    text = f"a{separator}{sign}1"
    written = write._csv_lines([[write.plain(text, Format.CSV), "b"]])
    for guessed in ",;\t|":
        for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
            lines = written.splitlines() if quoting == csv.QUOTE_NONE else io.StringIO(written)
            for row in csv.reader(lines, delimiter=guessed, quoting=quoting):
                assert not [cell for cell in row if cell.strip().startswith(SIGNS)]


@given(st.text(st.sampled_from(["'", ";", "|", "\t", "\n", "\r", " ", "a", "\u3000", *SIGNS])))
def test_any_text_comes_back_as_it_was(text):
    for separated in (True, False):
        assert cells.unguard(cells.guard(text, separated=separated), separated=separated) == text


VALUES = [
    "=1+1",
    "'=1+1",
    "''=1",
    "'note",
    "a;=1",
    "a;'=1",
    "\uff1d1",
    "-5",
    "'-5",
    "tab\t=1",
    "- a\n- b",
    "x;=1,2",
]


@pytest.mark.parametrize("kind", [Format.CSV, Format.XLSX])
def test_our_own_export_comes_back_as_the_same_text(settings, tmp_path, kind):
    settings.FILES_ROOT = tmp_path
    lines = [["Name", "Text; more"], *[[f"row {n}", text] for n, text in enumerate(VALUES)]]
    write.append("a" * 32, lines, kind=kind, at=0)
    made = write.finish("a" * 32, kind)
    from foundation.files import store

    media = MediaType.EXCEL if kind == Format.XLSX else MediaType.CSV
    with store.read(made.name) as file:
        table = read.table(file, media)
    assert [line.cells[1] for line in table.lines] == VALUES
