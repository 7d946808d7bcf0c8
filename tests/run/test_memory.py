"""Processes load what they use: each of six would pay for a library that one of them needs."""

import ast
import subprocess
import sys
from functools import cache
from types import SimpleNamespace
from unittest.mock import Mock

import pytest

from psp_portal.local import run
from psp_portal.local.environment import ROOT, Machine, Refusal
from psp_portal.local.valkey import free_port

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
        "from django.apps import apps; from django.db import connections; from django.urls import get_resolver\n"
        "print(gc.get_freeze_count() > 100_000, 'tta_requests.views' in sys.modules, 'dashboards.urls' in sys.modules,"
        " all(one.connection is None for one in connections.all(initialized_only=True)), threading.active_count(),"
        " get_resolver()._populated, '_relation_tree' in apps.get_model('sites.Site')._meta.__dict__)"
    )
    assert told == "True True True True 1 True True\n"


def test_the_web_parent_and_make_run_load_what_pages_need_too():
    """And what the commands of worker and beat load, where all are forks of one process."""
    told = printed(
        "import gc, os, sys\n"
        "from psp_portal.local import run; run.load(dict(os.environ))\n"
        "left, before, frozen = len(gc.get_objects()), set(sys.modules), gc.get_freeze_count()\n"
        "from django.db import connections; from django.template import engines\n"
        "print(left < 1_000, all(one.connection is None for one in connections.all(initialized_only=True)),"
        " 'base.html' in engines['django'].engine.template_loaders[0].get_template_cache)\n"
        "from psp_portal.wsgi import application; from psp_portal import preload\n"
        "from psp_portal.celery import app; from psp_portal.beat import app as beat\n"
        "import celery.__main__, celery.concurrency, kombu.transport\n"
        "app.Worker; beat.Beat; celery.concurrency.get_implementation('prefork'); kombu.transport.get_transport_cls('redis')\n"
        "print(application is preload.load_application(), gc.get_freeze_count() == frozen, sorted(set(sys.modules) - before))"
    )
    assert (
        told
        == "True True True\nTrue True ['celery.__main__', 'psp_portal.beat', 'psp_portal.wsgi']\n"
    )


def test_the_four_processes_are_forks_without_the_owners_address(monkeypatch, tmp_path):
    given, started = [], []
    monkeypatch.setattr(run, "load", given.append)
    monkeypatch.setattr(run, "tool", lambda *_: None)
    monkeypatch.setattr(run, "wait_for_web", Mock(side_effect=Refusal))
    monkeypatch.setattr(run.services, "start", lambda *_: {run.OWNER: "postgres://owner"})
    with pytest.raises(Refusal):
        run.serve(Machine(tmp_path, free_port(), {}), SimpleNamespace(start=started.append))
    assert [one.name for one in started] == ["web", "worker", "relay", "beat"]
    assert all(one.forked and one.variables == given[0] for one in started)
    assert run.OWNER not in given[0]
