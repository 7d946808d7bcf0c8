"""Files attached to an update."""

from datetime import datetime
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.urls import reverse

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.files.models import RemovableFile, RemovableFileQuerySet, removal_is_explained
from foundation.tenancy.constraints import SameSite
from liaisons.enums import UpdateState
from liaisons.models.update_requests import UpdateRequest
from liaisons.models.updates import EngagementUpdate


class UpdateFileQuerySet(RemovableFileQuerySet["UpdateFile"]):
    """Files of updates."""

    def visible_to(self, actor: Actor) -> Self:
        """Find files of updates the actor reads, without those of updates about federal items kept from the actor."""
        sites = actor.sites_for(P.UPDATE_VIEW)
        own = Q() if sites is None else Q(site_id__in=sites)
        return self.filter(own, update__state=UpdateState.SUBMITTED).exclude(
            update__in=UpdateRequest.objects.kept_from(actor).values("update_id")
        )

    def of_update(self, update_id: UUID) -> Self:
        """Find the files of one update."""
        return self.filter(update_id=update_id)

    def for_page(self) -> Self:
        """Load everything a page shows of a file, in one query."""
        return self.select_related("update__site", "uploaded_by")

    def before(self, at: datetime, pk: UUID) -> Self:
        """Find files that were attached before a row, in a list's order."""
        return self.filter(Q(uploaded_at__lt=at) | Q(uploaded_at=at, pk__lt=pk))


class UpdateFile(RemovableFile):
    """A file of an update, readable by the people who read the update and every request it is about."""

    update = models.ForeignKey(EngagementUpdate, on_delete=models.PROTECT, related_name="files")
    description = models.CharField(max_length=200, blank=True)

    objects = UpdateFileQuerySet.as_manager()

    class Meta(RemovableFile.Meta):
        ordering = ["-uploaded_at", "-id"]
        constraints = [
            *RemovableFile.Meta.constraints,
            SameSite(field="update", name="file_is_of_its_updates_site"),
            removal_is_explained("a_removed_file_of_an_update_says_who_and_why"),
        ]
        indexes = [
            models.Index(fields=["update", "-uploaded_at"], name="files_of_an_update"),
            models.Index(fields=["site", "-uploaded_at", "-id"], name="update_files_of_a_site"),
        ]

    def get_absolute_url(self) -> str:
        """Return the address to download it from."""
        return reverse("liaisons:file", args=[self.update_id, self.pk])
