"""The timeline and the conversation of a request."""

from datetime import datetime
from typing import ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.tenancy.constraints import SameSite
from foundation.tenancy.functions import one_of
from foundation.tenancy.models import SiteScopedModel
from foundation.workflow.cursors import Cursors
from tta_requests.enums import (
    MessageAudience,
    Status,
)
from tta_requests.models.requests import TTARequest
from tta_requests.models.visibility import of_visible_requests, shared_with

PLACES = Cursors("tta_requests.entries")
# The kind of an entry that is a person's message; every other is an event.
MESSAGE = "message"


class EntryQuerySet(models.QuerySet["Entry"]):
    """Queries of timeline entries and messages."""

    def of_request(self, request_id: UUID) -> Self:
        """Find the entries of one request."""
        return self.filter(request_id=request_id)

    def for_page(self) -> Self:
        """Return the newest 200 entries, newest first: as many as a page shows."""
        return self.order_by("-created_at", "-id")[:200]

    def of_kind(self, kind: str) -> Self:
        """Find events of one kind, newest first."""
        return self.filter(kind=kind).order_by("-created_at", "-id")

    def messages(self) -> Self:
        """Find messages, newest first."""
        return self.filter(kind=MESSAGE).order_by("-created_at", "-id")

    def events(self) -> Self:
        """Find events, newest first; messages are left out."""
        return self.exclude(kind=MESSAGE).order_by("-created_at", "-id")

    def after(self, at: datetime, pk: UUID) -> Self:
        """Find the entries older than that one, in the order of the rows."""
        return self.filter(Q(created_at__lt=at) | Q(created_at=at, id__lt=pk), created_at__lte=at)

    def since(self, at: datetime, actor: Actor, *, most: int) -> Self:
        """Find events and messages after an instant on requests the actor reads in full, newest first.

        The newest entries are found in their table alone and joined to their requests afterward: joining first
        would read every entry of a site (23,000 pages at 1,700 requests, to show forty).

        Arguments:
            at: the instant.
            actor: the reader.
            most: the most entries to look at; those hidden by a mark or a draft are not replaced by others.
        """
        sites = actor.sites_for(P.REQUEST_VIEW)
        own = self if sites is None else self.filter(site_id__in=sites)
        if actor.organizations:
            own = self.filter(request_id__in=shared_with(actor, worked=True)) | own
        last = own.filter(created_at__gt=at).order_by("-created_at", "-id").values("pk")
        found = self.filter(one_of(last[:most]), of_visible_requests(actor)).readable_by(actor)
        sent = found.filter(request__submitted_at__isnull=False)
        return sent.select_related("request__site").order_by("-created_at", "-id")

    def readable_by(self, actor: Actor) -> Self:
        """Leave out internal entries unless the actor is DOJ staff."""
        if actor.is_system or P.REQUEST_READ_INTERNAL in actor.everywhere:
            return self
        return self.filter(audience=MessageAudience.SHARED)


class Entry(SiteScopedModel):
    """A line of the timeline or a message: what, who, when, and why; never edited."""

    DATABASE_PRIVILEGES: ClassVar[str] = "SELECT, INSERT"

    request = models.ForeignKey(TTARequest, on_delete=models.CASCADE, related_name="entries")
    kind = models.CharField(
        max_length=40, help_text="`message`, or the name of the transition or event."
    )
    status = models.CharField(max_length=20, choices=Status, blank=True)
    audience = models.CharField(
        max_length=10, choices=MessageAudience, default=MessageAudience.SHARED
    )
    text = models.TextField()
    reason = models.TextField(blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    author_label = models.CharField(max_length=160)
    created_at = models.DateTimeField()

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "entries"
        ordering = ["-created_at", "-id"]
        constraints = [
            SameSite(field="request", name="entry_is_of_its_requests_site"),
            models.CheckConstraint(name="an_entry_says_something", condition=~Q(text="")),
        ]
        indexes = [
            models.Index(fields=["request", "-created_at"], name="entries_of_a_request"),
            models.Index(fields=["-created_at"], name="entries_newest_first"),
            models.Index(
                fields=["site", "-created_at"],
                include=["id", "request", "kind", "audience"],
                name="entries_newest_of_a_site",
            ),
            models.Index(
                fields=["created_at"],
                condition=Q(kind="confirm-delivery"),
                name="confirmed_deliveries_by_day",
            ),
            models.Index(
                fields=["site", "request"],
                include=["kind", "audience"],
                condition=Q(kind="confirm-delivery"),
                name="confirmed_deliveries_at_a_site",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def is_message(self) -> bool:
        """Whether it is a person's message."""
        return self.kind == MESSAGE
