"""Public notices: what visitors read in place of an accomplishment that was withdrawn, and beside one that was corrected."""

from typing import ClassVar, Self
from uuid import UUID

from django.db import models

from foundation.accounts.actors import Actor
from foundation.tenancy.constraints import SameSite
from foundation.tenancy.models import SiteScopedModel
from outcomes.enums import NoticeKind
from outcomes.models.accomplishments import Accomplishment


class PublicNoticeQuerySet(models.QuerySet["PublicNotice"]):
    """A queryset of public notices."""

    def visible_to(self, _actor: Actor) -> Self:
        """Return all of them: everyone reads a notice."""
        return self

    def published(self) -> Self:
        """Return the notices about real sites with their sites, newest first."""
        return self.filter(site__is_demo=False).select_related("site").order_by("-told_at", "-pk")

    def of_accomplishment(self, pk: UUID) -> Self:
        """Return the notices about one accomplishment."""
        return self.filter(accomplishment_id=pk)

    def withdrawals(self) -> Self:
        """Return the notices in place of what was withdrawn."""
        return self.filter(kind=NoticeKind.WITHDRAWN)


class PublicNotice(SiteScopedModel):
    """Tells visitors that an accomplishment was corrected or withdrawn. Never changed.

    It holds nothing of the accomplishment but its key: a visitor who reads the notice learns nothing of
    the words that went. ``words`` is what the public is told about the step; empty where nothing was.
    """

    DATABASE_PRIVILEGES: ClassVar[str] = "SELECT, INSERT"

    accomplishment = models.ForeignKey(
        Accomplishment, on_delete=models.PROTECT, related_name="notices"
    )
    kind = models.CharField(max_length=10, choices=NoticeKind)
    words = models.TextField(blank=True)
    told_at = models.DateTimeField()

    objects = PublicNoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-told_at", "-pk"]
        constraints = [
            SameSite(field="accomplishment", name="notice_is_of_its_accomplishments_site"),
            models.UniqueConstraint(
                fields=["site", "accomplishment"],
                condition=models.Q(kind=NoticeKind.WITHDRAWN),
                name="an_accomplishment_is_withdrawn_once",
            ),
        ]
        indexes = [
            models.Index(fields=["accomplishment", "-told_at"], name="notices_of_an_accomplishment")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} on {self.told_at:%Y-%m-%d}"

    @property
    def is_withdrawal(self) -> bool:
        """Whether it stands in place of the accomplishment."""
        return self.kind == NoticeKind.WITHDRAWN
