"""Text is folded the same in every database: ``make run``'s, Docker's and one with the plain C locale.

The functions are loaded into an empty database of each locale, and answer there as they do in the tests'.
"""
# ruff: noqa: RUF001 -- characters that look alike are what these tests are about

import psycopg2
import pytest
from django.conf import settings
from django.db import connection, connections

from foundation.workflow.words import parts
from tests.workflow.test_folds import ABBREVIATED, NAMES

pytestmark = pytest.mark.django_db(databases=["default", "owner"])

# What `initdb` of the wheel, of the distributions and of Docker's image choose, as far as this machine has it.
LOCALES = {
    "built in": "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C'",
    "C": "LOCALE_PROVIDER libc LOCALE 'C'",
    "C with Unicode": "LOCALE_PROVIDER libc LOCALE 'C.UTF-8'",
    "Docker's": "LOCALE_PROVIDER libc LOCALE 'en_US.UTF-8'",
    "Turkish": "LOCALE_PROVIDER libc LOCALE 'tr_TR.UTF-8'",
    "ICU": "LOCALE_PROVIDER icu ICU_LOCALE 'en-US' LOCALE 'C'",
}
# In order: each may use those before it.
FUNCTIONS = (
    "app_plain", "app_fold", "app_found_by", "app_patterns", "app_searchable", "app_words", "app_asked", "app_excerpt",
)  # fmt: skip
NAME = "test_of_another_locale"
SENTENCES = [
    "Fentanyl and NIBIN™/eTrace® in the 2nd/3rd precinct, 1,200 cases",
    "Fenta\u00adnyl\u200b in Doña Ana, St. Louis and Ft. Wayne; body\u2013worn cameras",
    "Chief O’Brien’s “cold case” squad, Straße 3.5, İSTANBUL, ΣΊΣΥΦΟΣ, 東京",
]
TYPED = [
    "o’brien",
    "Obrien",
    "dona ana",
    "DOÑA",
    "saint louis",
    '"cold case"',
    "fentanyl -etrace",
    "body-worn",
]


def answers(cursor) -> list:
    """Ask everything that folds, in one order."""
    cursor.execute(
        "SELECT app_plain(t), app_fold(t), app_found_by(t), app_patterns(t), app_words(t)::text, app_asked(t)"
        "  FROM unnest(%s::text[]) WITH ORDINALITY u(t, n) ORDER BY n",
        [[*NAMES, *ABBREVIATED, *SENTENCES, *TYPED]],
    )
    found = cursor.fetchall()
    cursor.execute(
        "SELECT app_words(s) @@ websearch_to_tsquery('pg_catalog.english', app_asked(a)), app_excerpt(s, a)"
        '  FROM unnest(%s::text[]) s, unnest(%s::text[]) a ORDER BY s COLLATE "C", a COLLATE "C"',
        [SENTENCES, TYPED],
    )
    # Where an excerpt ends may differ by a word; which words are marked may not.
    marked = [
        (hit, [words for words, is_found in parts(told) if is_found])
        for hit, told in cursor.fetchall()
    ]
    return found + marked


@pytest.fixture
def database_with(django_db_blocker):
    """Return a function that makes a database of a locale with the portal's functions in it."""
    opened = []

    def make(options: str):
        with connections["owner"]._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
            try:
                cursor.execute(
                    f"CREATE DATABASE {NAME} TEMPLATE template0 ENCODING 'UTF8' {options}"
                )
            except Exception as error:  # noqa: BLE001 -- whatever says that this machine lacks it
                pytest.skip(str(error).splitlines()[0])
        told = connections["owner"].get_connection_params() | {"dbname": NAME}
        other = psycopg2.connect(**told)
        other.autocommit = True
        opened.append(other)
        cursor = other.cursor()
        for function in FUNCTIONS:
            path = settings.ROOT / "foundation" / "workflow" / "sql" / f"{function}.sql"
            cursor.execute(path.read_text())
        return cursor

    yield make
    for each in opened:
        each.close()
    with connections["owner"]._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")


@pytest.mark.parametrize("locale", LOCALES)
def test_a_database_of_another_locale_folds_alike(locale, database_with):
    with connection.cursor() as cursor:
        mine = answers(cursor)
    other = answers(database_with(LOCALES[locale]))
    assert [pair for pair in zip(mine, other, strict=True) if pair[0] != pair[1]] == []
