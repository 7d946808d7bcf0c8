"""Compare the pages of this commit with those of another, with a Django floor, and one with django-helpdesk's.

``make bench-compare`` runs it.

Each commit gets a database of its own in one PostgreSQL server, because their tables differ. The three
processes read the same page in turn. Python packages are those of this commit for both.
"""

import argparse
import contextlib
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from psp_portal.local.environment import ROOT
from tests.benchmarks import throughput
from tests.benchmarks.sides import (
    PAGES,
    CpuTime,
    both,
    commit,
    measure,
    neighbor,
    portal,
    server,
    where_and_when,
)

Figures = dict[str, CpuTime]


def main() -> None:
    """Make the databases, read the pages in turn, print the table."""
    asked = _asked()
    often = {"rounds": asked.rounds, "times": asked.times}
    with contextlib.ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        urls = server(home / "state", stack)
        folder = stack.enter_context(_working_copy(asked.base, home / "base"))
        portals = {
            "base": portal("base", folder, urls, asked.rows),
            "now": portal("now", ROOT, urls, asked.rows),
        }
        sides = [each.side(name) for name, each in portals.items()]
        sides.append(neighbor("floor", urls, asked.rows))
        tickets = neighbor("tickets", urls, asked.rows, f"/tickets/{asked.rows}/")
        for side in (*sides, tickets):
            stack.callback(side.process.terminate)
        found = {name: measure(sides, name, **often) for name in asked.pages or PAGES}
        beside = measure([sides[1], tickets], "request", **often)
        at_once = throughput.pages_a_second(portals, PAGES["list"])
    told = [*_told(asked, found), "", _beside_a_ticket(beside), "", _to_eight(at_once)]
    sys.stdout.write("\n".join(told) + "\n")


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("base", help="the commit to compare with")
    parser.add_argument("--rows", type=int, default=100_000, help="requests in each database")
    parser.add_argument("--rounds", type=int, default=9, help="how often each page is measured")
    parser.add_argument("--times", type=int, default=10, help="readings of a page in a round")
    parser.add_argument("--pages", nargs="*", choices=list(PAGES), help="only these")
    return parser.parse_args()


@contextlib.contextmanager
def _working_copy(name: str, folder: Path) -> Iterator[Path]:
    git = ["git", "-C", str(ROOT), "worktree"]
    subprocess.run([*git, "add", "--quiet", "--detach", str(folder), name], check=True)  # noqa: S603 -- a commit we were given
    try:
        yield folder
    finally:
        subprocess.run([*git, "remove", "--force", str(folder)], check=True)  # noqa: S603 -- as above


def _told(asked: argparse.Namespace, found: dict[str, Figures]) -> Iterator[str]:
    yield (
        f"{asked.rows:,} requests; {commit(asked.base)} (base) and {commit('HEAD')} (now); "
        f"{where_and_when(asked.rounds, asked.times)}"
    )
    yield ""
    yield "| Page | base, ms | now, ms | floor, ms | now / base | now / floor |"
    yield "|---|---|---|---|---|---|"
    for name, figures in found.items():
        base, now, floor = (figures[who] for who in ("base", "now", "floor"))
        yield (
            f"| {name} | {both(base)} | {both(now)} | {both(floor)} "
            f"| {sum(now) / sum(base):.2f} | {sum(now) / sum(floor):.1f} |"
        )


def _beside_a_ticket(figures: Figures) -> str:
    now, ticket = figures["now"], figures["tickets"]
    return (
        f"A request {both(now)} beside a ticket of django-helpdesk {version('django-helpdesk')}, "
        f"{both(ticket)}, in turn: {sum(now) / sum(ticket):.2f}."
    )


def _to_eight(pages: dict[str, float]) -> str:
    base, now = pages["base"], pages["now"]
    return (
        f"{throughput.CLIENTS} people who read the list at once get {now:.0f} pages a second from the web "
        f"server of `make run` instead of {base:.0f}: {now / base:.2f}."
    )


if __name__ == "__main__":
    main()
