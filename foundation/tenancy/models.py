"""The abstract base of every row that belongs to a site."""

import uuid
from typing import Any

from django.apps import apps
from django.db import models


class SiteScopedModel(models.Model):
    """A row of one site: a UUID key and the site it belongs to, behind row-level security."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    site = models.ForeignKey("sites.Site", on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


def tenant_models() -> list[type[models.Model]]:
    """Return every installed model with a ``site_id``, event tables included, by table name."""
    found = [model for model in apps.get_models(include_auto_created=True) if _is_tenant(model)]
    return sorted(found, key=lambda model: model._meta.db_table)


def _is_tenant(model: type[models.Model]) -> bool:
    fields: list[Any] = list(model._meta.concrete_fields)
    return any(field.column == "site_id" for field in fields)
