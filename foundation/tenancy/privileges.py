"""The privileges of psp_app on each table, granted after every migration run.

A model may narrow them with ``DATABASE_PRIVILEGES = "SELECT, INSERT"``; no table may be truncated,
and the record of migrations is read-only.
"""

from typing import Any

from django.apps import AppConfig, apps
from django.db import connections, transaction

from foundation.tenancy.hardening import harden, history_tables

# Only for the owner and its functions: whether this is production, and who writes.
CLOSED = ("pghistory_context", "tenancy_enforcement", "tenancy_writer")
EVERYDAY = "SELECT, INSERT, UPDATE, DELETE"


def grant(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """Grant privileges after the last app has migrated (a ``post_migrate`` receiver)."""
    if sender.label != "tenancy" or using != "owner":
        return
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM psp_app")
        cursor.execute(f"GRANT {EVERYDAY} ON ALL TABLES IN SCHEMA public TO psp_app")
        cursor.execute("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO psp_app")
        cursor.execute("REVOKE ALL ON django_migrations FROM psp_app")
        cursor.execute("GRANT SELECT ON django_migrations TO psp_app")
        cursor.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO psp_backup")
        cursor.execute("GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO psp_backup")
        # After migrating backwards some tables are gone.
        tables = set(connections[using].introspection.table_names(cursor))
        for table in tables.intersection(CLOSED):
            cursor.execute(f"REVOKE ALL ON {table} FROM psp_app")
        for table in history_tables(cursor):
            cursor.execute(f"REVOKE ALL ON {table} FROM psp_app")
            cursor.execute(f"GRANT SELECT ON {table} TO psp_app")
        for model in apps.get_models(include_auto_created=True):
            narrowed = getattr(model, "DATABASE_PRIVILEGES", None)
            if narrowed and model._meta.db_table in tables:
                table = connections[using].ops.quote_name(model._meta.db_table)
                cursor.execute(f"REVOKE ALL ON {table} FROM psp_app")
                cursor.execute(f"GRANT {narrowed} ON {table} TO psp_app")
        harden(using)
