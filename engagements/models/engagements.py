"""The engagement: one site, one track, a first and a last day."""

from datetime import date, datetime
from typing import Self
from uuid import UUID

import pghistory
from django.db import models
from django.db.models import BooleanField, ExpressionWrapper, F, OuterRef, Q, QuerySet, Subquery

from engagements.enums import Origin, State, Track
from engagements.models.reference import Cohort
from engagements.models.terms import Term
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.needs.columns import day_at
from foundation.tenancy.constraints import SameSite, WithoutOverlaps
from foundation.tenancy.models import SiteScopedModel
from foundation.workflow.cursors import Cursors, Position

# One that was withdrawn before its first day never ran: any other of its site is newer.
NEVER_RAN = Q(withdrawn_on__isnull=False, withdrawn_on__lte=F("starts_on"))
NEWEST = (ExpressionWrapper(NEVER_RAN, BooleanField()).asc(), "-starts_on")
PLACES = Cursors(
    "engagements.list", lambda row: Position(row.starts_on, row.pk), read_at=date.fromisoformat
)


class EngagementQuerySet(models.QuerySet["Engagement"]):
    """A queryset of engagements; an engagement's published facts are public, its steps are not."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the actor's sites' and all published engagements; the database checks it again."""
        ids = actor.sites_for(P.SITE_VIEW)
        return self if ids is None else self.filter(Q(site_id__in=ids) | Q(is_published=True))

    def with_work_visible_to(self, actor: Actor) -> Self:
        """Return the engagements whose steps and milestones the actor may read."""
        ids = actor.sites_for(P.SITE_VIEW)
        return self if ids is None else self.filter(site_id__in=ids)

    def published(self) -> Self:
        """Return the published engagements: site, cohort, track and dates are public."""
        return self.filter(is_published=True)

    def of_site(self, site_id: int) -> Self:
        """Return one site's engagements, newest first; those that never ran come last."""
        return self.filter(site_id=site_id).order_by(*NEWEST)

    def newest_of(self, site_id: int) -> "Engagement | None":
        """Load a site's newest engagement with its site; None if it has none."""
        return self.of_site(site_id).select_related("site").first()

    def newest_of_each(self) -> Self:
        """Keep each site's newest engagement."""
        newest = Engagement.objects.filter(site_id=OuterRef("site_id")).order_by(*NEWEST)
        return self.filter(pk=Subquery(newest.values("pk")[:1]))

    def former_sites(self, now: datetime) -> "QuerySet[Engagement, int]":
        """Return the ids of the sites whose newest engagement has graduated or was withdrawn, by the day at each site."""
        today = day_at(now)
        ended = Q(graduated_on__lte=today) | Q(withdrawn_on__lte=today)
        return self.filter(ended).newest_of_each().order_by().values_list("site_id", flat=True)

    def one_of(self, site_id: int, pk: UUID) -> "Engagement | None":
        """Load one engagement of a site with its site; None if the site has no such one."""
        return self.of_site(site_id).filter(pk=pk).select_related("site").first()

    def others_of(self, engagement: "Engagement") -> list["Engagement"]:
        """Load the other engagements of the same site, newest first."""
        return list(self.of_site(engagement.site_id).exclude(pk=engagement.pk))

    def with_action(self, site_id: int, pk: UUID) -> "Engagement | None":
        """Load the engagement of a site whose plan has that action, with its site; None if there is none."""
        return self.of_site(site_id).filter(plans__goals__actions=pk).select_related("site").first()

    def open_on(self, day: date) -> Self:
        """Return engagements not withdrawn or graduated on that day; proposed ones are open."""
        return self.filter(
            Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=day),
            Q(graduated_on__isnull=True) | Q(graduated_on__gt=day),
        )

    def in_the_way_of(self, other: "Engagement") -> Self:
        """Return the site's other engagements whose days meet this one's, or that are open while it would be."""
        same = self.of_site(other.site_id).exclude(pk=other.pk).select_related("cohort")
        meets = Q(starts_on__lte=other.ends_on, ends_on__gte=other.starts_on)
        stays = Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=other.starts_on)
        is_open = Q(origin=Origin.OPENED, graduated_on=None, withdrawn_on=None)
        return same.filter(meets & stays | is_open | Q(starts_on=other.starts_on))

    def begun_after(self, other: "Engagement") -> Self:
        """Return the site's engagements with a later first day than this one's, newest first; not those that never ran."""
        later = self.of_site(other.site_id).filter(starts_on__gt=other.starts_on)
        return later.exclude(NEVER_RAN).select_related("cohort")

    def in_place_of(self, other: "Engagement") -> Self:
        """Return the site's other engagements that begin later or are open, newest first; not those that never ran."""
        is_open = Q(origin=Origin.OPENED, graduated_on=None, withdrawn_on=None)
        rest = self.of_site(other.site_id).exclude(pk=other.pk).exclude(NEVER_RAN)
        return rest.filter(is_open | Q(starts_on__gt=other.starts_on)).select_related("cohort")

    def running_on(self, day: date) -> Self:
        """Return open engagements that have started by that day."""
        return self.open_on(day).filter(starts_on__lte=day)

    def suspended_on(self, day: date) -> Self:
        """Return running engagements whose clocks are paused on that day."""
        return self.running_on(day).filter(
            Q(suspended_until__isnull=True) | Q(suspended_until__gte=day), suspended_from__lte=day
        )

    def for_list(self) -> Self:
        """Load everything a list of engagements shows, in one query."""
        return self.select_related("site", "cohort").order_by("-starts_on", "site__name", "pk")

    def for_journey(self) -> Self:
        """Load the milestones the journey rail shows, in two queries."""
        return self.select_related("site", "cohort").prefetch_related("milestones")

    def of_site_named(self, slug: str) -> Self:
        """Return engagements of the site with that slug."""
        return self.filter(site__slug=slug)

    def newest_first(self) -> Self:
        """Return engagements with their sites, in the order of ``PLACES``."""
        return self.select_related("site").order_by("-starts_on", "-pk")

    def after(self, day: date, pk: UUID) -> Self:
        """Return the engagements after that one in this order."""
        return self.filter(Q(starts_on__lt=day) | Q(starts_on=day, pk__lt=pk))

    def to_compare(self) -> Self:
        """Load each site's newest engagement opened in the portal, with its milestones, where sites can be compared.

        Left out are withdrawn engagements, and sites without a recorded population.
        """
        return (
            self.filter(origin=Origin.OPENED, withdrawn_on=None, site__population__isnull=False)
            .order_by("site_id", "-starts_on")
            .distinct("site_id")
            .select_related("site")
            .prefetch_related("milestones")
        )

    def to_follow(self, site_id: int, day: date) -> "Engagement | None":
        """Return the site's newest engagement before that day, if none follows it yet."""
        before = self.of_site(site_id).filter(starts_on__lt=day).select_related("led_to").first()
        return before if before and not hasattr(before, "led_to") else None

    def current(self) -> "Engagement | None":
        """Return the queryset's newest engagement, with its milestones; None if it is empty."""
        return self.for_journey().order_by(*NEWEST, "pk").first()


