"""An old database with rows, upgraded: nothing lost, no key dangling, every clock fires on time."""

import re
import time
from datetime import datetime, timedelta

import psycopg2
import pytest
from django.db import connections

from tests.upgrades.conftest import COMMITS, HERE, Cluster, rows_of

pytestmark = pytest.mark.slow

# Tables of the old database that have another name today; None where one is gone, with the reason beside it.
RENAMED: dict[str, str | None] = {}
# Rows that upgrades make or replace themselves: migrations, what Django derives from models, and the row
# that each process of production writes when it starts.
DERIVED = {"django_migrations", "django_content_type", "auth_permission", "tenancy_enforcement"}
# Rows that a migration deletes on purpose, of the database of a commit: the history of drafts (ADR 84).
DELETED = {("f820eae", "applications_applicationevent"): 26}

# Every foreign key with the condition under which a row of the child has no parent.
ORPHANS = """
SELECT c.conname, format('SELECT count(*) FROM %s child WHERE %s AND NOT EXISTS (SELECT FROM %s parent WHERE %s)',
  c.conrelid::regclass,
  (SELECT string_agg(format('child.%I IS NOT NULL', a.attname), ' AND ')
     FROM pg_attribute a WHERE a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)),
  c.confrelid::regclass,
  (SELECT string_agg(format('parent.%I = child.%I', p.attname, a.attname), ' AND ')
     FROM unnest(c.conkey, c.confkey) AS k (own, theirs)
     JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.own
     JOIN pg_attribute p ON p.attrelid = c.confrelid AND p.attnum = k.theirs))
FROM pg_constraint c WHERE c.contype = 'f' ORDER BY c.conname
"""
# Columns, indexes and constraints; policies, triggers, functions and rights are the walls'.
SHAPE = """
SELECT table_name || '.' || column_name,
       concat_ws(' ', udt_name, character_maximum_length, is_nullable, is_identity, column_default)
  FROM information_schema.columns WHERE table_schema = 'public'
UNION ALL
SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
UNION ALL
SELECT conrelid::regclass || ' ' || conname, pg_get_constraintdef(oid)
  FROM pg_constraint WHERE connamespace = 'public'::regnamespace
"""
RUNNING = """
SELECT id, rungs, rung, fires_at, site_id FROM tta_requests_clock WHERE state = 'running' ORDER BY id
"""


def orphans(cluster: Cluster, database: str) -> dict[str, int]:
    """Foreign keys with rows that have no parent, as the role that sees every row."""
    keys = cluster.ask("psp_backup", database, ORPHANS)
    assert len(keys) > 150
    union = " UNION ALL ".join(f"SELECT '{name}', ({count})" for name, count in keys)
    return {name: count for name, count in cluster.ask("psp_backup", database, union) if count}


def spoiled(cluster: Cluster, name: str, of: str = "upgraded") -> str:
    """A copy that a test may change."""
    cluster.alone(f"CREATE DATABASE {name} OWNER psp_owner TEMPLATE {of} STRATEGY file_copy")
    return name


@pytest.mark.parametrize("commit", COMMITS)
def test_every_row_is_there(cluster, upgrade, commit):
    old_rows = rows_of(commit)
    tables = {old: RENAMED.get(old, old) for old in old_rows if old not in DERIVED}
    counted = " UNION ALL ".join(
        f"SELECT '{old}', count(*) FROM {new}"  # noqa: S608 -- names of tables
        for old, new in tables.items()
        if new
    )
    found = dict(cluster.ask("psp_backup", upgrade(commit), counted))
    kept = {old: old_rows[old] - DELETED.get((commit, old), 0) for old in tables}
    assert found == {old: kept[old] for old, new in tables.items() if new}


@pytest.mark.parametrize("commit", COMMITS)
def test_every_foreign_key_finds_its_row(cluster, upgrade, commit):
    assert orphans(cluster, upgrade(commit)) == {}


def test_an_orphan_would_be_found(cluster, upgraded):
    name = spoiled(cluster, "orphaned")
    cluster.ask(
        "postgres",
        name,
        "SET session_replication_role = replica;"
        "DELETE FROM accounts_user WHERE id IN (SELECT user_id FROM sites_membership)",
    )
    assert any("membership" in key for key in orphans(cluster, name))


