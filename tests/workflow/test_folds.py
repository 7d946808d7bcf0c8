"""Folding: what a name is found by, in Python and in the database one answer, and what is cleaned of a line."""
# ruff: noqa: RUF001 -- characters that look alike are what these tests are about

import sys
import unicodedata

import pytest
from django.db import connection

from foundation.workflow import folds

# What people type and paste, with what it is compared as.
NAMES = {
    "José Núñez": "jose nunez",
    "Jose\u0301 Nun\u0303ez": "jose nunez",
    "O’Brien": "obrien",
    "O'Brien": "obrien",
    "O`Brien": "obrien",
    "O´Brien": "obrien",
    "Hawaiʻi County": "hawaii county",
    "Sheriff’s Office": "sheriffs office",
    "Wilkes-Barre": "wilkes barre",
    "Wilkes\u2011Barre": "wilkes barre",
    "Wilkes\u2013Barre": "wilkes barre",
    "Wilkes\u00a0Barre": "wilkes barre",
    "Wilkes\u00adBarre": "wilkesbarre",
    "NIBIN/eTrace": "nibin etrace",
    "NIBIN™ / eTrace®": "nibin etrace",
    "2nd/3rd precinct": "2nd 3rd precinct",
    "St. Louis": "st louis",
    "D.C. Superior Court": "dc superior court",
    "J.R. Smith": "jr smith",
    "\u200bRosa\ufeff  Example\u2060": "rosa example",
    "ﬁrearms": "firearms",
    "ＲＯＳＡ": "rosa",
    "Straße Łódź Ærø Þór ÇİĞ ı": "strasse lodz aero thor cig i",
    "ΣΊΣΥΦΟΣ": "σισυφοσ",
    "Иванов": "иванов",
    "東京": "東京",
    "A & B, 100%_\\": "a b 100",
    "\t\r\n\x01": "",
    "👩‍👩‍👧 team": "team",
    "rosa@example.org": "rosa example org",
    "": "",
}
ABBREVIATED = {
    "St. Louis": "st louis saint",
    "Saint Louis": "saint louis st",
    "Sault Ste. Marie": "sault ste marie sainte",
    "Fort Wayne": "fort wayne ft",
    "Mt Vernon": "mt vernon mount",
    "Stanley": "stanley",
}


def in_database(function, texts):
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {function}(t) FROM unnest(%s::text[]) WITH ORDINALITY u(t, n) ORDER BY n",  # noqa: S608 -- our own names
            [list(texts)],
        )
        return [row[0] for row in cursor.fetchall()]


@pytest.mark.parametrize(("given", "folded"), NAMES.items())
def test_a_name_is_compared_however_it_is_typed(given, folded):
    assert folds.fold(given) == folded


@pytest.mark.django_db
def test_the_database_folds_a_name_as_python_does():
    texts = [*NAMES, *ABBREVIATED]
    for function in ("plain", "fold", "found_by"):
        mine = [getattr(folds, function)(text) for text in texts]
        assert in_database(f"app_{function}", texts) == mine


@pytest.mark.django_db
def test_the_database_folds_every_character_as_python_does():
    """Each one that this Python knows, between letters: no locale and no library has a say."""
    known = [
        f"A{chr(code)}b"
        for code in range(1, sys.maxunicode + 1)
        if unicodedata.category(chr(code)) not in {"Cn", "Cs", "Co"}
    ]
    mine = [folds.fold(text) for text in known]
    pairs = zip(known, in_database("app_fold", known), mine, strict=True)
    assert [each for each in pairs if each[1] != each[2]] == []


@pytest.mark.parametrize(("given", "kept"), ABBREVIATED.items())
def test_an_abbreviated_name_is_found_by_the_whole_one(given, kept):
    assert folds.found_by(given) == kept


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ["", "  ", "%", "_", "...", "\u200b"])
def test_no_word_finds_nobody(asked):
    assert not folds.has_words(folds.found_by("Rosa Example"), asked)
    assert in_database("app_patterns", [asked]) == [[""]]
