"""What comparisons of pages share: databases in a PostgreSQL server of their own, and processes that read in turn.

A machine that slows down slows all of them. CPU time is that of a process and of its PostgreSQL backend, a page;
the figure is the median of the rounds.
"""

import contextlib
import json
import os
import platform
import statistics
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2

from psp_portal.local import services
from psp_portal.local.environment import ROOT, Machine
from psp_portal.local.supervisor import Supervisor

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
STAFF = "staff1"
CpuTime = tuple[float, float]
"""Milliseconds of the application and of PostgreSQL."""


@dataclass(frozen=True)
class Side:
    """One of those that are compared: a process that reads its pages when it is told.

    Attributes:
        only: the one page that it has, whatever is asked.
    """

    name: str
    process: "subprocess.Popen[str]"
    only: str = ""

    def read(self, path: str, times: int, *, who: str = STAFF) -> CpuTime:
        """Return the CPU milliseconds of the application and of PostgreSQL for one page.

        Arguments:
            who: the local part of a reader's email address in a benchmark's database; empty for a visitor.
        """
        assert self.process.stdin
        assert self.process.stdout
        question = {"path": self.only or path, "times": times, "who": who}
        self.process.stdin.write(json.dumps(question) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise SystemExit(f"The process of {self.name} ended while reading {path}.")
        python, postgres = json.loads(answer)
        return python, postgres


@dataclass(frozen=True)
class Portal:
    """A commit with a database of requests.

    Attributes:
        folder: its working copy.
        variables: the environment of its processes.
    """

    folder: Path
    variables: Mapping[str, str]

    def side(self, name: str) -> Side:
        """Start a process that reads its pages."""
        return Side(name, _process([], self.folder, self.variables))


def server(home: Path, stack: contextlib.ExitStack) -> dict[str, str]:
    """Start a PostgreSQL server, which ends with the stack; return its URLs. Nothing here needs a broker."""
    home.mkdir(mode=0o755)
    home.parent.chmod(0o755)  # the server's account passes through
    supervisor = Supervisor(say)
    stack.callback(supervisor.stop)
    broker = {"REDIS_URL": "redis://127.0.0.1:1/0"}
    return broker | services.start(Machine(home, 0, broker), supervisor, say, careless=True)


def portal(name: str, folder: Path, urls: Mapping[str, str], rows: int) -> Portal:
    """Make a database of so many requests for the commit in a folder."""
    variables = {**os.environ, **_database(name, urls), "PYTHONPATH": str(folder)}  # noqa: TID251 -- given on
    say(f"{name}: a database of {rows:,} requests ...")
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
    return Portal(folder, variables)


def here(database: str) -> Side:
    """Start a process of this commit that reads its pages from a database of the server that this process uses."""
    given = {**os.environ, "PYTHONPATH": str(ROOT)}  # noqa: TID251 -- given on
    return Portal(ROOT, given | _on(database, urls_of(given))).side("now")


def urls_of(given: Mapping[str, str]) -> dict[str, str]:
    """Return the URLs of a server among the variables of a process."""
    return {key: each for key, each in given.items() if key.startswith("DATABASE")}


def neighbor(name: str, urls: Mapping[str, str], rows: int, only: str = "/") -> Side:
    """Start a module beside this one that has one page of its own: the floor, or another helpdesk."""
    owner = psycopg2.extensions.parse_dsn(_database(name, urls)["DATABASE_OWNER_URL"])
    names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host"}
    database = {key: owner[name] for key, name in names.items()}
    database["ENGINE"] = "django.db.backends.postgresql"
    given = {"module": name, "database": database, "rows": rows}
    return Side(name, _process([json.dumps(given)], ROOT, dict(os.environ)), only)  # noqa: TID251 -- given on


def measure(sides: Sequence[Side], page: str, *, rounds: int, times: int) -> dict[str, CpuTime]:
    """Return each side's medians for one page, read in turn: ``times`` readings in each round."""
    taken: dict[str, list[CpuTime]] = {side.name: [] for side in sides}
    for number in range(rounds):
        first = number % len(sides)
        for side in [*sides[first:], *sides[:first]]:
            who = "" if page in PUBLIC else STAFF
            taken[side.name].append(side.read(PAGES[page], times, who=who))
    return {
        who: (statistics.median(p for p, _ in each), statistics.median(d for _, d in each))
        for who, each in taken.items()
    }


def both(figure: CpuTime) -> str:
    """Write the sum, and its two parts."""
    return f"{sum(figure):.1f} ({figure[0]:.1f} + {figure[1]:.1f})"


def where_and_when(rounds: int, times: int) -> str:
    """Write the day, the machine, and how often each page was read."""
    return (
        f"{datetime.now(UTC):%B %d, %Y}; {_processor()}, {os.cpu_count()} cores, "  # noqa: TID251 -- the real day
        f"Python {platform.python_version()}; {rounds} rounds of {times} pages."
    )


def commit(name: str) -> str:
    """Return the short form of a commit's name."""
    git = ["git", "-C", str(ROOT), "rev-parse", "--short", name]
    return subprocess.run(git, check=True, capture_output=True, text=True).stdout.strip()  # noqa: S603 -- a commit we were given


def say(text: str) -> None:
    """Write a line of progress."""
    sys.stderr.write(f"{text}\n")


def _database(name: str, urls: Mapping[str, str]) -> dict[str, str]:
    """Create a database; return the variables under which a process uses it."""
    link = psycopg2.connect(urls["DATABASE_OWNER_URL"])
    link.autocommit = True
    with link.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS compare_{name}")
        cursor.execute(f"CREATE DATABASE compare_{name}")
    link.close()
    return _on(f"compare_{name}", urls)


def _on(database: str, urls: Mapping[str, str]) -> dict[str, str]:
    named = {
        key: urlsplit(url)._replace(path=f"/{database}").geturl()
        if key.startswith("DATABASE")
        else url
        for key, url in urls.items()
    }
    return named | {
        "PSP_ENV": "test",
        "DJANGO_SETTINGS_MODULE": "psp_portal.settings",
    }


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


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    return next(
        (each.partition(": ")[2] for each in lines if each.startswith("model name")), "unknown"
    )
