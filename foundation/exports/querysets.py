"""Questions about exports."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models

from foundation.outbox.enums import JobState

if TYPE_CHECKING:
    from foundation.exports.models import Export


class ExportQuerySet(models.QuerySet["Export"]):
    """Exports."""

    def of(self, user_id: int | None) -> Self:
        """One person's own, the newest first, with their jobs."""
        return self.filter(user_id=user_id).select_related("job").order_by("-job_id")

    def running(self) -> Self:
        """Being written."""
        return self.filter(job__state=JobState.RUNNING)

    def expired(self, now: datetime) -> Self:
        """No longer kept."""
        return self.filter(expires_at__lte=now)
