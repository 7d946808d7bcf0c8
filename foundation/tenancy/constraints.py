"""Constraints that Django lacks: a foreign key within one site, and periods that never overlap."""

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.ddl_references import Columns, Statement, Table
from django.db.models.lookups import Exact


class SameSite(models.BaseConstraint):
    """Requires ``(site_id, field)`` to exist together in the parent's ``UNIQUE (site_id, id)``.

    A plain foreign key accepts another site's row, and Django 5.2 has no composite ones. It is
    created at the end of its migration, so the parent's key can be anywhere before it.
    """

    def __init__(
        self,
        *,
        field: str,
        name: str,
        violation_error_code: str | None = None,
        violation_error_message: str | None = None,
    ) -> None:
        self.field = field
        super().__init__(
            name=name,
            violation_error_code=violation_error_code,
            violation_error_message=violation_error_message,
        )

    def constraint_sql(
        self, model: type[models.Model] | None, schema_editor: BaseDatabaseSchemaEditor | None
    ) -> str:
        """Add nothing to CREATE TABLE: the key is created once both tables exist."""
        assert model is not None  # noqa: S101 -- Django always passes both here
        assert schema_editor is not None  # noqa: S101 -- as above
        schema_editor.deferred_sql.append(self._create(model, schema_editor))
        return ""

    def create_sql(
        self, model: type[models.Model] | None, schema_editor: BaseDatabaseSchemaEditor | None
    ) -> str:
        """Return no SQL for now: the ALTER TABLE runs at the end of the migration."""
        return self.constraint_sql(model, schema_editor)

    def remove_sql(
        self, model: type[models.Model] | None, schema_editor: BaseDatabaseSchemaEditor | None
    ) -> str:
        """Return the SQL that drops the foreign key."""
        assert model is not None  # noqa: S101 -- Django always passes both here
        assert schema_editor is not None  # noqa: S101 -- as above
        quote = schema_editor.quote_name
        return f"ALTER TABLE {quote(model._meta.db_table)} DROP CONSTRAINT {quote(self.name)}"

    def validate(
        self,
        model: type[models.Model],
        instance: models.Model,
        exclude: Any = None,
        using: str = "default",
    ) -> None:
        """Leave the check to the database: checking here would need the other site's row."""

    def deconstruct(self) -> Any:
        """Return path and arguments for migrations."""
        path, args, kwargs = super().deconstruct()
        return path, args, {**kwargs, "field": self.field}

    def __eq__(self, other: object) -> bool:
        if isinstance(other, SameSite):
            return (self.name, self.field) == (other.name, other.field)
        return NotImplemented

    __hash__ = models.BaseConstraint.__hash__

    def _create(
        self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor
    ) -> Statement:
        field = model._meta.get_field(self.field)
        parent = field.related_model._meta  # type: ignore[union-attr]  # -- a foreign key by contract
        quote = schema_editor.quote_name
        return Statement(
            "ALTER TABLE %(table)s ADD CONSTRAINT %(name)s FOREIGN KEY (%(columns)s) "
            "REFERENCES %(parent)s (%(parent_columns)s)",
            table=Table(model._meta.db_table, quote),
            name=quote(self.name),
            columns=Columns(model._meta.db_table, ["site_id", field.column], quote),  # type: ignore[union-attr, list-item]  # -- as above
            parent=Table(parent.db_table, quote),
            parent_columns=Columns(parent.db_table, ["site_id", "id"], quote),
        )


class WithoutOverlaps(models.BaseConstraint):
    """Keeps the periods of one key apart: ``UNIQUE (..., period WITHOUT OVERLAPS)`` of PostgreSQL 18.

    The period is a stored generated column that Django's model doesn't have: no query loads it. The constraint can't
    have a condition; a row whose period is NULL, as an empty one must be, is left out of it.

    Arguments:
        fields: the fields of the key, beginning with the site.
        column: the name of the generated column.
        period: the SQL of its range, from other columns of the table; NULL for a row that is left out.
        type: the range's type.
    """

    def __init__(
        self,
        *,
        fields: Sequence[str],
        column: str,
        period: str,
        type: str,  # noqa: A002 -- what PostgreSQL calls it
        name: str,
        violation_error_code: str | None = None,
        violation_error_message: str | None = None,
    ) -> None:
        self.fields = tuple(fields)
        self.column = column
        self.period = period
        self.type = type
        super().__init__(
            name=name,
            violation_error_code=violation_error_code,
            violation_error_message=violation_error_message,
        )

    def constraint_sql(
        self, model: type[models.Model] | None, schema_editor: BaseDatabaseSchemaEditor | None
    ) -> str:
        """Add nothing to CREATE TABLE: the column is added to the table once it exists."""
        assert schema_editor is not None  # noqa: S101 -- Django always passes it here
        schema_editor.deferred_sql.append(self.create_sql(model, schema_editor))
        return ""

    def create_sql(
        self, model: type[models.Model] | None, schema_editor: BaseDatabaseSchemaEditor | None
    ) -> str:
        """Return the SQL that adds the generated column and the constraint on it."""
        assert model is not None  # noqa: S101 -- Django always passes both here
        assert schema_editor is not None  # noqa: S101 -- as above
        quote = schema_editor.quote_name
        names = [model._meta.get_field(name).column for name in self.fields]  # type: ignore[union-attr]  # -- fields with a column by contract
        key = ", ".join(quote(name) for name in names)  # type: ignore[arg-type]  # -- as above
        return (
            f"ALTER TABLE {quote(model._meta.db_table)} ADD COLUMN {quote(self.column)} {self.type} "
            f"GENERATED ALWAYS AS ({self.period}) STORED, "
            f"ADD CONSTRAINT {quote(self.name)} "
            f"UNIQUE ({key}, {quote(self.column)} WITHOUT OVERLAPS)"
        )

    def remove_sql(
        self, model: type[models.Model] | None, schema_editor: BaseDatabaseSchemaEditor | None
    ) -> str:
        """Return the SQL that drops the column, and the constraint with it."""
        assert model is not None  # noqa: S101 -- Django always passes both here
        assert schema_editor is not None  # noqa: S101 -- as above
        quote = schema_editor.quote_name
        return f"ALTER TABLE {quote(model._meta.db_table)} DROP COLUMN {quote(self.column)}"

    def validate(
        self,
        model: type[models.Model],
        instance: models.Model,
        exclude: Any = None,
        using: str = "default",
    ) -> None:
        """Leave the check to the database: the actor may not see the other row."""

    def deconstruct(self) -> Any:
        """Return path and arguments for migrations."""
        path, args, kwargs = super().deconstruct()
        own = {"fields": self.fields, "column": self.column, "period": self.period}
        return path, args, {**kwargs, **own, "type": self.type}

    def __eq__(self, other: object) -> bool:
        if isinstance(other, WithoutOverlaps):
            return bool(self.deconstruct() == other.deconstruct())
        return NotImplemented

    __hash__ = models.BaseConstraint.__hash__


def is_list(column: str) -> models.Q:
    """Return the condition that a JSON column holds a list, for a table's constraint."""
    kind = models.Func(models.F(column), function="jsonb_typeof", output_field=models.TextField())
    return models.Q(Exact(kind, "array"))
