"""The community: what it is about, whom it is for, and its state."""

import uuid
from datetime import datetime
from typing import Self
from uuid import UUID

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from communities.enums import Origin, State
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.workflow.cursors import Cursors, Position
from sites.models import CoreArea, Site
from sites.models.seats import SITE_ROLE_CHOICES

COMMUNITIES = Cursors("communities", lambda row: Position(row.made_at, row.pk))


class CommunityQuerySet(models.QuerySet["Community"]):
    """A queryset of communities: program rows, read by everyone who signed in."""

    def visible_to(self, actor: Actor) -> Self:
        """Return every community for people who signed in, and none for visitors."""
        return self if actor.user_id is not None or actor.is_system else self.none()

    def named(self, slug: str) -> Self:
        """Return the community with that slug."""
        return self.filter(slug=slug)

    def with_model_sites(self) -> Self:
        """Return those that name a model site and aren't retired, by name."""
        found = self.filter(model_site__isnull=False).exclude(status=State.RETIRED)
        return found.for_list()

    def newest_first(self) -> Self:
        """Load what the API tells of communities, the newest first: the order of ``COMMUNITIES``."""
        return self.select_related("core_area", "model_site").order_by("-made_at", "-pk")

    def after(self, at: datetime, pk: UUID) -> Self:
        """Return the communities after that one, newest first."""
        return self.filter(Q(made_at__lt=at) | Q(made_at=at, pk__lt=pk))

    def for_list(self) -> Self:
        """Load what the list and the page show of a community, by name."""
        return self.select_related("core_area", "model_site").order_by("name", "pk")


@pghistory.track()
class Community(models.Model):
    """A community of practice. One from before the portal is imported, and has no members."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    audience = models.CharField(max_length=160, blank=True, help_text="Whom it is for.")
    purpose = models.TextField(blank=True)
    core_area = models.ForeignKey(
        CoreArea, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    model_site = models.ForeignKey(
        Site, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    open_to = ArrayField(
        models.CharField(max_length=30, choices=SITE_ROLE_CHOICES),
        default=list,
        blank=True,
        help_text="Roles whose holders join without being admitted.",
    )
    status = models.CharField(max_length=10, choices=State, default=State.FORMING)
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.PORTAL)
    published_cadence = models.CharField(max_length=120, blank=True)
    evidenced_from = models.PositiveSmallIntegerField(null=True, blank=True)
    evidenced_until = models.PositiveSmallIntegerField(null=True, blank=True)
    source = models.TextField(blank=True)
    source_as_of = models.DateField(null=True, blank=True)
    is_demo = models.BooleanField(default=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    objects = CommunityQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name_plural = "communities"
        constraints = [
            models.CheckConstraint(
                name="an_imported_community_names_its_source_and_no_person",
                condition=~Q(origin=Origin.IMPORTED)
                | ~Q(source="") & Q(source_as_of__isnull=False, made_by=None),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("communities:detail", args=[self.slug])

    @property
    def is_imported(self) -> bool:
        """Whether it was loaded as it was published."""
        return self.origin == Origin.IMPORTED

    @property
    def is_retired(self) -> bool:
        """Whether nobody writes in it any more."""
        return self.status == State.RETIRED
