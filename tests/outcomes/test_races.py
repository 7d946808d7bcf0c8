"""Two people who confirm one import, and a command that is killed, with real commits."""

import os
import signal
import subprocess
import sys
import time
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from foundation.accounts.actors import Actor
from foundation.outbox.models import Job
from foundation.tenancy.context import acting_atomic
from foundation.workflow.errors import DomainError
from outcomes.actions import imports, merges
from outcomes.enums import ImportState
from outcomes.errors import NotReady
from outcomes.models import Agency, Figure, FigureImport
from tests.addresses import address_of
from tests.factories.sites import StateFactory
from tests.together import Meet, at_once, does, refusals

JOB = Actor.system("reference")
ROWS = "".join(f"OH0250700,Example PD,OH,2024,{month},{month}\n" for month in range(1, 13))


@pytest.fixture
def ready(transactional_db, tmp_path):
    with acting_atomic("system:reference"):
        StateFactory(usps="OH", name="Ohio", fips="39")
    path = tmp_path / "counts.csv"
    path.write_text(f"ORI,Agency,State,Year,Month,Murder\n{ROWS}")
    call_command("import_figures", str(path), "--apply", "--json", stdout=StringIO())
    with acting_atomic("system:reference"):
        kept = FigureImport.objects.get()
        merges.undo(kept, by=JOB)
        FigureImport.objects.filter(pk=kept.pk).update(
            state=ImportState.READY, merged_at=None, undone_at=None
        )
        return FigureImport.objects.get()


def test_two_merges_at_once_make_one(ready):
    def merge(meet: Meet) -> None:
        with acting_atomic("system:reference"):
            meet()
            merges.merge(ready, by_user=None)

    [refused] = refusals(at_once(merge, merge))
    assert issubclass(refused, DomainError)
    with acting_atomic("system:reference"):
        assert Figure.objects.current().count() == 12


def test_two_people_confirming_one_import_make_one_merge(ready, ana_analyst, mona_manager, drain):
    version = ready.version

    def confirm(by: Actor) -> None:
        imports.confirm(ready, version=version, by=by)

    done = at_once(does(ana_analyst, confirm), does(mona_manager, confirm))
    assert refusals(done) == [NotReady]
    drain()
    with acting_atomic("system:reference"):
        kept = FigureImport.objects.get()
        assert Job.objects.filter(kind="outcomes.merge").count() == 1
        assert (kept.state, kept.counts) == (ImportState.MERGED, {"new": 12, "restated": 0})
        assert kept.merged_by in (ana_analyst, mona_manager)
        assert Figure.objects.current().count() == 12


# The server needs a moment to see that a client is gone; until then its transaction holds its locks.
UNENDED = """
SELECT EXISTS (
  SELECT FROM pg_stat_activity
  WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL
)
"""


# A process that was forked from this one would bring along its threads' locks and its open files.
RUN_AND_DIE = """
import os, signal, sys
import django
django.setup()
from django.core.management import call_command
from outcomes.actions import merges
merges._add_populations = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
call_command("import_figures", sys.argv[1], "--apply", "--json")
"""


def _run_and_die(path):
    """Run the command in a process of its own that is killed before the merge ends, and its transaction with it."""
    variables = os.environ | {"DATABASE_URL": address_of()}  # noqa: TID251 -- handed on to a child
    died = subprocess.run([sys.executable, "-c", RUN_AND_DIE, path], env=variables, check=False)  # noqa: S603 -- our own lines
    while _is_unended():
        time.sleep(0.05)
    return -died.returncode


def _is_unended():
    with connection.cursor() as cursor:
        cursor.execute(UNENDED)
        return cursor.fetchone()[0]


def test_a_command_that_is_killed_leaves_nothing_and_run_again_everything_once(
    transactional_db, tmp_path
):
    with acting_atomic("system:reference"):
        StateFactory(usps="OH", name="Ohio", fips="39")
    path = tmp_path / "counts.csv"
    path.write_text(f"ORI,Agency,State,Year,Month,Murder\n{ROWS}")
    assert _run_and_die(path) == signal.SIGKILL
    with acting_atomic("system:reference"):
        assert not Figure.objects.exists()
        assert not FigureImport.objects.exists()
        assert not Agency.objects.exists()
    for _ in range(2):
        call_command("import_figures", str(path), "--apply", "--json", stdout=StringIO())
        with acting_atomic("system:reference"):
            assert Figure.objects.count() == 12
            assert Agency.objects.count() == 1
