"""Questions about imports."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from foundation.imports.models import Import, ImportedKey


class ImportQuerySet(models.QuerySet["Import"]):
    """Imports."""

    def of(self, user_id: int | None) -> Self:
        """One person's own, the newest first, with their jobs."""
        return self.filter(user_id=user_id).select_related("job").order_by("-created_at", "pk")

    def like(self, what: str, header: list[str]) -> Self:
        """Of that kind, with those columns, whose columns were told apart."""
        return self.filter(what=what, header=header).exclude(mapping={})

    def expired(self, now: datetime) -> Self:
        """No longer kept."""
        return self.filter(expires_at__lte=now)


class ImportedKeyQuerySet(models.QuerySet["ImportedKey"]):
    """Rows that were brought before."""

    def told(self, what: str, keys: Iterable[str]) -> dict[str, str]:
        """Of those keys the known ones, each with what came of it."""
        found = self.filter(what=what, key__in=list(keys))
        return dict(found.values_list("key", "told"))
