"""The database's protection ("walls"): what it is, what it should be, and a sentence for each gap.

``walls.txt`` lists row security, policies, triggers, functions and privileges as PostgreSQL prints
them in a freshly migrated database, one to a line. ``make walls`` writes it; a test keeps it
current. A production process compares it with the catalog before it serves, and ``/readyz`` at
every call.
"""

import re
import time
from collections.abc import Iterable
from pathlib import Path

from django.db import connection

from foundation.tenancy.versions import applied_migrations, is_newer, known_migrations

KNOWN = Path(__file__).with_name("walls.txt")
# How long an answer is reused, however often `/readyz` is called.
SECONDS_KEPT = 1.0
MAX_TOLD = 20
KINDS = ("row security", "policy", "rights", "owner", "trigger", "rule", "key", "function")

WORD = re.compile(r"'(?:[^']|'')*'::character varying")
LIST_CAST = re.compile(rf"\(ARRAY\[((?:{WORD.pattern}(?:, )?)+)\]\)::text\[\]")
# One row for each fact: the table, the kind, the name, the value. Nothing that depends on row data
# or order.
FACTS = r"""
WITH relations AS (
  SELECT c.oid, c.relname, c.relkind, c.relrowsecurity, c.relforcerowsecurity, c.reloptions, c.relowner
    FROM pg_class c
   WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
     AND NOT EXISTS (SELECT FROM pg_depend d
                      WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
)
SELECT relname, 'row security', '',
       CASE WHEN relkind NOT IN ('r', 'p') THEN 'none, a ' || relkind::text || coalesce(' with ' || reloptions::text, '')
            WHEN relrowsecurity AND relforcerowsecurity THEN 'forced'
            WHEN relrowsecurity THEN 'on, not forced' ELSE 'off' END
  FROM relations
UNION ALL
SELECT relname, 'owner', '', pg_get_userbyid(relowner) FROM relations
UNION ALL
SELECT relname, 'rights', '', coalesce((
         SELECT string_agg(word, ', ' ORDER BY word) FROM unnest(ARRAY[
           'SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER', 'MAINTAIN']) word
          WHERE has_table_privilege(oid, word)
             OR word IN ('SELECT', 'INSERT', 'UPDATE', 'REFERENCES') AND has_any_column_privilege(oid, word)
       ), 'none')
  FROM relations
UNION ALL
SELECT relname, 'policy', p.polname,
       CASE WHEN p.polpermissive THEN '' ELSE 'restrictive ' END
       || CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE'
                        WHEN 'd' THEN 'DELETE' ELSE 'ALL' END
       || ' to ' || (SELECT string_agg(CASE r WHEN 0 THEN 'public' ELSE pg_get_userbyid(r) END, ', ' ORDER BY 1)
                       FROM unnest(p.polroles) r)
       || coalesce(' using ' || regexp_replace(pg_get_expr(p.polqual, p.polrelid), '\s+', ' ', 'g'), '')
       || coalesce(' check ' || regexp_replace(pg_get_expr(p.polwithcheck, p.polrelid), '\s+', ' ', 'g'), '')
  FROM pg_policy p JOIN relations ON relations.oid = p.polrelid
UNION ALL
SELECT relname, 'trigger', t.tgname,
       CASE t.tgenabled WHEN 'O' THEN 'on' WHEN 'D' THEN 'off' WHEN 'R' THEN 'on replicas only' ELSE 'always on' END
       || ', ' || regexp_replace(regexp_replace(pg_get_triggerdef(t.oid), '^CREATE (CONSTRAINT )?TRIGGER \S+ ', '\1'), '\s+', ' ', 'g')
  FROM pg_trigger t JOIN relations ON relations.oid = t.tgrelid WHERE NOT t.tgisinternal
UNION ALL
SELECT relname, 'key', (SELECT conname FROM pg_constraint k WHERE k.oid = t.tgconstraint), 'not checked'
  FROM pg_trigger t JOIN relations ON relations.oid = t.tgrelid WHERE t.tgisinternal AND t.tgenabled <> 'O'
UNION ALL
SELECT relname, 'rule', r.rulename, 'on'
  FROM pg_rewrite r JOIN relations ON relations.oid = r.ev_class WHERE r.rulename <> '_RETURN'
UNION ALL
SELECT p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')', 'function', '',
       'of ' || pg_get_userbyid(p.proowner) || CASE WHEN p.prosecdef THEN ', with its rights' ELSE '' END
       || CASE WHEN has_function_privilege(p.oid, 'EXECUTE') THEN '' ELSE ', not to be called' END
       || coalesce(', ' || array_to_string(p.proconfig, ', '), '') || ', ' || md5(p.prosrc)
  FROM pg_proc p
 WHERE p.pronamespace = 'public'::regnamespace
   AND NOT EXISTS (SELECT FROM pg_depend d
                    WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
"""

