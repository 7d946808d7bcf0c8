"""Migration operations: protect a table, load functions of policies, name periods that overlap."""

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

logger = logging.getLogger(__name__)

# The sub-select makes PostgreSQL call it once per statement instead of once per row.
SITE = "site_id = ANY ((SELECT app_sites())::bigint[])"
OWN = "user_id = (SELECT app_user())"
# What the owner may access: migrations and bulk seeds set it explicitly, nothing else gets through.
OWNER_JOBS = "current_setting('app.actor', true) IN ('system:migrate', 'system:bench')"


class EnableRowSecurity(Operation):
    """Enable and force row-level security with one policy per command.

    Arguments:
        table: the database table.
        read: the condition for rows psp_app may see; by default rows of the actor's sites.
        write: the condition for rows psp_app may insert, change or delete; ``read`` by default.
        insert: the condition for new rows where it differs from ``write``.
        definer_reads: whether psp_owner's SECURITY DEFINER functions read the table.
    """

    reversible = True

    def __init__(
        self,
        table: str,
        *,
        read: str = SITE,
        write: str | None = None,
        insert: str | None = None,
        definer_reads: bool = False,
    ) -> None:
        self.table = table
        self.read = read
        self.write = write or read
        self.insert = insert or self.write
        self.definer_reads = definer_reads

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """Return the arguments as they were given."""
        kwargs = {
            "read": self.read,
            "write": self.write,
            "insert": self.insert,
            "definer_reads": self.definer_reads,
        }
        return self.__class__.__name__, [self.table], kwargs

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Do nothing: policies are not part of Django's model state."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Enable and force row security, and create the policies."""
        table = schema_editor.quote_name(self.table)
        schema_editor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        schema_editor.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        for statement in self._policies(table):
            schema_editor.execute(statement)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Drop what was created, in reverse order."""
        table = schema_editor.quote_name(self.table)
        for name in ("app_read", "app_insert", "app_update", "app_delete", "owner_jobs", "definer"):
            schema_editor.execute(f"DROP POLICY IF EXISTS {name} ON {table}")
        schema_editor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        schema_editor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")

    def describe(self) -> str:
        """Return a line for the migration's output."""
        return f"Put {self.table} behind row-level security"

    def _policies(self, table: str) -> list[str]:
        policies = [
            f"CREATE POLICY app_read ON {table} FOR SELECT TO psp_app USING ({self.read})",
            f"CREATE POLICY app_insert ON {table} FOR INSERT TO psp_app WITH CHECK ({self.insert})",
            (
                f"CREATE POLICY app_update ON {table} FOR UPDATE TO psp_app"
                f" USING ({self.write}) WITH CHECK ({self.write})"
            ),
            f"CREATE POLICY app_delete ON {table} FOR DELETE TO psp_app USING ({self.write})",
            (
                f"CREATE POLICY owner_jobs ON {table} TO psp_owner"
                f" USING ({OWNER_JOBS}) WITH CHECK ({OWNER_JOBS})"
            ),
        ]
        if self.definer_reads:
            policies.append(
                f"CREATE POLICY definer ON {table} FOR SELECT TO psp_owner USING (true)"
            )
        return policies


def function_sql(name: str) -> str:
    """Return the current text of a database function: ``sql/<name>.sql`` of one of the apps.

    Raises:
        LookupError: when no app has the file, or two apps have it.
    """
    files = [Path(config.path) / "sql" / f"{name}.sql" for config in apps.get_app_configs()]
    found = [file for file in files if file.is_file()]
    if len(found) != 1:
        raise LookupError(f"{name}.sql stands in the sql folders of {len(found)} apps, not of one.")
    return found[0].read_text(encoding="utf-8")


class LoadFunctions(Operation):
    """Creates database functions from their files, or replaces them with the files' present text.

    A migration loads the present text, whatever the text was when it was written: a new database
    gets the same functions as an upgraded one. The text may name tables that later migrations
    create; a function is called only after those have run. When the text changes, a new migration
    loads it again; when the arguments change, it first drops the former function by ``DROP FUNCTION
    IF EXISTS`` with its arguments.

    Arguments:
        names: the functions, each in ``sql/<name>.sql`` of its app.
        backwards: the SQL that undoes it where they existed before; by default they are dropped.
    """

    reversible = True

    def __init__(self, *names: str, backwards: str = "") -> None:
        self.names = names
        self.backwards = backwards

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """Return the arguments as they were given."""
        return self.__class__.__name__, list(self.names), {"backwards": self.backwards}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Do nothing: functions are not part of Django's model state."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Load each function's file into the database."""
        # Tables that a later migration creates are not checked yet.
        schema_editor.execute("SET LOCAL check_function_bodies = off", params=None)
        for name in self.names:
            schema_editor.execute(function_sql(name), params=None)
        schema_editor.execute("SET LOCAL check_function_bodies = on", params=None)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Drop the functions, the last one first, or run the SQL given for it."""
        drops = "".join(
            f"DROP FUNCTION {schema_editor.quote_name(name)};" for name in self.names[::-1]
        )
        schema_editor.execute(self.backwards or drops, params=None)

    def describe(self) -> str:
        """Return a line for the migration's output."""
        return f"Load {', '.join(self.names)}"


class ReportPeriods(Operation):
    """Names, row by row, the periods that a ``WithoutOverlaps`` to come would refuse; it changes and drops none.

    Two periods of one key that overlap stop the migration, as only people can say which of them is right. An empty
    period, which begins and ends at one moment, is logged and stays: it is left out of the constraint.

    Arguments:
        table: the database table.
        key: the columns that are one thing over time.
        period: the SQL of the period, NULL where it is empty.
    """

    reversible = True

    def __init__(self, table: str, *, key: Sequence[str], period: str) -> None:
        self.table = table
        self.key = tuple(key)
        self.period = period

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """Return the arguments as they were given."""
        return self.__class__.__name__, [self.table], {"key": self.key, "period": self.period}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Do nothing: nothing is changed."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Log the empty periods, and refuse to go on where two overlap."""
        key = ", ".join(self.key)
        with schema_editor.connection.cursor() as cursor:
            # Without it, row security shows the owner no rows; the setting ends with the transaction.
            cursor.execute("SELECT set_config('app.actor', 'system:migrate', true)")
            cursor.execute(
                f"SELECT id, {key} FROM {self.table} WHERE ({self.period}) IS NULL ORDER BY id"  # noqa: S608 -- names and an expression of our own migrations
            )
            for row, *named in cursor.fetchall():
                logger.warning(
                    "%s %s begins and ends at one moment; it stays (%s)", self.table, row, named
                )
            cursor.execute(
                f"WITH held AS (SELECT id, {key}, {self.period} AS span FROM {self.table}) "  # noqa: S608 -- as above
                f"SELECT a.id, a.span, b.id, b.span FROM held a JOIN held b USING ({key}) "
                "WHERE a.id < b.id AND a.span && b.span ORDER BY a.id, b.id"
            )
            found = [f"{one} {span}  and  {other} {its}" for one, span, other, its in cursor]
        if found:
            told = "\n".join(found)
            raise ValueError(
                f"These rows of {self.table} overlap. End one of each two before the other begins, "
                f"then migrate again; nothing was changed:\n{told}"
            )

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Do nothing: nothing was changed."""

    def describe(self) -> str:
        """Return a line for the migration's output."""
        return f"Name periods of {self.table} that overlap"
