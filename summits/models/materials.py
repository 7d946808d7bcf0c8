"""Files and links of a summit or of one of its sessions: slides, handouts, and recordings."""

import uuid
from typing import Self, TypeVar
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.files.models import RemovableFile, removal_is_explained
from summits.models.agenda import Session
from summits.models.grants import Grant
from summits.models.summits import Summit

PERSON = settings.AUTH_USER_MODEL
# The only addresses a link can have; the page says the host.
SECURE = "https://"

M = TypeVar("M", bound=models.Model)


class MaterialQuerySet(models.QuerySet[M]):
    """A queryset of files or links of summits."""

    def visible_to(self, actor: Actor) -> Self:
        """Return them for everyone who signed in; of a session without a time, for who organizes or speaks there."""
        if actor.is_system or actor.may(P.SUMMIT_MANAGE, at=None):
            return self
        if actor.user_id is None:
            return self.none()
        placed = Q(session=None) | Q(session__during__isempty=False)
        now = clock.now()
        organized = Q(summit__in=Grant.objects.organized_by(actor, now))
        spoken = Session.objects.spoken_by(actor.user_id)
        is_speaker = Q(summit__in=Grant.objects.spoken_by(actor, now))
        return self.filter(placed | organized | Q(session__in=spoken) & is_speaker)

    def standing(self) -> Self:
        """Leave out what was removed."""
        return self.filter(removed_at__isnull=True)

    def of_summit(self, pk: UUID) -> Self:
        """Return what belongs to a summit, its sessions' included."""
        return self.filter(summit_id=pk)

    def of_session(self, pk: UUID) -> Self:
        """Return what belongs to a session."""
        return self.filter(session_id=pk)

    def of_sessions(self, pks: list[UUID]) -> Self:
        """Return what belongs to some sessions."""
        return self.filter(session_id__in=pks)

    def of_no_session(self) -> Self:
        """Return what belongs to a summit as a whole."""
        return self.filter(session=None)

    def for_page(self) -> Self:
        """Load what a page shows of them."""
        return self.select_related("summit", "session")


class MaterialFile(RemovableFile):
    """A file of a summit or of one session: a program row, read by everyone who signed in, of no site."""

    site = None  # type: ignore[assignment]  # -- the program's, as the summit is
    summit = models.ForeignKey(Summit, on_delete=models.PROTECT, related_name="+")
    session = models.ForeignKey(
        Session, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    description = models.CharField(max_length=200, blank=True)

    objects = MaterialQuerySet["MaterialFile"].as_manager()

    class Meta(RemovableFile.Meta):
        ordering = ["uploaded_at", "id"]
        constraints = [
            *RemovableFile.Meta.constraints,
            removal_is_explained("a_removed_material_file_says_who_and_why"),
        ]
        indexes = [models.Index(fields=["summit", "session"], name="files_of_a_summit")]

    def get_absolute_url(self) -> str:
        """Return the address to download it from."""
        return reverse("summits:material-file", args=[self.pk])


class MaterialLink(models.Model):
    """A link of a summit or of one session, such as to a recording; it is removed and added, never changed."""

    DATABASE_PRIVILEGES = "SELECT, INSERT, UPDATE (removed_at, removed_by_id, removal_reason)"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    summit = models.ForeignKey(Summit, on_delete=models.PROTECT, related_name="+")
    session = models.ForeignKey(
        Session, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    title = models.CharField(max_length=120)
    url = models.URLField(max_length=500)
    added_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    removal_reason = models.TextField(blank=True)

    objects = MaterialQuerySet["MaterialLink"].as_manager()

    class Meta:
        ordering = ["added_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="a_material_link_is_secure", condition=Q(url__startswith=SECURE)
            ),
            removal_is_explained("a_removed_material_link_says_who_and_why"),
        ]
        indexes = [models.Index(fields=["summit", "session"], name="links_of_a_summit")]

    def __str__(self) -> str:
        return self.title

    @property
    def host(self) -> str:
        """The name of the server it leads to."""
        return urlsplit(self.url).hostname or ""
