"""An import, and the rows that were brought, known by what they say."""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.db import models

from foundation.files.models import KeptContent
from foundation.outbox.models import Job


class ImportQuerySet(models.QuerySet["Import"]):
    """Imports."""

    def of(self, user_id: int | None) -> Self:
        """Find one person's imports, newest first, with their jobs."""
        return self.filter(user_id=user_id).select_related("job").order_by("-created_at", "pk")

    def like(self, what: str, header: list[str]) -> Self:
        """Find imports of a kind with those columns, whose columns were mapped."""
        return self.filter(what=what, header=header).exclude(mapping={})

    def expired(self, now: datetime) -> Self:
        """Find imports past their retention."""
        return self.filter(expires_at__lte=now)


class Import(KeptContent):
    """One spreadsheet of one person, from the upload to the report."""

    LIFETIME: ClassVar = timedelta(days=5)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    job = models.OneToOneField(
        Job, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    what = models.CharField(max_length=40, help_text="The kind of import.")
    name = models.CharField(max_length=120, help_text="The file's name, made safe to show.")
    media_type = models.CharField(max_length=80)
    header = models.JSONField(help_text="Its columns.")
    header_line = models.PositiveIntegerField(
        default=1, help_text="Line of the file that names the columns."
    )
    mapping = models.JSONField(default=dict, help_text="Field → position of its column.")
    answers = models.JSONField(
        default=dict, help_text="How unclear dates and names are read, by question."
    )
    report = models.JSONField(
        default=list, help_text="Line, whether it was imported, and the result."
    )
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    objects = ImportQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "pk"]
        indexes = [models.Index(fields=["user", "-created_at"], name="imports_of_a_person")]

    def __str__(self) -> str:
        return self.name


class ImportedKeyQuerySet(models.QuerySet["ImportedKey"]):
    """Rows that were brought before."""

    def told(self, what: str, keys: Iterable[str]) -> dict[str, str]:
        """Return the known ones of those keys, each with its result."""
        found = self.filter(what=what, key__in=list(keys))
        return dict(found.values_list("key", "told"))


class ImportedKey(models.Model):
    """That a row was brought: a hash of what it says, and what came of it. No text of the row."""

    DATABASE_PRIVILEGES: ClassVar[str] = "SELECT, INSERT"

    what = models.CharField(max_length=40)
    key = models.CharField(max_length=64)
    told = models.CharField(max_length=200)

    objects = ImportedKeyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["what", "key"], name="a_row_is_brought_once"),
        ]

    def __str__(self) -> str:
        return self.told
