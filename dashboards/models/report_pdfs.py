"""PDFs of reports: drawn in the background, and kept with the version they show."""

import uuid
from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from dashboards.enums import Period
from foundation.files.models import KeptContent

PREVIEW = 0


class ReportPdfQuerySet(models.QuerySet["ReportPdf"]):
    """A queryset of PDFs of reports."""

    def of(self, period: Period, version: int, user_id: int | None) -> "ReportPdf | None":
        """Return the PDF of a report's version, or a person's last one of a preview; None without one."""
        found = self.filter(period=period.slug, version=version)
        if version == PREVIEW:
            found = found.filter(asked_by_id=user_id)
        return found.order_by("-asked_at").first()

    def expired(self, now: datetime) -> Self:
        """Return PDFs of previews that are no longer kept."""
        return self.filter(version=PREVIEW, asked_at__lte=now - ReportPdf.PREVIEW_LIFETIME)


class ReportPdf(KeptContent):
    """The PDF of one version of a report; that of a frozen version is drawn once and kept.

    Attributes:
        version: the version it shows; 0 for a preview, which is its requester's and kept for three days.
        html: the document to draw; empty once it is drawn.
        error: why it could not be drawn, as a sentence; empty while all is well.
    """

    PREVIEW_LIFETIME: ClassVar = timedelta(days=3)
    # Drawing takes seconds: later than this, nothing that draws is running.
    SLOW: ClassVar = timedelta(minutes=1)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    period = models.CharField(max_length=7, help_text="Such as 2026-q3 or 2026-h1.")
    version = models.PositiveSmallIntegerField(help_text="0 for a preview.")
    html = models.TextField(blank=True)
    content = models.CharField(  # type: ignore[assignment]  # -- none before it is drawn
        max_length=32, unique=True, null=True, editable=False
    )
    size = models.PositiveBigIntegerField(default=0, help_text="In bytes.")
    error = models.CharField(max_length=200, blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects = ReportPdfQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["period", "version"],
                condition=Q(version__gt=0),
                name="a_version_of_a_report_has_one_pdf",
            ),
        ]
        indexes = [models.Index(fields=["period", "-asked_at"], name="pdfs_of_a_report")]

    def __str__(self) -> str:
        return f"{self.period}, version {self.version}"

    @property
    def is_ready(self) -> bool:
        """Whether it can be downloaded."""
        return bool(self.content)

    def is_slow(self, now: datetime) -> bool:
        """Return whether it should have been drawn by now."""
        return not self.is_ready and not self.error and now - self.asked_at > self.SLOW
