"""The database router: which connection is used for what."""

from typing import Any

from django.conf import settings
from django.db.models import Model


class PortalRouter:
    """Runs migrations as the owner, and the cache's counters on a separate connection."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str | None:
        """Return the counters' connection for Django's cache table, else no preference."""
        return "counters" if self._is_cache(model) and "counters" in settings.DATABASES else None

    db_for_write = db_for_read

    def allow_migrate(
        self, db: str, app_label: str, model_name: str | None = None, **hints: Any
    ) -> bool | None:
        """Allow migrations on the owner's connection only."""
        return db == "owner"

    @staticmethod
    def _is_cache(model: type[Model]) -> bool:
        return model._meta.app_label == "django_cache"
