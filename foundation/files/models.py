"""The abstract base of every row that has a stored file."""

from typing import ClassVar, Self, TypeVar

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Q

from foundation.files.enums import READABLE, MediaType, ScanState
from foundation.tenancy.models import SiteScopedModel


class KeptContent(models.Model):
    """A row that refers to content in the store; content without such a row is cleaned up."""

    content = models.CharField(
        max_length=32, unique=True, editable=False, help_text="The random name in file storage."
    )

    class Meta:
        abstract = True


class StoredFile(SiteScopedModel, KeptContent):
    """A file of one site: its facts in the row, its content in the store under ``content``.

    The content never changes; only the scan result does. An app inherits ``StoredFile.Meta`` and
    adds to its constraints.
    """

    name = models.CharField(max_length=120, help_text="The original name, made safe to show.")
    media_type = models.CharField(max_length=80, choices=MediaType)
    size = models.PositiveIntegerField(help_text="In bytes.")
    sha256 = models.CharField(max_length=64)
    scan = models.CharField(max_length=12, choices=ScanState, default=ScanState.PENDING)
    scanned_at = models.DateTimeField(null=True, blank=True)
    finding = models.CharField(max_length=200, blank=True, help_text="What the scanner found.")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    uploaded_at = models.DateTimeField()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(name="%(class)s_is_not_empty", condition=Q(size__gt=0)),
            models.CheckConstraint(
                name="%(class)s_is_of_a_known_kind", condition=Q(media_type__in=MediaType.values)
            ),
            models.CheckConstraint(
                name="%(class)s_is_scanned_or_not", condition=Q(scan__in=ScanState.values)
            ),
            models.CheckConstraint(
                name="infected_%(class)s_says_with_what",
                condition=~Q(scan=ScanState.INFECTED) | ~Q(finding=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_readable(self) -> bool:
        """Whether the file can be downloaded, as far as the virus scan is concerned."""
        return self.scan in READABLE


F = TypeVar("F", bound="RemovableFile")


class RemovableFileQuerySet(models.QuerySet[F]):
    """Files, of which some were removed."""

    def standing(self) -> Self:
        """Leave out removed files."""
        return self.filter(removed_at__isnull=True)


class RemovableFile(StoredFile):
    """A file that its people can remove.

    Removing it hides it and records why; its content stays until the site's records are disposed of. An app adds
    ``removal_is_explained`` to its constraints.
    """

    # Only the scanner's result and the removal ever change.
    DATABASE_PRIVILEGES: ClassVar[str] = (
        "SELECT, INSERT, UPDATE (scan, scanned_at, finding, removed_at, removed_by_id, removal_reason)"
    )

    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    removal_reason = models.TextField(blank=True)

    class Meta(StoredFile.Meta):
        abstract = True


def removal_is_explained(name: str) -> models.CheckConstraint:
    """Return the constraint, with that name, that a removed file says when, who, and why; the others say nothing."""
    return models.CheckConstraint(
        name=name,
        condition=Q(removed_at__isnull=True, removed_by__isnull=True, removal_reason="")
        | (Q(removed_at__isnull=False, removed_by__isnull=False) & ~Q(removal_reason="")),
    )


def content_models() -> list[type[KeptContent]]:
    """Return every installed model that refers to content."""
    return [model for model in apps.get_models() if issubclass(model, KeptContent)]


def file_model(label: str) -> type[StoredFile]:
    """Return the model of stored files with that label, such as ``tta_requests.attachment``.

    Raises:
        LookupError: when there is no such model.
    """
    model = apps.get_model(label)
    if not issubclass(model, StoredFile):
        raise LookupError(f"{label} keeps no files.")
    return model
