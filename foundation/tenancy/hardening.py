"""Harden the database's triggers after every migration, whatever it or a library created.

pgtrigger lets a session switch its triggers off by a setting, and pghistory stores what the
statement provides. Both are created in migrations, by library templates that later migrations use
again; so the result is corrected here each time, and not in those templates.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import connections, models

from foundation.tenancy.operations import function_sql

IS_HISTORY = (
    "EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = {0} AND a.attname = 'pgh_created_at')"
)
OF_PUBLIC = "c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'"
# Each row is a statement that still has to run; no rows if everything is correct.
MISSING = f"""
WITH tables AS (
  SELECT c.oid, c.oid::regclass::text AS name, {IS_HISTORY.format("c.oid")} AS is_history,
         c.relrowsecurity AND c.relforcerowsecurity AS is_forced,
         c.relname = 'audit_securityevent' AS is_log,
         EXISTS (SELECT FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
                  WHERE t.tgrelid = c.oid AND p.prosrc LIKE '%"pgh_created_at"%') AS is_tracked
    FROM pg_class c WHERE {OF_PUBLIC}
), functions AS (
  SELECT p.oid, p.oid::regprocedure::text AS name, p.prosecdef, p.proconfig,
         p.prosrc LIKE '%"pgh_created_at"%' AS writes_history
    FROM pg_proc p
   WHERE p.pronamespace = 'public'::regnamespace AND p.proname LIKE 'pgtrigger\\_%'
     AND p.prorettype = 'trigger'::regtype
)
-- They say whose rows they mean, and mean the portal's own tables, whatever path a session sets.
SELECT format('ALTER FUNCTION %s SET search_path = pg_catalog, public, pg_temp', name)
  FROM functions WHERE proconfig IS NULL
UNION ALL
-- The history is written by the owner: psp_app cannot write a row of it by itself.
SELECT format('ALTER FUNCTION %s SECURITY DEFINER', name)
  FROM functions WHERE writes_history AND NOT prosecdef
UNION ALL
-- Nor by a trigger of its own on a table of its own that calls them.
SELECT format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', name)
  FROM functions WHERE has_function_privilege('psp_app', oid, 'EXECUTE')
UNION ALL
SELECT format('CREATE POLICY history ON %s FOR INSERT TO psp_owner WITH CHECK (true)', name)
  FROM tables t WHERE is_history AND is_forced
   AND NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = t.oid AND p.polname = 'history')
UNION ALL
SELECT format('CREATE TRIGGER stamp BEFORE INSERT ON %s FOR EACH ROW'
              ' EXECUTE FUNCTION app_stamp_history()', name)
  FROM tables t WHERE is_history
   AND NOT EXISTS (SELECT FROM pg_trigger g WHERE g.tgrelid = t.oid AND g.tgname = 'stamp')
UNION ALL
SELECT format('CREATE TRIGGER guard BEFORE INSERT OR UPDATE OR DELETE ON %s FOR EACH STATEMENT'
              ' EXECUTE FUNCTION app_guard_writes(%L)', name,
              CASE WHEN is_forced THEN 'forced' ELSE 'plain' END)
  FROM tables t WHERE (is_forced OR is_tracked OR is_log) AND NOT is_history
   AND NOT EXISTS (SELECT FROM pg_trigger g WHERE g.tgrelid = t.oid AND g.tgname = 'guard')
"""  # noqa: S608 -- composed of our own texts
IGNORES = "SELECT prosrc FROM pg_proc WHERE oid = to_regproc('public._pgtrigger_should_ignore')"


def harden(using: str) -> None:
    """Change the triggers so that no session can disable or forge them; do nothing if they are."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT to_regproc('app_guard_writes') IS NOT NULL")
        if not cursor.fetchone()[0]:  # after migrating backwards
            return
        cursor.execute(IGNORES)
        answers = cursor.fetchone()
        if answers and answers[0] != "SELECT false":
            cursor.execute(function_sql("_pgtrigger_should_ignore"))
        cursor.execute(MISSING)
        for (statement,) in cursor.fetchall():
            cursor.execute(statement)
        if settings.PSP_ENV == "production":
            cursor.execute("SELECT app_enforce()")
        else:
            cursor.execute("DELETE FROM tenancy_enforcement")


def history_tables(cursor: Any) -> list[str]:
    """Return the names of the tables with the history of other tables."""
    cursor.execute(
        f"SELECT c.oid::regclass::text FROM pg_class c WHERE {OF_PUBLIC} AND {IS_HISTORY.format('c.oid')}"  # noqa: S608 -- our own text
    )
    return [name for (name,) in cursor.fetchall()]


@contextmanager
def triggers_rest(using: str, *tables: type[models.Model]) -> Iterator[None]:
    """Disable the triggers of tables in the block and its transaction, for the owner's bulk rows.

    Only the owner of a table may, and everyone else who writes to it waits.
    """
    names = [connections[using].ops.quote_name(model._meta.db_table) for model in tables]
    with connections[using].cursor() as cursor:
        for name in names:
            cursor.execute(f"ALTER TABLE {name} DISABLE TRIGGER USER")
        yield
        # A key that is checked at commit would prevent it.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for name in names:
            cursor.execute(f"ALTER TABLE {name} ENABLE TRIGGER USER")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
