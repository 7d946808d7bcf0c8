"""CPU of pages beside that of the floor.

All pages are read in turn in one run, so that their ratios depend little on the machine. The help page is almost
empty: what it takes, every page takes for its frame.
"""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from typing import Any
from unittest.mock import patch

import psycopg2
from django.db import connections
from django.template.base import Template
from django.test.utils import _TestState

from psp_portal.local.environment import ROOT
from tests.benchmarks.sides import READER, Side

ROUNDS, ROWS = 25, 300
# CPU of the application for a page: as a multiple of help's, and help's as a multiple of the floor's
# (docs/performance.md).
MOST, MOST_OF_HELP = 3, 5


@contextmanager
def running_floor() -> Iterator[Callable[[], float]]:
    """Run the floor in a process and a database of its own; give what reads its page and returns milliseconds."""
    given = connections["owner"].get_connection_params()
    owner = {name: given.get(name) for name in ("dbname", "user", "password", "host", "port")}
    names = {"USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    place = {name: owner[known] or "" for name, known in names.items()}
    with closing(psycopg2.connect(**owner)) as link, link.cursor() as cursor:
        link.autocommit = True
        cursor.execute("DROP DATABASE IF EXISTS test_floor")
        cursor.execute("CREATE DATABASE test_floor")
        database = {"ENGINE": "django.db.backends.postgresql", **place, "NAME": "test_floor"}
        asked = {"module": "floor", "database": database, "rows": ROWS}
        side = Side(
            "floor",
            subprocess.Popen(  # noqa: S603 -- our own command line
                [sys.executable, str(READER), json.dumps(asked)],
                cwd=ROOT,
                text=True,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            ),
        )
        yield lambda: side.read("/", 1, signed_in=True)[0]
        side.process.communicate()
        cursor.execute("DROP DATABASE test_floor")


def medians_beside_the_floor(
    what: str, pages: Mapping[str, tuple[Any, str]], floor: Callable[[], float], capsys: Any
) -> dict[str, float]:
    """Read pages in turn with help and the floor, print what each took, and return the medians in milliseconds.

    Arguments:
        pages: by name, the client that reads it and its address; the first client reads help.
        floor: what ``running_floor`` gave.
    """
    [(reader, _), *_] = pages.values()
    read = {"help": (reader, "/help/"), **pages}
    taken: dict[str, list[float]] = {name: [] for name in ("floor", *read)}
    with _rendering_as_served():
        for _ in range(ROUNDS):
            taken["floor"].append(floor())
            for name, (client, path) in read.items():
                taken[name].append(_cpu(client, path))
    medians = {name: statistics.median(each) for name, each in taken.items()}
    with capsys.disabled():
        for name, cpu in medians.items():
            times = f"{cpu / medians['floor']:.1f} x the floor, {cpu / medians['help']:.1f} x help"
            print(f"\n{what}, {name}: {cpu:.1f} ms, {times}", end="")  # noqa: T201 -- the finding
    return medians


def keeps_to_the_floor(
    what: str, pages: Mapping[str, tuple[Any, str]], floor: Callable[[], float], capsys: Any
) -> None:
    """Measure pages, and check the ratios; the arguments are those of ``medians_beside_the_floor``."""
    medians = medians_beside_the_floor(what, pages, floor, capsys)
    ratios = {name: medians[name] / medians["help"] for name in pages}
    of_help = medians["help"] / medians["floor"]
    assert max(ratios.values()) <= MOST, ratios
    assert of_help <= MOST_OF_HELP, of_help


def _rendering_as_served() -> Any:
    """Render without the signal by which Django's test runner copies the context of each template.

    The floor runs without the runner, as a server does.
    """
    return patch.object(Template, "_render", _TestState.saved_data.template_render)


def _cpu(browser: Any, path: str) -> float:
    """Return the CPU milliseconds of the thread for a page."""
    begun = time.thread_time()
    assert browser.get(path).status_code == 200
    return (time.thread_time() - begun) * 1000
