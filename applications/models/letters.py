"""Letters of support that an agency sends with its application."""

from typing import Self
from uuid import UUID

from django.db import models

from applications.models.applications import Application
from foundation.accounts.actors import Actor
from foundation.files.models import StoredFile


class SupportLetterQuerySet(models.QuerySet["SupportLetter"]):
    """A queryset of letters of support."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the letters of applications that the actor reads; the database asks the same."""
        return self.filter(application__in=Application.objects.visible_to(actor))

    def of_application(self, pk: UUID) -> Self:
        """Return an application's letters, in the order in which they were added."""
        return self.filter(application_id=pk)


class SupportLetter(StoredFile):
    """A letter of support. The agency adds and removes it by its link until it submits the application."""

    DATABASE_PRIVILEGES = "SELECT, INSERT, DELETE, UPDATE (scan, scanned_at, finding)"

    site = None  # type: ignore[assignment]  # -- an application is of no site
    uploaded_by = None  # type: ignore[assignment]  # -- anyone with the link, who has no account
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="letters")

    objects = SupportLetterQuerySet.as_manager()

    class Meta(StoredFile.Meta):
        ordering = ["uploaded_at", "id"]