# Sentences about the role of this process and its session; no rows if nothing is wrong.
ROLE = """
WITH me AS (SELECT * FROM pg_roles WHERE rolname = session_user)
SELECT format('%s is a superuser.', rolname) FROM me WHERE rolsuper
UNION ALL
SELECT format('%s may bypass row security (BYPASSRLS).', rolname) FROM me WHERE rolbypassrls
UNION ALL
SELECT format('%s may make roles (CREATEROLE).', rolname) FROM me WHERE rolcreaterole
UNION ALL
SELECT format('%s may make databases (CREATEDB).', rolname) FROM me WHERE rolcreatedb
UNION ALL
SELECT format('%s may replicate (REPLICATION).', rolname) FROM me WHERE rolreplication
UNION ALL
SELECT format('%s is a member of %s.', me.rolname, m.roleid::regrole)
  FROM me JOIN pg_auth_members m ON m.member = me.oid
UNION ALL
SELECT format('%s owns %s.', me.rolname, pg_describe_object(d.classid, d.objid, 0))
  FROM me JOIN pg_shdepend d ON d.refclassid = 'pg_authid'::regclass AND d.refobjid = me.oid AND d.deptype = 'o'
   AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
UNION ALL
SELECT format('%s may create in the schema %s.', session_user, n.nspname)
  FROM pg_namespace n WHERE n.nspname !~ '^pg_(temp|toast)' AND has_schema_privilege(session_user, n.oid, 'CREATE')
UNION ALL
SELECT format('%s may create schemas in this database.', session_user)
 WHERE has_database_privilege(session_user, current_database(), 'CREATE')
UNION ALL
SELECT format('%s may set %s.', session_user, p.name)
  FROM unnest(ARRAY['session_replication_role']) AS p (name)
 WHERE has_parameter_privilege(session_user, p.name, 'SET')
UNION ALL
SELECT format('session_replication_role is %s: triggers rest.', current_setting('session_replication_role'))
 WHERE current_setting('session_replication_role') <> 'origin'
UNION ALL
SELECT format('This session acts as %s, not as %s.', current_user, session_user)
 WHERE current_user <> session_user
"""
TOO_MUCH = ("TRUNCATE", "REFERENCES", "TRIGGER", "MAINTAIN")

Fact = tuple[str, str, str]
Facts = dict[Fact, str]

_kept: tuple[float, list[str]] | None = None


def weaknesses() -> list[str]:
    """Return a sentence for each gap in the database's protection, one second old at most."""
    global _kept  # noqa: PLW0603 -- one answer kept for the process
    if _kept is None or _kept[0] < time.monotonic():
        _kept = (time.monotonic() + SECONDS_KEPT, [*found(), *_unenforced()])
    return _kept[1]


def found() -> list[str]:
    """Compare the catalog with the known facts now.

    If a later version of the portal has migrated the database, that version knows its facts better:
    then only gaps that no version has are reported.
    """
    with connection.cursor() as cursor:
        cursor.execute(ROLE)
        role = sorted(sentence for (sentence,) in cursor.fetchall())
    newer = is_newer(applied_migrations(), known_migrations())
    return role + compare(known(), actual(), newer=newer)


