"""Importing 100,000 rows of figures next to ``pandas.read_csv`` and ``to_sql(method="multi")`` on the same file.

Each side works in a process of its own, one after the other, on one PostgreSQL server. Pandas copies the file into a
table without a key. The portal checks each row, matches agencies, compares with what it has, and inserts each count of a
row as a figure into a table with indexes behind row-level security. Memory is what the resident set grows by at its peak.

A file has two counts a row, or the seven that published files have. Of seven, pandas makes one statement with 1.2 million
values, which did not end in ten minutes: there it is given a ``chunksize``. It then holds one chunk of rows as objects,
where the portal holds all to find what is there twice, so memory is compared with its own way only.
"""

import csv
import os
import time
import traceback
from importlib.util import find_spec
from itertools import islice, product
from pathlib import Path

import pytest
from django.db import connections

from foundation.accounts.actors import Actor
from foundation.files import intake
from foundation.tenancy.context import acting_atomic
from outcomes.actions import imports
from outcomes.models import Figure
from tests.factories.sites import StateFactory

ROWS, AGENCIES = 100_000, 1_000
RATE_OF_PANDAS, MEMORY_OF_PANDAS = 0.5, 0.3

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=["default", "owner"]),
    pytest.mark.skipif(
        not find_spec("pandas"), reason="pandas is in requirements-bench.txt: make install-bench"
    ),
    pytest.mark.skipif(
        not Path("/proc/self/clear_refs").exists(), reason="Linux tells a peak of memory"
    ),
]


MEASURES = ("Murder", "Robbery", "Rape", "Aggravated assault", "Burglary", "Larceny", "Arson")
PRIMES = (11, 5, 13, 17, 19, 23, 29)
# Rows in a statement of pandas, by the counts in a row; None is its own way, all rows in one.
CHUNKS = {2: None, 7: 1_000}


@pytest.fixture(params=CHUNKS)
def many(request):
    return request.param


@pytest.fixture
def path(tmp_path, many):
    """A file with that many counts a row."""
    with acting_atomic("system:reference"):
        StateFactory(usps="OH", name="Ohio", fips="39")
    made = tmp_path / "counts.csv"
    with made.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["ORI", "Agency", "State", "Year", "Month", *MEASURES[:many]])
        months = product(range(AGENCIES), range(2015, 2024), range(1, 13))
        for agency, year, month in islice(months, ROWS):
            counts = [(agency * 7 + year * 3 + month * k) % 40 for k in PRIMES[:many]]
            name = (f"OH{agency:05d}00", f"Town {agency} PD", "OH")
            writer.writerow([*name, year, month, *counts])
    return made


def portal(path):
    """Return the work of the portal."""

    def work():
        with path.open("rb") as file, acting_atomic("system:reference"):
            checked = intake.check_sheet(file, path.name)
            imports.bring(checked, options={}, apply=True, by=Actor.system("reference"))

    return work


def script(path, chunk):
    """Return the work of a script with pandas, which is imported and connected.

    Arguments:
        chunk: how many rows a statement inserts; None for all.
    """
    import pandas as pd
    import sqlalchemy as sa

    owner = connections["owner"]
    told = owner.get_connection_params()
    named = {
        key: told[key] for key in ("dbname", "user", "password", "host", "port") if key in told
    }
    engine = sa.create_engine(
        "postgresql+psycopg2://", creator=lambda: owner.Database.connect(**named)
    )
    engine.connect().close()
    options = {"index": False, "method": "multi", "chunksize": chunk, "if_exists": "replace"}
    return lambda: pd.read_csv(path).to_sql("bench_figures", engine, **options)


def measured(side):
    """Return the seconds and the MB that the work of one side takes, in a process of its own.

    Arguments:
        side: returns the work.
    """
    connections.close_all()
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        with os.fdopen(reading) as pipe:
            told = pipe.read().split()
        os.waitpid(child, 0)
        return tuple(map(float, told))
    try:
        work = side()
        Path("/proc/self/clear_refs").write_text("5")
        before, began = memory("VmRSS"), time.perf_counter()
        work()
        seconds = time.perf_counter() - began
        os.write(writing, f"{seconds} {memory('VmHWM') - before}".encode())
    except BaseException:  # noqa: BLE001 -- the child says why it has nothing to tell
        traceback.print_exc()
    finally:
        os._exit(0)


def memory(name):
    """Return a line of the process's own memory, in MB."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) / 1024


def test_an_import_keeps_up_with_a_script(path, many, capsys):
    with capsys.disabled():
        ours = measured(lambda: portal(path))
        theirs = measured(lambda: script(path, CHUNKS[many]))
    with acting_atomic("system:reference"):
        assert Figure.objects.current().count() == many * ROWS
    rate, share = theirs[0] / ours[0], ours[1] / theirs[1]
    with capsys.disabled():
        print(  # noqa: T201 -- the finding
            f"\n{ROWS:,} rows of {many}: {ours[0]:.1f} s and {ours[1]:.0f} MB, pandas {theirs[0]:.1f} s and"
            f" {theirs[1]:.0f} MB: {rate:.2f} times its rate, {share:.2f} times its memory",
            end="",
        )
    assert rate >= RATE_OF_PANDAS
    if CHUNKS[many] is None:
        assert share <= MEMORY_OF_PANDAS
