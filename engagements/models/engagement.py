"""The engagement: one site, one track, a first and a last day."""

from datetime import date

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from engagements.enums import Origin, State, Track
from engagements.models.reference import Cohort
from engagements.querysets import EngagementQuerySet
from foundation.tenancy.constraints import SameSite
from foundation.tenancy.models import SiteScopedModel


class DateRange(Func):
    """PostgreSQL's ``daterange(first, last, '[]')``."""

    function = "DATERANGE"
    output_field = DateRangeField()


@pghistory.track()
class Engagement(SiteScopedModel):
    """A site's term with the program; its state on a day follows from the dates below.

    ``ends_on`` is the last day. Engagements loaded from announcements have every date from the
    start (origin "imported"); those opened here get them step by step, each behind its guard.
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
            ExclusionConstraint(
                name="engagements_of_a_site_never_overlap",
                expressions=[
                    (F("site_id"), RangeOperators.EQUAL),
                    (DateRange("starts_on", "ends_on", Value("[]")), RangeOperators.OVERLAPS),
                ],
                condition=Q(withdrawn_on=None),
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

    def is_suspended_on(self, day: date) -> bool:
        """Whether clocks stand still on that day."""
        if self.suspended_from is None or day < self.suspended_from:
            return False
        return self.suspended_until is None or day <= self.suspended_until

    def state_on(self, day: date) -> State:
        """Where the engagement stands on a day of its site's calendar."""
        if self.withdrawn_on and day >= self.withdrawn_on:
            return State.WITHDRAWN
        if self.graduated_on and day >= self.graduated_on:
            is_alumni = self.alumni_from and day >= self.alumni_from
            return State.ALUMNI if is_alumni else State.GRADUATED
        if not self.onboarding_from or day < self.onboarding_from:
            return State.PROPOSED
        if self.is_suspended_on(day):
            return State.SUSPENDED
        if not self.active_from or day < self.active_from:
            return State.ONBOARDING
        return State.CLOSING if day >= self.closing_from else State.ACTIVE

    def is_open_on(self, day: date) -> bool:
        """Whether the site is still engaged, or about to be."""
        return self.state_on(day) not in {State.GRADUATED, State.ALUMNI, State.WITHDRAWN}
