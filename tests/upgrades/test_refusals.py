"""Production refuses to serve behind a wall with a hole: the real server, on a database so weakened."""

import json
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg2
import pytest

from foundation.tenancy import walls
from psp_portal.local.environment import ROOT
from psp_portal.local.run import web_arguments
from psp_portal.local.valkey import free_port
from tests.upgrades.conftest import COMMITS, Cluster

pytestmark = pytest.mark.slow

PATIENCE = 90
TABLE = "tta_requests_ttarequest"
HISTORY = (
    "SELECT tgname FROM pg_trigger WHERE tgrelid = 'tta_requests_ttarequest'::regclass"
    " AND tgname LIKE 'pgtrigger_update_update%'"
)
LIBRARY_ANSWER = """
CREATE OR REPLACE FUNCTION _pgtrigger_should_ignore(trigger_name name) RETURNS boolean LANGUAGE plpgsql AS
$$ BEGIN RETURN trigger_name = ANY (current_setting('pgtrigger.ignore', true)::text[]); END $$
"""
# What is done to the database, and what the refusal says; ``{trigger}`` is a trigger of the history.
HOLES = {
    "row-security-off": (f"ALTER TABLE {TABLE} DISABLE ROW LEVEL SECURITY", f"Row security of {TABLE} is off"),
    "row-security-not-forced": (f"ALTER TABLE {TABLE} NO FORCE ROW LEVEL SECURITY", f"Row security of {TABLE} is on, not forced"),
    "a-policy-gone": (f"DROP POLICY app_read ON {TABLE}", f"The policy app_read of {TABLE} is missing"),
    "no-policy": (
        "; ".join(f"DROP POLICY {name} ON sites_contact" for name in ("app_read", "app_insert", "app_update", "app_delete", "owner_jobs")),
        "The policy app_delete of sites_contact is missing",
    ),
    "an-open-policy": (f"CREATE POLICY open ON {TABLE} USING (true)", f"The policy open of {TABLE} is unknown to this version"),
    "a-changed-policy": (f"ALTER POLICY app_read ON {TABLE} USING (true)", f"The policy app_read of {TABLE} has changed"),
    "a-new-table": ("CREATE TABLE spare (site_id bigint)", "spare is unknown to this version; its row security: off"),
    "truncate": (f"GRANT TRUNCATE ON {TABLE} TO psp_app", f"rights on {TABLE} are DELETE, INSERT, SELECT, TRUNCATE"),
    "trigger-right": (f"GRANT TRIGGER ON {TABLE} TO psp_app", f"rights on {TABLE} are"),
    "references": (f"GRANT REFERENCES ON {TABLE} TO PUBLIC", f"rights on {TABLE} are"),
    "history-by-hand": (f"GRANT INSERT ON {TABLE}event TO psp_app", f"rights on {TABLE}event are INSERT, SELECT"),
    "a-column-of-the-log": ("GRANT UPDATE (at) ON audit_securityevent TO psp_app", "rights on audit_securityevent are"),
    "create-in-schema": ("GRANT CREATE ON SCHEMA public TO psp_app", "psp_app may create in the schema public"),
    "create-schemas": ("GRANT CREATE ON DATABASE upgraded TO psp_app", "psp_app may create schemas in this database"),
    "an-owner": ("ALTER TABLE portal_counters OWNER TO psp_app", "psp_app owns table portal_counters"),
    "history-disabled": (f"ALTER TABLE {TABLE} DISABLE TRIGGER {{trigger}}", f"of {TABLE} is switched off"),
    "history-on-replicas": (f"ALTER TABLE {TABLE} ENABLE REPLICA TRIGGER {{trigger}}", f"of {TABLE} has changed"),
    "history-missing": (f"DROP TRIGGER {{trigger}} ON {TABLE}", f"of {TABLE} is missing"),
    "all-triggers-disabled": (f"ALTER TABLE {TABLE} DISABLE TRIGGER ALL", "is not checked"),
    "a-trigger-that-listens": (LIBRARY_ANSWER, "_pgtrigger_should_ignore(trigger_name name) has changed"),
    "a-rule": (f"CREATE RULE quiet AS ON DELETE TO {TABLE} DO INSTEAD NOTHING", f"The rule quiet of {TABLE}"),
    "another-app-sites": (
        "CREATE OR REPLACE FUNCTION app_sites() RETURNS bigint[] LANGUAGE sql STABLE AS 'SELECT array_agg(id) FROM sites_site'",
        "The function of app_sites() has changed",
    ),
}  # fmt: skip
# These are tried on the real server, as many at once as stand beside each other; all of them on the comparison itself.
SERVED = [
    ("row-security-off", "no-policy", "truncate", "create-in-schema", "an-owner", "history-disabled"),
    ("row-security-not-forced", "an-open-policy", "a-changed-policy", "history-missing"),
]  # fmt: skip
# What is done to the role, how it is undone, and what the refusal says.
ROLES = {
    "member-of-owner": ("GRANT psp_owner TO psp_app", "REVOKE psp_owner FROM psp_app", "psp_app is a member of psp_owner"),
    "superuser": ("ALTER ROLE psp_app SUPERUSER", "ALTER ROLE psp_app NOSUPERUSER", "psp_app is a superuser"),
    "bypassrls": ("ALTER ROLE psp_app BYPASSRLS", "ALTER ROLE psp_app NOBYPASSRLS", "psp_app may bypass row security"),
    "createrole": ("ALTER ROLE psp_app CREATEROLE", "ALTER ROLE psp_app NOCREATEROLE", "psp_app may make roles"),
    "replica-right": (
        "GRANT SET ON PARAMETER session_replication_role TO psp_app",
        "REVOKE SET ON PARAMETER session_replication_role FROM psp_app",
        "psp_app may set session_replication_role",
    ),
    "replica": (
        "ALTER ROLE psp_app SET session_replication_role = replica",
        "ALTER ROLE psp_app RESET session_replication_role",
        "session_replication_role is replica",
    ),
}  # fmt: skip
SETTINGS = {
    "one-letter-key": ({"SECRET_KEY": "x"}, "SECRET_KEY is too easy to guess"),
    "long-key-of-one-letter": ({"SECRET_KEY": "x" * 60}, "SECRET_KEY is too easy to guess"),
    "djangos-key": ({"SECRET_KEY": "django-insecure-0123456789abcdefghijklmnopqrstuvwxyz"}, "SECRET_KEY is too easy to guess"),
    "http": ({"PUBLIC_BASE_URL": "http://psp.example.gov"}, "PUBLIC_BASE_URL must begin with https"),
    "no-second-factor": ({"PSP_REQUIRE_MFA": "0"}, "PSP_REQUIRE_MFA must be on"),
    "the-owners-key": ({"DATABASE_OWNER_URL": "postgres://psp_owner:x@127.0.0.1:1/x"}, "DATABASE_OWNER_URL is for migrations"),
}  # fmt: skip
OTHERS = {
    "worker": ["-m", "celery", "--app=psp_portal", "worker", "--concurrency=1", "--without-gossip", "--without-mingle"],
    "relay": ["manage.py", "relay"],
    "drain": ["manage.py", "drain_outbox", "--forever"],
}  # fmt: skip