@pghistory.track(
    meta={
        "indexes": [
            models.Index(fields=["site", "-pgh_created_at"], name="engagement_changes_of_a_site")
        ]
    }
)
class Engagement(SiteScopedModel):
    """A site's term with the program; its state on a day follows from the dates below.

    ``ends_on`` is the last day. Engagements loaded from announcements have every date from the
    start (origin "imported"); those opened here get their dates step by step, each with its guard.
    """

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="engagements")
    track = models.CharField(max_length=12, choices=Track)
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.OPENED)
    follows = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="led_to"
    )
    announced_on = models.DateField(null=True, blank=True)
    starts_on = models.DateField()
    start_is_assumed = models.BooleanField(default=False)
    ends_on = models.DateField()
    first_end = models.DateField(
        null=True, blank=True, help_text="The last day before any extension."
    )
    onboarding_from = models.DateField(null=True, blank=True)
    active_from = models.DateField(null=True, blank=True)
    closing_from = models.DateField()
    plan_approved_on = models.DateField("sustainability plan approved on", null=True, blank=True)
    graduated_on = models.DateField(null=True, blank=True)
    alumni_from = models.DateField(null=True, blank=True)
    suspended_from = models.DateField(null=True, blank=True)
    suspended_until = models.DateField(null=True, blank=True, help_text="The last day.")
    withdrawn_on = models.DateField(null=True, blank=True)
    is_published = models.BooleanField(default=False)
    source = models.TextField(blank=True)
    notes = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = EngagementQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["site", "id"], name="engagement_is_known_by_its_site"),
            models.UniqueConstraint(
                fields=["site", "starts_on"], name="a_site_starts_one_engagement_a_day"
            ),
            models.UniqueConstraint(
                fields=["site"],
                condition=Q(origin=Origin.OPENED, graduated_on=None, withdrawn_on=None),
                name="a_site_has_one_open_engagement",
            ),
            WithoutOverlaps(
                name="engagements_of_a_site_never_overlap",
                fields=["site"],
                column="term",
                # A withdrawn engagement counts until it was withdrawn: then the site may begin another.
                period="NULLIF(daterange(starts_on, "
                "GREATEST(starts_on, LEAST(ends_on + 1, withdrawn_on))), 'empty')",
                type="daterange",
            ),
            SameSite(field="follows", name="an_engagement_follows_one_of_its_own_site"),
            models.CheckConstraint(
                name="an_engagement_ends_after_it_starts", condition=Q(ends_on__gte=F("starts_on"))
            ),
            models.CheckConstraint(
                name="an_assumed_start_has_no_announcement",
                condition=Q(start_is_assumed=False) | Q(announced_on=None),
            ),
            models.CheckConstraint(
                name="a_suspension_has_a_first_day",
                condition=Q(suspended_until=None)
                | Q(suspended_from__isnull=False, suspended_until__gte=F("suspended_from")),
            ),
            models.CheckConstraint(
                name="an_extension_moves_the_end_later",
                condition=Q(first_end=None) | Q(first_end__lt=F("ends_on")),
            ),
        ]
        indexes = [models.Index(fields=["ends_on"], name="engagement_by_last_day")]

    def __str__(self) -> str:
        return f"{self.get_track_display()}, {self.cohort_id} cohort"

    def is_suspension_planned(self, today: date) -> bool:
        """Return whether a suspension is planned whose first day is still to come."""
        return self.suspended_from is not None and self.suspended_from > today

    @property
    def term(self) -> Term:
        """Its dates that decide its state."""
        return Term(*(getattr(self, name) for name in Term._fields))

    def is_suspended_on(self, day: date) -> bool:
        """Return whether clocks are paused on that day."""
        return self.term.is_suspended_on(day)

    def state_on(self, day: date) -> State:
        """Return the engagement's state on a day of its site's calendar."""
        return self.term.state_on(day)

    def is_open_on(self, day: date) -> bool:
        """Return whether the site is still engaged, or about to be."""
        return self.term.is_open_on(day)
