"""Compare what pages cost in a small database with what they cost in a large one; ``make bench-growth`` runs it."""

import argparse
import contextlib
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from psp_portal.local.environment import ROOT
from tests.benchmarks.sides import (
    PAGES,
    CpuTime,
    both,
    commit,
    measure,
    portal,
    server,
    where_and_when,
)

SMALL = 1_000


def main() -> None:
    """Make the databases, read the pages in turn, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000, help="requests in the large one")
    parser.add_argument("--rounds", type=int, default=9, help="how often each page is measured")
    parser.add_argument("--times", type=int, default=10, help="readings of a page in a round")
    asked = parser.parse_args()
    with contextlib.ExitStack() as stack:
        urls = server(Path(stack.enter_context(tempfile.TemporaryDirectory())) / "state", stack)
        sizes = {"small": SMALL, "large": asked.rows}
        sides = [portal(name, ROOT, urls, rows).side(name) for name, rows in sizes.items()]
        for side in sides:
            stack.callback(side.process.terminate)
        found = {
            page: measure(sides, page, rounds=asked.rounds, times=asked.times) for page in PAGES
        }
    sys.stdout.write("\n".join(_told(asked, found)) + "\n")


def _told(asked: argparse.Namespace, found: dict[str, dict[str, CpuTime]]) -> Iterator[str]:
    yield f"{commit('HEAD')}; {where_and_when(asked.rounds, asked.times)}"
    yield ""
    yield f"| Page | {SMALL:,} requests, ms | {asked.rows:,}, ms | growth |"
    yield "|---|---|---|---|"
    for page, figures in found.items():
        small, large = figures["small"], figures["large"]
        yield f"| {page} | {both(small)} | {both(large)} | {sum(large) / sum(small):.2f} |"


if __name__ == "__main__":
    main()
