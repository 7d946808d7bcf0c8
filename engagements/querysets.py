"""Every reusable question about engagements and their milestones."""

from datetime import date
from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.db import models
from django.db.models import Q

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.workflow.cursors import Cursors, Position

if TYPE_CHECKING:
    from engagements.models import Engagement, EngagementStep, Milestone

PLACES = Cursors(
    "engagements.list", lambda row: Position(row.starts_on, row.pk), read_at=date.fromisoformat
)


class EngagementQuerySet(models.QuerySet["Engagement"]):
    """Engagements; the published facts of one are public, its steps are not."""

    def visible_to(self, actor: Actor) -> Self:
        """Those of the actor's sites, and what is published; the database checks it again."""
        ids = actor.sites_for(P.SITE_VIEW)
        return self if ids is None else self.filter(Q(site_id__in=ids) | Q(is_published=True))

    def published(self) -> Self:
        """What everybody may know: site, cohort, track and dates."""
        return self.filter(is_published=True)

    def of_site(self, site_id: int) -> Self:
        """One site's engagements, the newest first."""
        return self.filter(site_id=site_id).order_by("-starts_on")

    def open_on(self, day: date) -> Self:
        """Neither withdrawn nor graduated on that day; proposed ones count as open."""
        return self.filter(
            Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=day),
            Q(graduated_on__isnull=True) | Q(graduated_on__gt=day),
        )

    def running_on(self, day: date) -> Self:
        """Open, and begun by that day."""
        return self.open_on(day).filter(starts_on__lte=day)

    def suspended_on(self, day: date) -> Self:
        """Running, but with its clocks stopped."""
        return self.running_on(day).filter(
            Q(suspended_until__isnull=True) | Q(suspended_until__gte=day), suspended_from__lte=day
        )

    def for_list(self) -> Self:
        """Everything a list of engagements shows, in one query."""
        return self.select_related("site", "cohort").order_by("-starts_on", "site__name", "pk")

    def for_journey(self) -> Self:
        """With the milestones the journey rail shows, in two queries."""
        return self.select_related("site", "cohort").prefetch_related("milestones")

    def of_site_named(self, slug: str) -> Self:
        """Of the site with that slug."""
        return self.filter(site__slug=slug)

    def newest_first(self) -> Self:
        """With their sites, in the order of ``PLACES``."""
        return self.select_related("site").order_by("-starts_on", "-pk")

    def after(self, day: date, pk: UUID) -> Self:
        """What follows that engagement in this order."""
        return self.filter(Q(starts_on__lt=day) | Q(starts_on=day, pk__lt=pk))

    def current(self) -> "Engagement | None":
        """The newest of what is left, with its milestones: a page about one site asks this."""
        return self.for_journey().order_by("-starts_on", "pk").first()


class MilestoneQuerySet(models.QuerySet["Milestone"]):
    """Milestones of engagements opened in the portal."""

    def visible_to(self, actor: Actor) -> Self:
        """Those of the actor's sites."""
        ids = actor.sites_for(P.SITE_VIEW)
        return self if ids is None else self.filter(site_id__in=ids)

    def pending(self) -> Self:
        """Not yet reached."""
        return self.filter(done_on__isnull=True)

    def due_between(self, first: date, last: date) -> Self:
        """Due in the span, both days included."""
        return self.filter(due_on__gte=first, due_on__lte=last)

    def of_open_engagements(self) -> Self:
        """Where the engagement is neither withdrawn nor graduated."""
        return self.filter(engagement__withdrawn_on=None, engagement__graduated_on=None)

    def to_remind_of(self, first: date, last: date) -> Self:
        """Pending ones of open engagements due in the span, with their sites, in one query."""
        waiting = self.pending().of_open_engagements().due_between(first, last)
        return waiting.select_related("site").order_by("due_on", "pk")


class EngagementStepQuerySet(models.QuerySet["EngagementStep"]):
    """What people did to an engagement."""

    def visible_to(self, actor: Actor) -> Self:
        """Those of the actor's sites."""
        ids = actor.sites_for(P.SITE_VIEW)
        return self if ids is None else self.filter(site_id__in=ids)
