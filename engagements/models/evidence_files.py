"""Files that show that a recommendation was carried out."""

from collections.abc import Collection
from typing import Self
from uuid import UUID

from django.db import models
from django.urls import reverse

from engagements.models.recommendation_steps import Evidence
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.files.models import RemovableFile, RemovableFileQuerySet, removal_is_explained
from foundation.tenancy.constraints import SameSite


class EvidenceFileQuerySet(RemovableFileQuerySet["EvidenceFile"]):
    """A queryset of files of evidence."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the files of the actor's sites."""
        ids = actor.sites_for(P.SITE_VIEW)
        return self if ids is None else self.filter(site_id__in=ids)

    def of_recommendation(self, pk: UUID) -> Self:
        """Return the files of one recommendation's evidence."""
        return self.filter(evidence__recommendation_id=pk)

    def of_recommendations(self, pks: Collection[UUID]) -> Self:
        """Return the files of the evidence of recommendations."""
        return self.filter(evidence__recommendation_id__in=pks)

    def for_page(self) -> Self:
        """Load files with what a page shows of them."""
        return self.select_related("site", "evidence__recommendation", "uploaded_by")


class EvidenceFile(RemovableFile):
    """A file that came with a line of evidence, readable by the readers of the recommendation."""

    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="files")

    objects = EvidenceFileQuerySet.as_manager()

    class Meta(RemovableFile.Meta):
        ordering = ["uploaded_at", "id"]
        constraints = [
            *RemovableFile.Meta.constraints,
            SameSite(field="evidence", name="evidence_file_is_of_its_evidences_site"),
            removal_is_explained("a_removed_evidence_file_says_who_and_why"),
        ]

        indexes = [models.Index(fields=["site", "-uploaded_at"], name="evidence_files_of_a_site")]

    def get_absolute_url(self) -> str:
        """Return the address to download it from."""
        return reverse("engagements:evidence-file", args=[self.pk])
