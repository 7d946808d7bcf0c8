"""The abstract base of every row that has a stored file."""

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
