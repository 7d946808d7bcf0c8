"""A PostgreSQL server for these tests only, whose roles may change, with an upgraded database."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg2
import pytest

from psp_portal.local import postgres, services, state_dir
from psp_portal.local.environment import ROOT, Machine, machine
from psp_portal.local.supervisor import Supervisor

HERE = Path(__file__).parent
OLDEST = "1963948"
NEWEST = "f820eae"
COMMITS = sorted(path.parent.name for path in HERE.glob("*/database.dump"))
KEPT = ("PATH", "HOME", "LANG", "TMPDIR")
# The environment that production requires; the key is used nowhere else.
PRODUCTION = {
    "PSP_ENV": "production",
    "SECRET_KEY": "tests-only-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEF",  # pragma: allowlist secret
    "PUBLIC_BASE_URL": "https://psp.example.gov",
    "ALLOWED_HOSTS": "psp.example.gov",
    "REDIS_URL": "redis://127.0.0.1:1/0",
}


@dataclass(frozen=True)
class Cluster:
    """A server and its passwords."""

    sockets: Path
    passwords: dict[str, str] = field(repr=False)
    home: Path
    place: state_dir.StateDir

    def address(self, role: str, database: str) -> str:
        return postgres.address(role, self.passwords[role], self.sockets, database)

    def ask(self, role: str, database: str, sql: str, values: Any = None) -> list[tuple[Any, ...]]:
        """Run statements in one transaction; return the rows of the last."""
        link = psycopg2.connect(self.uri(role, database))
        try:
            with link, link.cursor() as cursor:
                cursor.execute(sql, values)
                return cursor.fetchall() if cursor.description else []
        finally:
            link.close()

    def alone(self, sql: str) -> None:
        """Run one statement as the administrator, outside a transaction."""
        link = postgres.connect(self.sockets, self.passwords["admin"])
        try:
            with link.cursor() as cursor:
                cursor.execute(sql)
        finally:
            link.close()

    def variables(self, database: str, **changes: str) -> dict[str, str]:
        """Return the environment of a production process on one of the databases."""
        own = {name: value for name, value in machine().variables.items() if name in KEPT}
        own |= PRODUCTION | {"DATABASE_URL": self.address("psp_app", database)}
        return own | {"PSP_HOME": str(self.home / "portal"), "PYTHONWARNINGS": "ignore"} | changes

    def manage(self, database: str, *arguments: str, **changes: str) -> str:
        """Run a management command to its end; return its output."""
        return self.program(database, "manage.py", *arguments, **changes)

    def program(self, database: str, *arguments: str, **changes: str) -> str:
        """Run a Python program to its end; return its output."""
        done = subprocess.run(  # noqa: S603 -- a command of ours
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.variables(database, **changes),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout

    def restore(self, dump: Path, database: str) -> None:
        """Create a database from a dump, as its owner."""
        self.alone(f"CREATE DATABASE {database} OWNER psp_owner TEMPLATE template0")
        program = postgres.program(self.place, "pg_restore")
        subprocess.run(  # noqa: S603 -- a command of ours
            [program, "--exit-on-error", f"--dbname={self.uri('psp_owner', database)}", dump],
            check=True,
            capture_output=True,
        )

    def uri(self, role: str, database: str) -> str:
        """Return a connection string in the form of PostgreSQL's own programs."""
        password = self.passwords["admin" if role == "postgres" else role]
        return f"host={self.sockets} user={role} password={password} dbname={database}"


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Start one server for the session, with the roles of production."""
    home = tmp_path_factory.mktemp("server")
    supervisor = Supervisor(lambda _text: None)
    machine = Machine(home, 8000, {"REDIS_URL": PRODUCTION["REDIS_URL"]})
    try:
        services.start(machine, supervisor, lambda _text: None, careless=True)
        programs = [postgres.installed() / "pginstall" / "bin" / "postgres"]
        here = state_dir.find(home, programs, lambda _text: None)
        yield Cluster(state_dir.socket_folder(here), state_dir.secrets_of(here.state), home, here)
    finally:
        supervisor.stop()
        shutil.rmtree(state_dir.elsewhere(home), ignore_errors=True)


@pytest.fixture(scope="session")
def upgrade(cluster: Cluster) -> Callable[[str], str]:
    """Return a function that migrates an old dump with today's code, as production does.

    Every dump came from a database that Django alone migrated, and the newest is migrated so to the end: the
    portal's shortcut (ADR 64), by which the others are, has something to equal at each migration.
    """
    made: dict[str, str] = {}

    def migrated(commit: str) -> str:
        if commit not in made:
            name = "upgraded" if commit == OLDEST else f"upgraded_{commit}"
            cluster.restore(HERE / commit / "database.dump", name)
            owner = cluster.address("psp_owner", name)
            if commit == NEWEST:
                settings = {"DJANGO_SETTINGS_MODULE": "psp_portal.settings"}
                whole = ("-m", "tests.upgrades.whole")
                cluster.program(name, *whole, DATABASE_OWNER_URL=owner, **settings)
            else:
                cluster.manage(name, "migrate", "--database=owner", "-v0", DATABASE_OWNER_URL=owner)
            made[commit] = name
        return made[commit]

    return migrated


@pytest.fixture(scope="session")
def upgraded(upgrade: Callable[[str], str]) -> str:
    """Return the name of the oldest of these databases."""
    return upgrade(OLDEST)


def rows_of(commit: str) -> dict[str, int]:
    """Return how many rows each table had when the dump was made."""
    rows: dict[str, int] = json.loads((HERE / commit / "rows.json").read_text())
    return rows
