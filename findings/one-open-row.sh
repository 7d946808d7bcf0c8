#!/usr/bin/env bash
# Finding: Django REST Framework lists "one open row per site" among a serializer's validators,
# but never applies it when the open row is the one whose end is NULL.
#
# `UniqueConstraint(fields=["site"], condition=Q(ended__isnull=True))` is the usual way to allow
# many ended engagements and one open engagement. ModelSerializer turns it into a validator and
# shows it in its repr. With the same rule written over a state column, the validator works.
#
# Versions: djangorestframework 3.18.3, Django 5.2.19.
# Guess:    both rules answer a second open row with a validation error (400).
# Seen:     Nov 27, 2026 (Python 3.11, SQLite; PostgreSQL 18 gave the same). is_valid() says yes
#           to a second open row, and also to reopening an ended row; save() then raises
#           IntegrityError, which a view answers with 500. The validator hands a bare None to
#           Q.check(), Django cannot tell its type and raises a FieldError, and the validator
#           takes that for "no such row". Django's own full_clean() refuses the same row.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check django==5.2.19 djangorestframework==3.18.3

cat >rows.py <<'PY'
"""Add a second open row to two tables that allow one, through serializers and the model."""

import django
from django.conf import settings

settings.configure(
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "rest_framework"],
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
)
django.setup()

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.db.models import Q
from rest_framework import serializers


class ByEnd(models.Model):
    site = models.CharField(max_length=20)
    ended = models.DateField(null=True, blank=True)

    class Meta:
        app_label = "rows"
        constraints = [
            models.UniqueConstraint(
                fields=["site"], condition=Q(ended__isnull=True), name="one_without_an_end"
            )
        ]


class ByState(models.Model):
    site = models.CharField(max_length=20)
    state = models.CharField(max_length=10)

    class Meta:
        app_label = "rows"
        constraints = [
            models.UniqueConstraint(fields=["site"], condition=Q(state="open"), name="one_open")
        ]


class ByEndSerializer(serializers.ModelSerializer):
    class Meta:
        model = ByEnd
        fields = ["site", "ended"]


class ByStateSerializer(serializers.ModelSerializer):
    class Meta:
        model = ByState
        fields = ["site", "state"]


with connection.schema_editor() as editor:
    editor.create_model(ByEnd)
    editor.create_model(ByState)
ByEnd.objects.create(site="EX-1")
ByState.objects.create(site="EX-1", state="open")
ended = ByEnd.objects.create(site="EX-1", ended="2023-09-30")


def ask(label, serializer):
    """Print the validator's word, then the database's where the validator says yes."""
    if not serializer.is_valid():
        print(f"{label}: refused,", *(str(error) for errors in serializer.errors.values() for error in errors))
        return
    try:
        with transaction.atomic():
            serializer.save()
    except IntegrityError as error:
        print(f"{label}: is_valid, then IntegrityError: {error}")
    else:
        print(f"{label}: is_valid and saved")


for kind in (ByEndSerializer, ByStateSerializer):
    print(f"{kind.__name__}: {len(kind().validators)} validator")
ask("by state, second open", ByStateSerializer(data={"site": "EX-1", "state": "open"}))
ask("by state, another ended", ByStateSerializer(data={"site": "EX-1", "state": "ended"}))
ask("by end, second open", ByEndSerializer(data={"site": "EX-1", "ended": None}))
ask("by end, second open, end left out", ByEndSerializer(data={"site": "EX-1"}))
ask("by end, another ended", ByEndSerializer(data={"site": "EX-1", "ended": "2020-09-30"}))
ask("by end, reopen", ByEndSerializer(ended, data={"ended": None}, partial=True))
try:
    ByEnd(site="EX-1").full_clean()
except ValidationError as error:
    print("by end, full_clean: refused,", *error.messages)
PY

venv/bin/python rows.py | tee seen.txt

diff -u - seen.txt <<'EXPECTED' && echo "As recorded."
ByEndSerializer: 1 validator
ByStateSerializer: 1 validator
by state, second open: refused, The fields site must make a unique set.
by state, another ended: is_valid and saved
by end, second open: is_valid, then IntegrityError: UNIQUE constraint failed: rows_byend.site
by end, second open, end left out: is_valid, then IntegrityError: UNIQUE constraint failed: rows_byend.site
by end, another ended: is_valid and saved
by end, reopen: is_valid, then IntegrityError: UNIQUE constraint failed: rows_byend.site
by end, full_clean: refused, Constraint “one_without_an_end” is violated.
EXPECTED
