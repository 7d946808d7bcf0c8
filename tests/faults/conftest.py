"""A scratch database that real processes share with the test, and the outcome of the jobs."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email import message_from_string
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from django.db import connection, connections

from foundation.outbox import registry
from tests.faults.workload import JOB

PYTHON = sys.executable


@dataclass(frozen=True)
class Judged:
    """The outcome of the submitted jobs."""

    asked: set[int]
    effects: Counter[int]
    mails: Counter[str]

    @property
    def lost(self) -> set[int]:
        """Jobs submitted and committed, but never done."""
        return self.asked - set(self.effects)

    @property
    def doubled(self) -> set[int]:
        """Jobs done more than once in the database."""
        return {job for job, times in self.effects.items() if times > 1}

    @property
    def unmailed(self) -> set[int]:
        """Jobs done, but without a mail."""
        return {job for job in self.effects if f"<job-{job}@psp.example.gov>" not in self.mails}


@pytest.fixture
def fault_tables(transactional_db) -> Iterator[None]:
    """Create the tables of submitted jobs and of their effects."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("CREATE TABLE faults_asked (job int PRIMARY KEY)")
        cursor.execute("CREATE TABLE faults_effect (id bigserial PRIMARY KEY, job int NOT NULL)")
        cursor.execute("GRANT ALL ON faults_asked, faults_effect TO psp_app")
        cursor.execute("GRANT USAGE ON SEQUENCE faults_effect_id_seq TO psp_app")
    registry._handlers.setdefault(JOB, lambda _: None)
    yield
    registry.forget(JOB)
    with connections["owner"].cursor() as cursor:
        cursor.execute("DROP TABLE faults_asked, faults_effect")


@pytest.fixture
def variables(fault_tables, tmp_path: Path) -> dict[str, str]:
    """Return the processes' environment: this test's database, mail files, no broker yet."""
    (tmp_path / "mail").mkdir()
    return {
        "DATABASE_URL": _address("default"),
        "DATABASE_OWNER_URL": "",
        "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
        "EMAIL_URL": f"filemail:///{tmp_path / 'mail'}",
        "PSP_ENV": "local",
        "PSP_HOME": str(tmp_path),
        "REDIS_URL": "redis://127.0.0.1:1/0",
        "PYTHONWARNINGS": "ignore",
    }


@pytest.fixture
def progress(fault_tables) -> Callable[[], list[int]]:
    """Return a cheap function for how many jobs were submitted and done."""
    return lambda: _column(
        "SELECT count(*)::int FROM faults_asked UNION ALL SELECT count(*)::int FROM faults_effect"
    )


@pytest.fixture
def judge(tmp_path: Path) -> Callable[[], Judged]:
    """Return a function that reads the rows and the mail files."""
    return lambda: Judged(
        asked=set(_column("SELECT job FROM faults_asked")),
        effects=Counter(_column("SELECT job FROM faults_effect")),
        mails=Counter(_message_ids(tmp_path / "mail")),
    )


def manage(*arguments: str) -> list[str]:
    """Return the command line of a management command."""
    return [PYTHON, "manage.py", *arguments]


def _address(alias: str) -> str:
    """Return a DATABASE_URL of this test's database, by host or socket as the test connects."""
    at = connections[alias].get_connection_params()
    user, password = quote(at["user"]), quote(at["password"])
    query = urlencode({key: at[key] for key in ("host", "port") if at.get(key)})
    return f"postgres://{user}:{password}@/{at['dbname']}?{query}"


def _column(sql: str) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [value for (value,) in cursor.fetchall()]


def _message_ids(folder: Path) -> list[str]:
    """Return the Message-ID of every complete mail; a file may have several."""
    ids: list[str] = []
    for file in folder.iterdir():
        for text in file.read_text().split("-" * 79):
            message = message_from_string(text.strip())
            if message["Message-ID"] and "Done." in text:
                ids.append(message["Message-ID"])
    return ids
