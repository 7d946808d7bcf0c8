"""A foreign key that cannot refer to another site's row."""

from typing import Any

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.ddl_references import Columns, Statement, Table


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
