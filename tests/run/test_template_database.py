"""Test databases are copies of one that is migrated once, and made again when it would come out differently."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from psp_portal.local.environment import ROOT
from tests import template_database
from tests.template_database import fingerprint, sources, template

MIGRATION = "sites/migrations/0001_initial.py"


@pytest.fixture
def copy(tmp_path):
    """The files that decide, and a view beside them."""
    for path in [*sources(), ROOT / "sites" / "urls.py"]:
        target = tmp_path / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    return tmp_path


def change(file):
    file.write_text(file.read_text() + "\n# Changed.\n")


def test_the_same_files_have_the_same_name_wherever_they_lie(copy):
    assert fingerprint(copy) == fingerprint()


@pytest.mark.parametrize(
    "name",
    [
        MIGRATION,
        "foundation/tenancy/migrations/0001_tell_who_acts.py",
        "foundation/tenancy/hardening.py",
        "foundation/calendars/business_time.py",  # a migration imports it
        "foundation/calendars/months.py",  # what it imports itself
        "foundation/calendars/data/federal_days.csv",
        "sites/data/sites.csv",
        "psp_portal/settings/database.py",
        "requirements.txt",
    ],
)
def test_whatever_decides_the_content_decides_the_name(copy, name):
    before = fingerprint(copy)
    change(copy / name)
    assert fingerprint(copy) != before


def test_a_new_file_a_lost_one_and_a_renamed_one_change_the_name_too(copy):
    seen = {fingerprint(copy)}
    (copy / "sites" / "sql").mkdir()
    (copy / "sites" / "sql" / "function.sql").write_text("SELECT 1;\n")
    seen.add(fingerprint(copy))
    (copy / "sites" / "sql" / "function.sql").rename(copy / "sites" / "sql" / "other.sql")
    seen.add(fingerprint(copy))
    (copy / "sites" / "data" / "sites.csv").unlink()
    seen.add(fingerprint(copy))
    assert len(seen) == 4


def test_a_page_does_not(copy):
    before = fingerprint(copy)
    change(copy / "sites" / "urls.py")
    assert fingerprint(copy) == before


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
