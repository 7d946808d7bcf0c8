"""The files of resources: the latest is the resource, earlier ones were replaced by it."""

from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.urls import reverse

from foundation.accounts.actors import Actor
from foundation.files.models import RemovableFile, RemovableFileQuerySet, removal_is_explained
from library.models.resources import Resource


class ResourceFileQuerySet(RemovableFileQuerySet["ResourceFile"]):
    """A queryset of files of resources."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the files of resources that the actor reads; the database asks the same."""
        if actor.is_system:
            return self
        return self.filter(resource__in=Resource.objects.visible_to(actor))

    def of_resource(self, pk: UUID) -> Self:
        """Return the files of one resource."""
        return self.filter(resource_id=pk)


class ResourceFile(RemovableFile):
    """A file that is a resource; its readers are the resource's, and it is of no site itself."""

    site = None  # type: ignore[assignment]  # -- the resource says whose it is
    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="files")

    objects = ResourceFileQuerySet.as_manager()

    class Meta(RemovableFile.Meta):
        ordering = ["-uploaded_at", "-id"]
        constraints = [
            *RemovableFile.Meta.constraints,
            removal_is_explained("a_replaced_resource_file_says_who_and_why"),
            models.UniqueConstraint(
                fields=["resource"],
                condition=Q(removed_at=None),
                name="a_resource_has_one_latest_file",
            ),
        ]

    def get_absolute_url(self) -> str:
        """Return the address to download it from."""
        return reverse("library:file", args=[self.resource.slug])
