"""Test databases are copies of one that is migrated once, and made again when it would come out differently."""

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Barrier

import pytest
from django.db import connections

from psp_portal.local.environment import ROOT
from tests import template_database
from tests.template_database import fingerprint, sources, template

MIGRATION = "sites/migrations/0001_initial.py"


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """The files that decide, and a view beside them."""
    root = tmp_path_factory.mktemp("copy")
    for path in [*sources(), ROOT / "sites" / "urls.py"]:
        target = root / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    return root


@contextmanager
def changed(file: Path) -> Iterator[None]:
    before = file.read_text()
    file.write_text(before + "\n# Changed.\n")
    yield
    file.write_text(before)


def test_the_same_files_have_the_same_name_wherever_they_lie(copy):
    assert fingerprint(copy) == fingerprint()


@pytest.mark.parametrize(
    "name",
    [
        MIGRATION,
        "foundation/tenancy/migrations/0001_tell_who_acts.py",
        "foundation/tenancy/hardening.py",
        "foundation/calendars/business_time.py",  # a migration imports it
        "foundation/calendars/clock.py",  # what it imports itself
        "foundation/calendars/data/federal_days.csv",
        "sites/data/sites.csv",
        "psp_portal/settings/database.py",
        "requirements.txt",
    ],
)
def test_whatever_decides_the_content_decides_the_name(copy, name):
    with changed(copy / name):
        assert fingerprint(copy) != fingerprint()


def test_a_new_file_a_renamed_one_and_a_lost_one_change_the_name_too(copy):
    folder = copy / "sites" / "sql" / "spare"
    folder.mkdir(parents=True)
    (folder / "function.sql").write_text("SELECT 1;\n")
    new = fingerprint(copy)
    (folder / "function.sql").rename(folder / "other.sql")
    renamed = fingerprint(copy)
    shutil.rmtree(folder)
    assert len({new, renamed, fingerprint(copy)}) == 3
    assert fingerprint(copy) == fingerprint()


def test_a_page_does_not(copy):
    with changed(copy / "sites" / "urls.py"):
        assert fingerprint(copy) == fingerprint()


@pytest.fixture
def apart(monkeypatch, django_db_setup, django_db_blocker):
    """Templates under names that no run uses, and an empty database instead of a migrated one."""
    made: list[str] = []

    def make(name, alias, cursor):
        made.append(name)
        cursor.execute(f"CREATE DATABASE {name}")

    monkeypatch.setattr(
        template_database, "PREFIX", f"test_spare_{connections['owner'].settings_dict['NAME']}_"
    )
    monkeypatch.setattr(template_database, "LOCK", hash(template_database.PREFIX) % 2**31)
    monkeypatch.setattr(template_database, "make", make)
    with django_db_blocker.unblock():
        yield made
        with connections["owner"]._nodb_cursor() as cursor:
            for name in {*made}:
                cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def names() -> set[str]:
    with connections["owner"]._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database")
        return {name for (name,) in cursor.fetchall()}


def test_those_who_come_at_once_make_one(apart):
    together = Barrier(3)

    def come(_number: int) -> str:
        together.wait(20)
        with template() as name:
            return name

    with ThreadPoolExecutor(3) as pool:
        told = set(pool.map(come, range(3)))
    assert list(told) == apart


def test_the_two_newest_are_kept(apart, monkeypatch):
    for number in ("1", "2", "3", "2"):
        monkeypatch.setattr(template_database, "fingerprint", lambda number=number: number)
        with template() as name:
            assert name in names()
    assert [name[-1] for name in apart] == ["1", "2", "3"]
    assert names() & {*apart} == {*apart[1:]}


def test_it_is_not_dropped_while_it_is_copied(apart, monkeypatch):
    """One who makes another waits for those who copy."""
    monkeypatch.setattr(template_database, "fingerprint", lambda: "1")
    with template() as name, connections["owner"]._nodb_cursor() as other:
        other.execute("SELECT pg_try_advisory_lock(%s)", [template_database.LOCK])
        assert other.fetchone() == (False,)
        other.execute("SELECT pg_try_advisory_lock_shared(%s)", [template_database.LOCK])
        assert other.fetchone() == (True,)
        assert name in names()
