"""CPU of pages beside that of the floor.

All pages are read in turn in one run, so that their ratios depend little on the machine. The help page has nothing of a
reader's work: what it takes, every page takes for its frame.
"""

import os
import statistics
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connections

from tests.benchmarks.sides import STAFF, CpuTime, Side, here, neighbor, urls_of

ROUNDS, TIMES, ROWS = 15, 2, 300
# CPU of a page: as a multiple of help's, and help's as a multiple of the floor's (docs/performance.md).
MOST, MOST_OF_HELP = 3, 5


@dataclass(frozen=True)
class Served:
    """The large database and the floor, each read by a process of its own, as a server does."""

    portal: Side
    floor: Side


@contextmanager
def serving() -> Iterator[Served]:
    """Start the processes; end them after the block."""
    portal = here(connections["owner"].settings_dict["NAME"])
    floor = neighbor("floor", urls_of(os.environ), ROWS)  # noqa: TID251 -- given on
    try:
        yield Served(portal, floor)
    finally:
        for side in (portal, floor):
            side.process.communicate()


def medians_beside_the_floor(
    what: str, pages: Mapping[str, tuple[str, str]], served: Served, capsys: Any
) -> dict[str, float]:
    """Read pages in turn with help and the floor, print what each took, and return the medians in milliseconds.

    Arguments:
        pages: by name, the local part of its reader's email address, and its address.
    """
    read = {"help": (STAFF, "/help/"), **pages}
    taken: dict[str, list[CpuTime]] = {name: [] for name in ("floor", *read)}
    for _ in range(ROUNDS):
        taken["floor"].append(served.floor.read("/", TIMES))
        for name, (who, path) in read.items():
            taken[name].append(served.portal.read(path, TIMES, who=who))
    medians = {name: statistics.median(map(sum, each)) for name, each in taken.items()}
    with capsys.disabled():
        for name, cpu in medians.items():
            database = statistics.median(of_postgres for _, of_postgres in taken[name])
            told = f"{cpu:.1f} ms ({database:.1f} of PostgreSQL), {cpu / medians['floor']:.1f} x the floor"
            print(f"\n{what}, {name}: {told}, {cpu / medians['help']:.1f} x help", end="")  # noqa: T201 -- the finding
    return medians


def keeps_to_the_floor(
    what: str, pages: Mapping[str, tuple[str, str]], served: Served, capsys: Any
) -> None:
    """Measure pages, and check the ratios; the arguments are those of ``medians_beside_the_floor``."""
    medians = medians_beside_the_floor(what, pages, served, capsys)
    ratios = {name: medians[name] / medians["help"] for name in pages}
    of_help = medians["help"] / medians["floor"]
    assert max(ratios.values()) <= MOST, ratios
    assert of_help <= MOST_OF_HELP, of_help
