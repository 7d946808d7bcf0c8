"""Names that deceive nobody: not the eye, not a header, not a file system."""

import pytest

from foundation.files.names import clean, ending


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Strategic plan 2026.pdf", "Strategic plan 2026.pdf"),
        ("Señor Núñez \u2013 cases.xlsx", "Señor Núñez \u2013 cases.xlsx"),
        ("Nu\u0303n\u0303ez.txt", "Nũñez.txt".replace("u\u0303", "ũ")),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\dana\\plan.docx", "plan.docx"),
        ("..\\..\\win.ini", "win.ini"),
        ("invoice\u202efdp.txt", "invoicefdp.txt"),
        ("zero\u200bwidth\ufeff.txt", "zerowidth.txt"),
        ("bell\x07and\x1bescape.txt", "bellandescape.txt"),
        ("two\r\nlines.txt", "two lines.txt"),
        ('quo"te;x=y.txt', "quo-te-x=y.txt"),
        ("<b>bold</b>.txt", "b-.txt"),
        ("a:stream.txt", "a-stream.txt"),
        ("wild*card?.txt", "wild-card-.txt"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("Com1.tar.txt", "_Com1.tar.txt"),
        ("LPT9.csv", "_LPT9.csv"),
        ("console.txt", "console.txt"),
        (".htaccess", "htaccess"),
        ("...", "file"),
        ("plan.pdf. . .", "plan.pdf"),
        ("", "file"),
        ("\u202e\u200b", "file"),
        ("surrogate\ud800.txt", "surrogate.txt"),
    ],
)
def test_a_hostile_name_becomes_a_plain_one(given, kept):
    assert clean(given) == kept


@pytest.mark.parametrize("letter", ["a", "ñ", "語", "😀"])
def test_a_long_name_is_cut_but_keeps_its_ending(letter):
    name = clean(letter * 400 + ".docx")
    assert name.endswith(f"{letter}.docx")
    assert len(name) <= 120
    assert len(name.encode()) <= 180


def test_a_long_ending_is_no_ending():
    assert len(clean("plan." + "x" * 300)) <= 120


@pytest.mark.parametrize("name", ["a.PDF", "b.tar.pdf", "c d.Pdf"])
def test_an_ending_is_read_in_any_case(name):
    assert ending(name) == ".pdf"


@pytest.mark.parametrize("name", ["pdf", ".pdf", "plan."])
def test_a_name_without_an_ending_has_none(name):
    assert ending(name) in {"", "."}


def test_cleaning_twice_changes_nothing():
    for given in ("CON.txt", "..a/b\\c\u202e.txt", "x" * 300 + ".pdf"):
        assert clean(clean(given)) == clean(given)
