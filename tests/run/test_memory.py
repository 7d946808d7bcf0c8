"""Processes load what they use: each of six would pay for a library that one of them needs."""

import ast
import subprocess
import sys
from functools import cache

import pytest

from psp_portal.local.environment import ROOT

LOADED = "import sys, django; django.setup(); print(*sys.modules)"


@cache
def printed(statements):
    done = subprocess.run(  # noqa: S603 -- our own command line
        [sys.executable, "-c", statements], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return done.stdout


@pytest.mark.parametrize(
    "library", ["openpyxl", "drf_spectacular.plumbing", "requests", "pygments"]
)
def test_starting_the_portal_loads_no_library_of_few_pages(library):
    modules = printed(LOADED).split()
    assert "django" in modules
    assert library not in modules


def test_beat_loads_neither_models_nor_rooms():
    modules = printed(
        "import sys; from psp_portal import beat; beat.app.conf.beat_schedule; print(*sys.modules)"
    ).split()
    assert "celery" in modules
    assert not [
        name for name in modules if name.split(".")[0] in {"foundation", "sites", "tta_requests"}
    ]


def test_beat_sends_every_task_of_the_schedule_by_a_name_that_workers_know():
    scheduled = printed(
        "from psp_portal.beat import app; print([row['task'] for row in app.conf.beat_schedule.values()])"
    )
    known = printed(
        "from psp_portal import preload; preload.load()\n"
        "from psp_portal.celery import app; app.loader.import_default_modules(); print(list(app.tasks))"
    )
    assert ast.literal_eval(scheduled)
    assert set(ast.literal_eval(scheduled)) <= set(ast.literal_eval(known))


def test_what_a_parent_loads_before_it_forks_is_all_of_the_code_and_no_connection():
    told = printed(
        "import gc, sys, threading\n"
        "from psp_portal import preload; preload.load()\n"
        "from django.db import connections\n"
        "print(gc.get_freeze_count() > 100_000, 'tta_requests.views' in sys.modules, 'dashboards.urls' in sys.modules,"
        " all(one.connection is None for one in connections.all(initialized_only=True)), threading.active_count())"
    )
    assert told == "True True True True 1\n"
