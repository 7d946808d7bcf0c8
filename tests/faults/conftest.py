"""A scratch database that real processes share with the test, and the outcome of the jobs."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from email import message_from_string
from pathlib import Path

import pytest
from django.db import connection, connections

from engagements.actions import reference as engagement_rules
from foundation.calendars import clock
from foundation.outbox import registry
from foundation.tenancy.context import acting_atomic
from psp_portal.management.commands.load_reference import read
from tests.addresses import address_of
from tests.factories.engagements import EngagementFactory
from tests.faults.workload import JOB
from tests.faults.year import ZONE
from tests.faults.year_story import Story

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
        "DATABASE_URL": address_of(),
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


@pytest.fixture
def story(
    member,
    riverton,
    lakeside,
    standards,
    draft_of,
    cora_coordinator,
    mona_manager,
) -> Iterator[Story]:
    with clock.frozen(datetime(2026, 9, 30, 12, tzinfo=ZONE)):
        with acting_atomic("system:reference"):
            engagement_rules.load_track_lengths(read("engagements/data/track_lengths.csv"))
            engagement_rules.load_milestone_rules(read("engagements/data/milestone_rules.csv"))
        with acting_atomic("system:demo"):
            EngagementFactory(site=lakeside)  # proposed: no contact is expected there
        since = {"starts_on": date(2026, 9, 21)}
        seat = "strategic-site-liaison", "liaison"
        people = {
            "lee": member(riverton, *seat, name="Lee Liaison", **since).user,
            "kim": member(lakeside, *seat, name="Kim Cover").user,
            "dana": member(
                riverton, "point-of-contact", "law-enforcement", name="Dana of Riverton"
            ).user,
            "ula": member(riverton, "point-of-contact", "usao", name="Ula of Riverton").user,
            "cora": cora_coordinator,
            "mona": mona_manager,
        }
        told = Story(riverton, people, draft_of)
        told.open()
    return told
