"""Compare the pages of this commit with those of another, with a Django floor, and one with django-helpdesk's.

``make bench-compare`` runs it.

Each commit gets a database of its own in one PostgreSQL server, because their tables differ. The three
processes read the same page in turn, so that a machine that slows down slows all of them. CPU time is
that of the application's process and of its PostgreSQL backend, a page; the figure is the median of the
rounds. Python packages are those of this commit for both.
"""

import argparse
import contextlib
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import psycopg2

from psp_portal.local import services
from psp_portal.local.environment import ROOT, Machine
from psp_portal.local.supervisor import Supervisor
from tests.benchmarks import throughput

READER = Path(__file__).with_name("reader.py")
PAGES = {
    "list": "/requests/",
    "list, filtered": "/requests/?status=triage",
    "list, filters open": "/requests/?status=triage&filters=1",
    "list, searched": "/requests/?q=peer+recovery",
    "search": "/search/?q=peer+recovery",
    "My day": "/my-day/",
    "request": "newest",
    "public home": "/",
}
PUBLIC = {"public home"}


@dataclass(frozen=True)
class Side:
    """One of the three that are compared: a process that reads its pages when it is told."""

    name: str
    process: "subprocess.Popen[str]"

    def read(self, path: str, times: int, *, signed_in: bool) -> tuple[float, float]:
        """Return the CPU milliseconds of the application and of PostgreSQL for one page."""
        assert self.process.stdin
        assert self.process.stdout
        question = {"path": path, "times": times, "signed_in": signed_in}
        self.process.stdin.write(json.dumps(question) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise SystemExit(f"The process of {self.name} ended while reading {path}.")
        python, postgres = json.loads(answer)
        return python, postgres


def main() -> None:
    """Make the databases, read the pages in turn, print the table."""
    asked = _asked()
    with contextlib.ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        urls = _server(home / "state", stack)
        folder = stack.enter_context(_working_copy(asked.base, home / "base"))
        portals = {
            "base": _portal("base", folder, urls, asked.rows),
            "now": _portal("now", ROOT, urls, asked.rows),
        }
        sides = [Side(name, _process([], *portal)) for name, portal in portals.items()]
        sides.append(_other("floor", urls, asked.rows))
        for side in sides:
            stack.callback(side.process.terminate)
        found = {name: _measure(sides, name, asked) for name in asked.pages or PAGES}
        tickets = _other("tickets", urls, asked.rows)
        stack.callback(tickets.process.terminate)
        beside = _measure([sides[1], tickets], "request", asked)
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


def _server(home: Path, stack: contextlib.ExitStack) -> dict[str, str]:
    """Start a PostgreSQL server of its own; nothing here needs a broker."""
    home.mkdir(mode=0o755)
    home.parent.chmod(0o755)  # the server's account passes through
    supervisor = Supervisor(_say)
    stack.callback(supervisor.stop)
    broker = {"REDIS_URL": "redis://127.0.0.1:1/0"}
    return broker | services.start(Machine(home, 0, broker), supervisor, _say, careless=True)


@contextlib.contextmanager
def _working_copy(commit: str, folder: Path) -> Iterator[Path]:
    git = ["git", "-C", str(ROOT), "worktree"]
    subprocess.run([*git, "add", "--quiet", "--detach", str(folder), commit], check=True)  # noqa: S603 -- a commit we were given
    try:
        yield folder
    finally:
        subprocess.run([*git, "remove", "--force", str(folder)], check=True)  # noqa: S603 -- as above


def _database(name: str, urls: dict[str, str]) -> dict[str, str]:
    """Create a database; return the variables under which a process uses it."""
    link = psycopg2.connect(urls["DATABASE_OWNER_URL"])
    link.autocommit = True
    with link.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE compare_{name}")
    link.close()
    named = {
        key: url.replace("/psp?", f"/compare_{name}?") if key.startswith("DATABASE") else url
        for key, url in urls.items()
    }
    return named | {
        "PSP_ENV": "test",
        "DJANGO_SETTINGS_MODULE": "psp_portal.settings",
    }


def _portal(name: str, folder: Path, urls: dict[str, str], rows: int) -> throughput.Portal:
    """Make a commit's database; return its folder, and its process's variables."""
    variables = {**os.environ, **_database(name, urls), "PYTHONPATH": str(folder)}  # noqa: TID251 -- given on
    _say(f"{name}: a database of {rows} requests ...")
    for command in (
        ["migrate", "--database", "owner", "--verbosity", "0"],
        ["load_reference"],
        ["bench_seed", "--requests", str(rows)],
    ):
        subprocess.run(  # noqa: S603 -- our own command line
            [sys.executable, "manage.py", *command],
            cwd=folder,
            env=variables,
            check=True,
            stdout=subprocess.DEVNULL,
        )
    link = psycopg2.connect(variables["DATABASE_OWNER_URL"])
    link.autocommit = True
    with link.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    link.close()
    return folder, variables


def _other(name: str, urls: dict[str, str], rows: int) -> Side:
    owner = psycopg2.extensions.parse_dsn(_database(name, urls)["DATABASE_OWNER_URL"])
    names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host"}
    database = {key: owner[name] for key, name in names.items()}
    database["ENGINE"] = "django.db.backends.postgresql"
    given = {"module": name, "database": database, "rows": rows}
    return Side(name, _process([json.dumps(given)], ROOT, dict(os.environ)))  # noqa: TID251 -- given on


def _process(
    arguments: list[str], folder: Path, variables: Mapping[str, str]
) -> "subprocess.Popen[str]":
    return subprocess.Popen(  # noqa: S603 -- our own command line
        [sys.executable, str(READER), *arguments],
        cwd=folder,
        env=variables,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )


Figures = dict[str, tuple[float, float]]


def _measure(sides: list[Side], name: str, asked: argparse.Namespace) -> Figures:
    """Return each side's medians for one page, read in turn."""
    taken: dict[str, list[tuple[float, float]]] = {side.name: [] for side in sides}
    for number in range(asked.rounds):
        first = number % len(sides)
        for side in sides[first:] + sides[:first]:
            path = {"floor": "/", "tickets": f"/tickets/{asked.rows}/"}.get(side.name, PAGES[name])
            taken[side.name].append(side.read(path, asked.times, signed_in=name not in PUBLIC))
    return {
        who: (statistics.median(p for p, _ in each), statistics.median(d for _, d in each))
        for who, each in taken.items()
    }


def _told(asked: argparse.Namespace, found: dict[str, Figures]) -> Iterator[str]:
    yield (
        f"{asked.rows:,} requests; {_commit(asked.base)} (base) and {_commit('HEAD')} (now); "
        f"{datetime.now(UTC):%B %d, %Y}; {_processor()}, {os.cpu_count()} cores, "  # noqa: TID251 -- the real day
        f"Python {platform.python_version()}; {asked.rounds} rounds of {asked.times} pages."
    )
    yield ""
    yield "| Page | base, ms | now, ms | floor, ms | now / base | now / floor |"
    yield "|---|---|---|---|---|---|"
    for name, figures in found.items():
        base, now, floor = (figures[who] for who in ("base", "now", "floor"))
        yield (
            f"| {name} | {_both(base)} | {_both(now)} | {_both(floor)} "
            f"| {sum(now) / sum(base):.2f} | {sum(now) / sum(floor):.1f} |"
        )


def _beside_a_ticket(figures: Figures) -> str:
    now, ticket = figures["now"], figures["tickets"]
    return (
        f"A request {_both(now)} beside a ticket of django-helpdesk {version('django-helpdesk')}, "
        f"{_both(ticket)}, in turn: {sum(now) / sum(ticket):.2f}."
    )


def _to_eight(pages: dict[str, float]) -> str:
    base, now = pages["base"], pages["now"]
    return (
        f"{throughput.CLIENTS} people who read the list at once get {now:.0f} pages a second from one process "
        f"instead of {base:.0f}: {now / base:.2f}."
    )


def _both(figure: tuple[float, float]) -> str:
    return f"{sum(figure):.1f} ({figure[0]:.1f} + {figure[1]:.1f})"


def _commit(name: str) -> str:
    git = ["git", "-C", str(ROOT), "rev-parse", "--short", name]
    return subprocess.run(git, check=True, capture_output=True, text=True).stdout.strip()  # noqa: S603 -- a commit we were given


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    return next(
        (each.partition(": ")[2] for each in lines if each.startswith("model name")), "unknown"
    )


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")


if __name__ == "__main__":
    main()