def enforce() -> None:
    """Make the database limit each transaction to one actor and the server's time, for good."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT app_enforce()")


def _unenforced() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regproc('app_is_enforced') IS NOT NULL AND app_is_enforced()")
        if cursor.fetchone()[0]:
            return []
    return [
        "The database does not hold actor and time; run `manage.py migrate` with PSP_ENV=production."
    ]


def actual() -> Facts:
    """Read the facts from the catalog."""
    with connection.cursor() as cursor:
        cursor.execute(FACTS)
        return {(of, kind, name or ""): state for of, kind, name, state in cursor.fetchall()}


def known() -> Facts:
    """Read the facts that this version of the portal was made with."""
    return parse(KNOWN.read_text().splitlines())


def lines(facts: Facts) -> list[str]:
    """Format facts as lines, in the order of their names."""
    return [
        f"{of} | {kind}{' ' + name if name else ''} | {state}"
        for (of, kind, name), state in sorted(facts.items())
    ]


def parse(written: Iterable[str]) -> Facts:
    """Parse lines that ``lines`` wrote."""
    facts: Facts = {}
    for line in written:
        of, what, state = line.split(" | ", 2)
        kind = next(kind for kind in KINDS if what == kind or what.startswith(f"{kind} "))
        facts[(of, kind, what[len(kind) + 1 :])] = state
    return facts


def compare(expected: Facts, present: Facts, *, newer: bool = False) -> list[str]:
    """Return sentences for what is missing, changed or unknown, the most serious kinds first."""
    told = []
    for fact in sorted(expected.keys() | present.keys(), key=lambda f: (KINDS.index(f[1]), f)):
        was, now = expected.get(fact), present.get(fact)
        if _restored(was) == _restored(now):
            continue
        if newer and not _is_weak_in_any_version(fact, was, now):
            continue
        told.append(_sentence(fact, was, now))
    return told


def _restored(state: str | None) -> str | None:
    """Return a fact as a database tells it that was restored from a backup.

    PostgreSQL writes one cast of a list of words into a dump, and understands a cast of each word when it reads
    it back (PostgreSQL 18: pg_get_expr of ``status IN ('a', 'b')``, before and after pg_dump and pg_restore).
    """
    return state and LIST_CAST.sub(
        lambda hit: f"ARRAY[{', '.join(f'({word})::text' for word in WORD.findall(hit[1]))}]", state
    )


def _is_weak_in_any_version(fact: Fact, was: str | None, now: str | None) -> bool:
    kind = fact[1]
    if now is None:
        return False
    if kind == "row security":
        return was == "forced"
    if kind == "trigger":
        return now.startswith("off")
    if kind == "rights":
        return any(word in now for word in TOO_MUCH)
    return kind in {"key", "rule"}


def _sentence(fact: Fact, was: str | None, now: str | None) -> str:
    of, kind, name = fact
    if kind == "row security" and was is not None:
        return f"Row security of {of} is {now or 'gone with the table'}; it should be {was}."
    if kind == "rights" and was is not None:
        return (
            f"The portal's rights on {of} are {now or 'gone with the table'}; they should be {was}."
        )
    if kind == "key":
        return f"The key {name} of {of} is not checked."
    if kind == "trigger" and now is not None and now.startswith("off"):
        return f"The trigger {name} of {of} is switched off."
    if was is None and kind in {"row security", "rights", "owner"}:
        return f"{of} is unknown to this version; its {kind}: {now}."
    what = f"The {kind} {name} of {of}" if name else f"The {kind} of {of}"
    if now is None:
        return f"{what} is missing."
    if was is None:
        return f"{what} is unknown to this version: {now}."
    return f"{what} has changed: {now}; it should be: {was}."
