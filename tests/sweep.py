"""Clean up after a test that committed: its rows are deleted.

Django's own flush truncates some 170 tables with all their indexes and grants every privilege
again, which takes most of a second. Where the server allows it, rows are deleted past triggers and
keys instead.
"""

import psycopg2
from django.db import connections

# Rows that migrations leave in an empty database; every other row is left over from a test.
SEEDED = (
    "django_migrations",
    "django_content_type",
    "auth_permission",
    "liaisons_contactstandard",
    "exchanges_hostinglimit",
    "dashboards_publicversion",
)
# A table that was never written to has no size.
WRITTEN_TO = """
SELECT format('%%I', relname) FROM pg_class
 WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND pg_relation_size(oid) > 0
   AND relname <> ALL (%s)
"""
MAY_SILENCE = "SELECT has_parameter_privilege('session_replication_role', 'SET')"
SILENTLY = """
SET session_replication_role = replica;
SELECT set_config('app.actor', 'system:migrate', false);
"""


def sweep(*_: object) -> None:
    """Delete all rows except those of migrations; replaces Django's ``_fixture_teardown``."""
    # A separate connection: a test may forbid Django's to the owner, or have lost it.
    owner = psycopg2.connect(**connections["owner"].get_connection_params())
    owner.autocommit = True
    try:
        with owner.cursor() as cursor:
            cursor.execute(WRITTEN_TO, [list(SEEDED)])
            tables = [name for (name,) in cursor.fetchall()]
            cursor.execute(MAY_SILENCE)
            if tables and cursor.fetchone()[0]:
                cursor.execute(SILENTLY + "".join(f"DELETE FROM {name};" for name in tables))  # noqa: S608 -- names of the catalogue's
            elif tables:
                cursor.execute(f"TRUNCATE {', '.join(tables)} CASCADE")
    finally:
        owner.close()
