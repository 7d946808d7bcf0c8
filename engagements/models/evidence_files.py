"""Files that show that a recommendation was carried out."""

from typing import ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from engagements.models.recommendations import Evidence
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.files.models import StoredFile
from foundation.tenancy.constraints import SameSite


class EvidenceFileQuerySet(models.QuerySet["EvidenceFile"]):
    """A queryset of files of evidence."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the files of the actor's sites."""
        ids = actor.sites_for(P.SITE_VIEW)
        return self if ids is None else self.filter(site_id__in=ids)

    def of_recommendation(self, pk: UUID) -> Self:
        """Return the files of one recommendation's evidence."""
        return self.filter(evidence__recommendation_id=pk)

    def standing(self) -> Self:
        """Leave out removed files."""
        return self.filter(removed_at__isnull=True)

    def for_page(self) -> Self:
        """Load files with what a page shows of them."""
        return self.select_related("site", "evidence__recommendation", "uploaded_by")


class EvidenceFile(StoredFile):
    """A file that came with a line of evidence, readable by the readers of the recommendation.

    Removing it hides it and records why; its content stays until the site's records are disposed of.
    """

    # Only the scanner's result and the removal ever change.
    DATABASE_PRIVILEGES: ClassVar[str] = (
        "SELECT, INSERT, UPDATE (scan, scanned_at, finding, removed_at, removed_by_id, removal_reason)"
    )

    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="files")
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    removal_reason = models.TextField(blank=True)

    objects = EvidenceFileQuerySet.as_manager()

    class Meta(StoredFile.Meta):
        ordering = ["uploaded_at", "id"]
        constraints = [
            *StoredFile.Meta.constraints,
            SameSite(field="evidence", name="evidence_file_is_of_its_evidences_site"),
            models.CheckConstraint(
                name="a_removed_evidence_file_says_who_and_why",
                condition=Q(removed_at__isnull=True, removed_by__isnull=True, removal_reason="")
                | (Q(removed_at__isnull=False, removed_by__isnull=False) & ~Q(removal_reason="")),
            ),
        ]

        indexes = [models.Index(fields=["site", "-uploaded_at"], name="evidence_files_of_a_site")]

    def get_absolute_url(self) -> str:
        """Return the address to download it from."""
        return reverse("engagements:evidence-file", args=[self.pk])
