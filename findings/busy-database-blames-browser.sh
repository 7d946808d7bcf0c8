#!/usr/bin/env bash
# Finding: a database that is away while a session is stored makes Django answer 400, "the session was deleted".
#
# Every page that stores something in its session (a message, a language, a count, a new sign-in) writes the row at the end
# of the request. When the database refuses that one write, because it is locked, restarting, or out of connections, the
# browser is told that its request was bad, nobody is sent an error, and a monitor counts a 4xx.
#
# Versions: Django 5.2.19, with sessions in the database, alone and behind a cache.
# Guess:    the driver's OperationalError comes through, as it does for every other row: 500, logged as an error.
# Seen:     Nov 29, 2026 (Python 3.11, SQLite for its lock). The row of a model: OperationalError. The session: 400 and
#           SessionInterrupted, "The request's session was deleted before the request completed", logged as a warning; the
#           session is still there afterwards, with its old content. A new session's first write does give OperationalError.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export PIP_DISABLE_PIP_VERSION_CHECK=1

cat >busy.py <<'PY'
import logging
import sqlite3
import sys

import django
from django.conf import settings
from django.http import HttpResponse
from django.urls import path

engine = sys.argv[1]


def count(request):
    request.session["count"] = request.session.get("count", 0) + 1
    return HttpResponse("counted")


def store(request):
    from django.contrib.auth.models import Group

    Group.objects.create(name="Outreach")
    return HttpResponse("stored")


urlpatterns = [path("count/", count), path("store/", store)]
settings.configure(
    ALLOWED_HOSTS=["testserver"],
    SECRET_KEY="only here",
    ROOT_URLCONF=__name__,
    SESSION_ENGINE=f"django.contrib.sessions.backends.{engine}",
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": f"{engine}.db", "OPTIONS": {"timeout": 0.1}}},
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"],
    MIDDLEWARE=["django.contrib.sessions.middleware.SessionMiddleware"],
    LOGGING_CONFIG=None,
)
django.setup()
logging.getLogger("django").setLevel(logging.CRITICAL)
from django.core.management import call_command
from django.test import Client

call_command("migrate", verbosity=0)
client = Client(raise_request_exception=False)
seen = []


class Levels(logging.Handler):
    def emit(self, record):
        kind = record.exc_info[0].__name__ if record.exc_info else "no error"
        seen.append(f"{record.levelname} ({kind})")


logger = logging.getLogger("django.request")
logger.handlers, logger.propagate = [Levels()], False
logger.setLevel(logging.WARNING)


def ask(what, address, by=client):
    seen.clear()
    answer = by.get(address)
    print(f"{what}: {answer.status_code}, {', '.join(seen) or 'nothing logged'}")


print(f"Sessions in {engine}")
ask("  first", "/count/")
elsewhere = sqlite3.connect(f"{engine}.db", isolation_level=None)
elsewhere.execute("BEGIN IMMEDIATE")  # readers go on, writers wait
ask("  locked, a row of a model", "/store/")
ask("  locked, the session", "/count/")
ask("  locked, a new session", "/count/", Client(raise_request_exception=False))
elsewhere.execute("ROLLBACK")
print(f"  the session has counted to {client.session['count']}")
ask("  afterwards", "/count/")
PY

python3 -m venv env
env/bin/pip install --quiet django==5.2.19 2>pip.log || { cat pip.log; exit 2; }
for engine in db cached_db; do env/bin/python busy.py "$engine"; done | tee seen.txt

diff -u - seen.txt <<'EXPECTED' && echo "As recorded."
Sessions in db
  first: 200, nothing logged
  locked, a row of a model: 500, ERROR (OperationalError)
  locked, the session: 400, WARNING (SessionInterrupted)
  locked, a new session: 500, ERROR (OperationalError)
  the session has counted to 1
  afterwards: 200, nothing logged
Sessions in cached_db
  first: 200, nothing logged
  locked, a row of a model: 500, ERROR (OperationalError)
  locked, the session: 400, WARNING (SessionInterrupted)
  locked, a new session: 500, ERROR (OperationalError)
  the session has counted to 1
  afterwards: 200, nothing logged
EXPECTED