def test_every_clock_fires_on_time(cluster, upgraded):
    """Each running clock comes to every step from its next one on, in its order, and not before."""
    name = spoiled(cluster, "clocks")
    clocks = cluster.ask("psp_backup", name, RUNNING)
    assert len(clocks) >= 1000
    [(now,)] = cluster.ask("psp_backup", name, "SELECT now()")
    for _, rungs, rung, fires_at, _ in clocks:
        assert len(rungs) >= 3
        assert rungs == sorted(rungs)
        # Past its last step it has none; else the next one is its firing, and no step was passed over.
        assert fires_at == (rungs[rung] if rung < len(rungs) else None)
        assert fires_at or rungs[-1] <= now
    due = sorted(fires for *_, fires, _ in clocks if fires)
    assert len(due) >= 860
    assert due[-1].year == 2036
    for at in [due[0], due[len(due) // 2], due[-1] - timedelta(seconds=1)]:
        expected = fire(clocks, at)
        assert claim(cluster, name, at) == expected
    last = due[-1] + timedelta(days=30)
    assert claim(cluster, name, last) == fire(clocks, last)
    assert not [1 for *_, fires, _ in cluster.ask("psp_backup", name, RUNNING) if fires]


def fire(clocks: list[tuple], at: datetime) -> set[str]:
    """What is to be told up to that instant; the clocks move on."""
    told = set()
    for number, (key, rungs, first, *_, site) in enumerate(clocks):
        reached = sum(instant <= at for instant in rungs)
        steps = range(first, max(reached, first))
        told |= {f"escalate:{key}:{step}:{seconds(rungs[step])}" for step in steps}
        clocks[number] = (key, rungs, max(reached, first), None, site)
    return told


def seconds(instant: datetime) -> int:
    """Since 1970, as PostgreSQL rounds it."""
    return int(instant.timestamp() + 0.5)


def claim(cluster: Cluster, database: str, at: datetime) -> set[str]:
    """What the portal's role claims up to that instant, as the job that does."""
    began = time.time()
    before = messages(cluster, database)
    while cluster.ask(
        "psp_app",
        database,
        "SELECT set_config('app.actor', 'system:reminders', true);"
        "SELECT tta_requests_claim_clocks(%s, now(), 5000)",
        [at],
    ) != [(0,)]:
        assert time.time() - began < 30
    return messages(cluster, database) - before


def messages(cluster: Cluster, database: str) -> set[str]:
    sql = "SELECT key FROM outbox_message WHERE kind = 'tta_requests.escalate'"
    return {key for (key,) in cluster.ask("psp_backup", database, sql)}


def test_what_waits_in_the_outbox_waits_still(cluster, upgraded):
    sql = "SELECT state FROM outbox_message WHERE key = 'upgrade:queued'"
    assert cluster.ask("psp_backup", upgraded, sql) == [("queued",)]


def test_an_upgraded_database_has_the_walls_of_a_new_one(cluster, upgraded):
    said = cluster.manage(upgraded, "walls")
    assert said.strip() == "No gaps found."


def shapes(rows: list[tuple[str, str]]) -> set[tuple[str, str]]:
    """Names and definitions; a dump puts casts of text elsewhere, and brackets with them."""
    return {
        (name, re.sub(r"::(character varying|text)(\[\])?|[()]", "", told)) for name, told in rows
    }


@pytest.mark.parametrize("commit", COMMITS)
def test_an_upgraded_database_has_the_shape_of_a_new_one(
    cluster, upgrade, commit, django_db_setup, django_db_blocker
):
    """All but the newest, and the tests' own, are migrated with a shortcut (ADR 64)."""
    with django_db_blocker.unblock(), connections["owner"].cursor() as cursor:
        cursor.execute(SHAPE)
        new = shapes(cursor.fetchall())
    old = shapes(cluster.ask("psp_owner", upgrade(commit), SHAPE))
    assert len(new) > 1500
    assert sorted(new ^ old) == []


def test_a_migration_that_forgets_who_acts_is_refused(cluster, upgraded):
    """Row security would hide every row from it, and it would change nothing without a word."""
    with pytest.raises(psycopg2.Error, match="system:migrate") as refused:
        cluster.ask("psp_owner", upgraded, "UPDATE tta_requests_clock SET rung = 0")
    assert refused.value.pgcode == "PSP02"


def test_migrate_says_who_acts(cluster, upgraded):
    """A key over an orphan is refused, because the owner sees the rows it is checked against."""
    name = spoiled(cluster, "migrated")
    add = (
        "SELECT set_config('app.actor', %s, true);"
        "ALTER TABLE sites_membership ADD CONSTRAINT again FOREIGN KEY (user_id) REFERENCES accounts_user (id)"
    )
    cluster.ask(
        "postgres",
        name,
        "SET session_replication_role = replica;"
        "DELETE FROM accounts_user WHERE id IN (SELECT user_id FROM sites_membership)",
    )
    with pytest.raises(psycopg2.errors.ForeignKeyViolation):
        cluster.ask("psp_owner", name, add, ["system:migrate"])


def test_the_dump_says_how_it_was_made():
    for folder in (path for path in HERE.iterdir() if (path / "database.dump").exists()):
        assert (folder / "README.md").exists()
        assert (folder / "rows.json").exists()
        assert (folder / "database.dump").stat().st_size <= 3_000_000
