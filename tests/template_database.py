"""The migrated database that every test database is copied from.

Migrating takes half a minute, copying a second. The template is on the same server as the test
databases, under a name with a hash of its sources; it is kept for later runs, and a change of any
of these files makes another.
"""

import ast
import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from django.core.management import call_command
from django.db import connections

from psp_portal.local.environment import ROOT

# Python 3.11 miscounts its depth when two threads parse at the same time.
PARSING = Lock()
PREFIX = "test_template_"
UNFINISHED = f"{PREFIX}unfinished"
KEPT = 2
# Advisory locks belong to the server, whichever checkout takes them: "template" on a telephone.
LOCK = 83675283
# The sources of a migrated database, in addition to what its migrations import.
SOURCES = (
    "*/migrations/*.py",
    "*/*/migrations/*.py",
    "*/data/*",
    "*/*/data/*",
    "*/sql/**/*.sql",
    "*/*/sql/**/*.sql",
    "foundation/tenancy/**/*.py",
    "psp_portal/settings/*.py",
    "requirements.txt",
    "tests/template_database.py",
)


def sources(root: Path = ROOT) -> list[Path]:
    """List the files that determine a migrated database, the same on every machine."""
    found = {path for pattern in SOURCES for path in root.glob(pattern) if path.is_file()}
    waiting = [path for path in found if path.parent.name == "migrations"]
    while waiting:
        further = set(imported(waiting.pop(), root)) - found
        found |= further
        waiting += further
    return sorted(found)


def imported(path: Path, root: Path) -> Iterable[Path]:
    """Yield the project's modules that a module names in its imports."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        for name in names:
            place = root.joinpath(*name.split("."))
            yield from (
                one for one in (place.with_suffix(".py"), place / "__init__.py") if one.is_file()
            )


def fingerprint(root: Path = ROOT) -> str:
    """Hash the contents and names of these files."""
    digest = hashlib.sha256()
    with PARSING:
        found = sources(root)
    for path in found:
        content = path.read_bytes()
        digest.update(f"{path.relative_to(root)} {len(content)}\n".encode() + content)
    return digest.hexdigest()[:16]


@contextmanager
def template(alias: str = "owner") -> Iterator[str]:
    """Yield the name of a migrated database, created if missing and locked against dropping."""
    name = PREFIX + fingerprint()
    with connections[alias]._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if not cursor.fetchone():
            make(name, alias, cursor)
            drop_old(cursor)
        cursor.execute("SELECT pg_advisory_lock_shared(%s)", [LOCK])
        cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
        yield name  # closing the connection releases the lock


def make(name: str, alias: str, cursor) -> None:
    """Migrate an empty database; it gets its final name once it is complete."""
    connection = connections[alias]
    cursor.execute(f"DROP DATABASE IF EXISTS {UNFINISHED} WITH (FORCE)")
    cursor.execute(f"CREATE DATABASE {UNFINISHED}")
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = UNFINISHED
    try:
        call_command("migrate", database=alias, interactive=False, verbosity=0, run_syncdb=True)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before
    cursor.execute(f"ALTER DATABASE {UNFINISHED} RENAME TO {name}")


def drop_old(cursor) -> None:
    """Drop all but the newest templates, enough to switch between branches without new ones."""
    cursor.execute(
        "SELECT datname FROM pg_database WHERE datname LIKE %s ORDER BY oid DESC OFFSET %s",
        [PREFIX.replace("_", r"\_") + "%", KEPT],
    )
    for (old,) in cursor.fetchall():
        cursor.execute(f"DROP DATABASE IF EXISTS {old}")
