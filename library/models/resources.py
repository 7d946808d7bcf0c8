"""The resource: what it is, what it helps with, who reads it, and when it is reviewed."""

from collections.abc import Collection
from datetime import date, datetime
from typing import ClassVar, Self
from urllib.parse import urlsplit
from uuid import UUID

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Concat, Right, Upper
from django.urls import reverse

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.tenancy.functions import among_many
from foundation.tenancy.models import SiteScopedModel
from foundation.workflow.cursors import Cursors, Position
from foundation.workflow.words import search_text
from library.enums import Audience, ResourceType

PERSON = settings.AUTH_USER_MODEL
# The only addresses a link can have; the page says the host.
SECURE = "https://"
# What notices call a resource: this, and the random letters at the end of its address.
HANDLE, HANDLE_LENGTH = "Resource ", 8
CALLED = Concat(Value(HANDLE), Upper(Right("slug", HANDLE_LENGTH)), output_field=models.TextField())
PLACES = Cursors("library.resources", lambda row: Position(row.added_at, row.pk))


class ResourceQuerySet(models.QuerySet["Resource"]):
    """A queryset of resources."""

    def visible_to(self, actor: Actor) -> Self:
        """Return what is public and current for visitors, and for others also the network's and their sites' own."""
        if actor.is_system:
            return self
        if actor.user_id is None:
            return self.filter(audience=Audience.PUBLIC, archived_at=None)
        sites = actor.sites_for(P.SITE_VIEW)
        if sites is None:
            return self
        return self.filter(Q(site=None) | Q(site_id__in=sites))

    def named(self, slug: str) -> Self:
        """Return the resource with that slug."""
        return self.filter(slug=slug)

    def with_handles(self) -> Self:
        """Annotate ``called`` with what notices call each resource: its ``handle``."""
        return self.annotate(called=CALLED)

    def called_one_of(self, handles: Collection[str]) -> Self:
        """Return the resources that notices call so."""
        return self.annotate(called=CALLED).filter(called__in=handles)

    def current(self) -> Self:
        """Leave out what is archived."""
        return self.filter(archived_at=None)

    def archived(self) -> Self:
        """Return what is archived."""
        return self.filter(archived_at__isnull=False)

    def due_by(self, day: date) -> Self:
        """Return what isn't archived and is to be reviewed on that day or before."""
        return self.current().filter(review_by__lte=day)

    def in_area(self, slug: str) -> Self:
        """Return what helps with the core area with that slug."""
        return self.filter(core_areas__contains=[slug])

    def of_type(self, kind: str) -> Self:
        """Return resources of one type."""
        return self.filter(type=kind)

    def for_audience(self, audience: str) -> Self:
        """Return resources for one audience."""
        return self.filter(audience=audience)

    def with_words(self, words: str) -> Self:
        """Return the resources with these words in their title or summary."""
        return self.filter(among_many("app_search_resources", search_text(words)))

    def owned_by(self, user_id: int | None) -> Self:
        """Return what one person answers for."""
        return self.filter(owner_id=user_id)

    def for_list(self) -> Self:
        """Load what a list shows, newest first."""
        return self.select_related("site").order_by("-added_at", "-pk")

    def for_page(self) -> Self:
        """Load a resource with its site and people."""
        return self.select_related("site", "owner", "reviewed_by", "archived_by")

    def after(self, at: datetime, pk: UUID) -> Self:
        """Return what follows a row in the list's order."""
        return self.filter(Q(added_at__lt=at) | Q(added_at=at, pk__lt=pk))


@pghistory.track(exclude=["useful_count"])
class Resource(SiteScopedModel):
    """A file or link that helps sites. One for a site is the site's own; all others are the program's."""

    DATABASE_PRIVILEGES: ClassVar[str] = "SELECT, INSERT, UPDATE"

    site = models.ForeignKey(  # type: ignore[assignment]  # -- empty for what the program shares (ADR 79)
        "sites.Site", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    slug = models.SlugField(max_length=80, unique=True, help_text="Made by the portal.")
    title = models.CharField(max_length=160)
    type = models.CharField(max_length=10, choices=ResourceType)
    summary = models.TextField()
    core_areas = ArrayField(models.SlugField(max_length=40), default=list, blank=True)
    audience = models.CharField(max_length=8, choices=Audience)
    url = models.URLField(max_length=500, blank=True, help_text="Empty for a file.")
    owner = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    review_by = models.DateField()
    reviewed_on = models.DateField(null=True, blank=True)
    reviewed_by = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    useful_count = models.PositiveIntegerField(
        default=0, help_text="Counted from the marks by a job."
    )
    is_demo = models.BooleanField(default=False)
    added_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=clock.now)
    archived_at = models.DateTimeField(null=True, blank=True)
    archived_by = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    archive_reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ResourceQuerySet.as_manager()

    class Meta:
        ordering = ["-added_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="a_resource_for_one_site_names_it",
                condition=Q(audience=Audience.SITE, site__isnull=False)
                | ~Q(audience=Audience.SITE) & Q(site=None),
            ),
            models.CheckConstraint(
                name="a_resources_link_is_secure", condition=Q(url="") | Q(url__startswith=SECURE)
            ),
            models.CheckConstraint(
                name="an_archived_resource_says_who_and_why",
                condition=Q(archived_at=None, archived_by=None, archive_reason="")
                | Q(archived_at__isnull=False, archived_by__isnull=False) & ~Q(archive_reason=""),
            ),
        ]
        indexes = [
            models.Index(fields=["site", "-added_at", "-id"], name="resources_of_a_site"),
            models.Index(fields=["-added_at", "-id"], name="resources_newest_first"),
            models.Index(
                fields=["review_by"], condition=Q(archived_at=None), name="resources_by_review"
            ),
            # What waits for an owner is read in its order: the program's resources, then those of sites.
            models.Index(
                fields=["owner", "review_by", "id"],
                condition=Q(archived_at=None, site=None),
                name="program_resources_of_an_owner",
            ),
            models.Index(
                fields=["owner", "review_by", "id"],
                condition=Q(archived_at=None, site__isnull=False),
                name="site_resources_of_an_owner",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="a_resource_stays_where_it_is", fields=["site", "slug", "added_by", "added_at"]
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("library:detail", args=[self.slug])

    @property
    def handle(self) -> str:
        """What notices call it, which say nothing of its text, such as "Resource 3F9A2C1B"."""
        return f"{HANDLE}{self.slug[-HANDLE_LENGTH:].upper()}"

    @property
    def host(self) -> str:
        """The name of the server its link leads to; empty for a file."""
        return urlsplit(self.url).hostname or ""

    @property
    def is_archived(self) -> bool:
        """Whether it is kept only for those who have its address."""
        return self.archived_at is not None

    def is_stale_on(self, day: date) -> bool:
        """Return whether its review was due before that day."""
        return not self.is_archived and self.review_by < day