@pytest.fixture
def weak(cluster: Cluster, upgraded: str) -> Iterator[str]:
    """A database that a test may spoil."""
    cluster.alone("DROP DATABASE IF EXISTS weak WITH (FORCE)")
    cluster.alone("CREATE DATABASE weak OWNER psp_owner TEMPLATE upgraded STRATEGY file_copy")
    cluster.alone("REVOKE ALL ON DATABASE weak FROM PUBLIC")
    cluster.alone("GRANT CONNECT ON DATABASE weak TO psp_app, psp_backup")
    yield "weak"
    cluster.alone("DROP DATABASE weak WITH (FORCE)")


@contextmanager
def started(
    cluster: Cluster, arguments: list[str], **changes: str
) -> Iterator[subprocess.Popen[str]]:
    """A process of production on that database."""
    process = subprocess.Popen(  # noqa: S603 -- commands of ours
        [sys.executable, *arguments],
        cwd=ROOT,
        env=cluster.variables("weak", **changes),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()


def refusal(cluster: Cluster, arguments: list[str], **changes: str) -> str:
    """What a process said that did not start; it ended by itself, and not well."""
    with started(cluster, arguments, **changes) as process:
        said, _ = process.communicate(timeout=PATIENCE)
        assert process.returncode not in {0, None}, said
    return said


def web() -> list[str]:
    return web_arguments([f"127.0.0.1:{free_port()}"])


def told(cluster: Cluster, database: str, statement: str) -> str:
    """What the comparison says to psp_app after a statement of the administrator, which is undone."""
    link = psycopg2.connect(cluster.uri("postgres", database))
    try:
        with link.cursor() as cursor:
            cursor.execute(statement)
            cursor.execute("SET SESSION AUTHORIZATION psp_app")
            cursor.execute(walls.ROLE)
            role = [sentence for (sentence,) in cursor.fetchall()]
            cursor.execute(walls.FACTS)
            facts = {(of, kind, name or ""): state for of, kind, name, state in cursor.fetchall()}
            return " ".join(role + walls.compare(walls.known(), facts))
    finally:
        link.close()


def made(cluster: Cluster, hole: str) -> tuple[str, str]:
    statement, sentence = HOLES[hole]
    [(trigger,)] = cluster.ask("psp_backup", "upgraded", HISTORY)
    return statement.replace("{trigger}", trigger), sentence


@pytest.mark.parametrize("hole", HOLES)
def test_each_hole_has_its_sentence(cluster, upgraded, hole):
    statement, sentence = made(cluster, hole)
    assert sentence in told(cluster, upgraded, statement)


@pytest.mark.parametrize("commit", COMMITS)
def test_whole_walls_have_none(cluster, upgrade, commit):
    assert told(cluster, upgrade(commit), "SELECT 1") == ""


@pytest.mark.parametrize("holes", SERVED)
def test_the_server_refuses_holes_in_the_walls_and_names_each(cluster, weak, holes):
    sentences = []
    for hole in holes:
        statement, sentence = made(cluster, hole)
        cluster.ask("postgres", weak, statement)
        sentences.append(sentence)
    said = refusal(cluster, web())
    assert [sentence for sentence in sentences if sentence not in said] == []


@pytest.mark.parametrize("strength", ROLES)
def test_the_server_refuses_a_role_that_may_too_much(cluster, weak, strength):
    given, taken, sentence = ROLES[strength]
    cluster.alone(given)
    try:
        assert sentence in refusal(cluster, web())
    finally:
        cluster.alone(taken)


@pytest.mark.parametrize("weakness", SETTINGS)
def test_the_server_refuses_a_weak_setting(cluster, upgraded, weakness):
    changes, sentence = SETTINGS[weakness]
    assert sentence in refusal(cluster, web(), **changes)


@pytest.mark.parametrize("process", OTHERS)
def test_every_process_that_asks_the_database_refuses(cluster, weak, process):
    cluster.ask("postgres", weak, f"ALTER TABLE {TABLE} DISABLE ROW LEVEL SECURITY")
    assert f"Row security of {TABLE} is off" in refusal(cluster, OTHERS[process])


def test_whole_walls_are_served_and_a_hole_is_told_while_they_are(cluster, weak):
    """The control: the same server starts; each hole made beneath it is named, and closed again it is ready."""
    cluster.ask("psp_owner", weak, "DELETE FROM tenancy_enforcement")
    arguments = web()
    address = f"http://{arguments[-1].removeprefix('--bind=')}/readyz"
    with started(cluster, arguments) as process:
        assert until(lambda: ask(address) == (200, "ok")), process.poll()
        # From its start on the database holds actor and time.
        assert cluster.ask("psp_app", weak, "SELECT app_is_enforced()") == [(True,)]
        for made, undone, sentence in [
            (f"ALTER TABLE {TABLE} NO FORCE ROW LEVEL SECURITY", f"ALTER TABLE {TABLE} FORCE ROW LEVEL SECURITY", f"Row security of {TABLE}"),
            (f"GRANT TRUNCATE ON {TABLE} TO psp_app", f"REVOKE TRUNCATE ON {TABLE} FROM psp_app", "TRUNCATE"),
            ("GRANT psp_owner TO psp_app", "REVOKE psp_owner FROM psp_app", "member of psp_owner"),
            ("DELETE FROM tenancy_enforcement", "INSERT INTO tenancy_enforcement DEFAULT VALUES", "does not hold actor and time"),
        ]:  # fmt: skip
            cluster.ask("postgres", weak, made)
            try:
                assert until(lambda hole=sentence: told_of(hole, address))
            finally:
                cluster.ask("postgres", weak, undone)
            assert until(lambda: ask(address) == (200, "ok"))


def told_of(sentence: str, address: str) -> bool:
    """Whether it is not ready for this reason; each of the two processes keeps its answer for a second."""
    status, said = ask(address)
    return status == 503 and sentence in said


def ask(address: str) -> tuple[int, str]:
    """The status of an address, and what it says of the walls; 0 while nothing listens."""
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 -- our own server
            return answer.status, json.load(answer)["checks"]["walls"]
    except urllib.error.HTTPError as refused:
        return refused.code, " ".join(json.load(refused)["checks"].get("walls", []))
    except OSError:
        return 0, ""


def until(answers: Callable[[], bool]) -> bool:
    """Wait for it."""
    ends = time.monotonic() + PATIENCE
    while not answers():
        if time.monotonic() > ends:
            return False
        time.sleep(0.2)
    return True
