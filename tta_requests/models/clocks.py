"""Clocks everyone can see: standards stored as data, and one row per clock."""

from datetime import UTC, date, datetime, time
from typing import Self
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.calendars.days import ONE_DAY, ZONE_SLACK
from foundation.tenancy.constraints import SameSite
from foundation.tenancy.models import SiteScopedModel
from tta_requests.enums import (
    ClockKind,
    ClockState,
    PauseReason,
    Rung,
    Told,
    Urgency,
)
from tta_requests.models.requests import TTARequest

UNITS = [("days", "business days"), ("hours", "business hours")]


STANDARD_KINDS = [*ClockKind.choices, ("offer-window", "Time one provider has to answer")]


class ClockStandardQuerySet(models.QuerySet["ClockStandard"]):
    """Queries of clock standards."""

    def of_urgency(self, urgency: str) -> Self:
        """Find the standards of one urgency."""
        return self.filter(urgency=urgency)


class ClockStandard(models.Model):
    """The time a step may take at an urgency; a setting of the administrators."""

    kind = models.CharField(max_length=20, choices=STANDARD_KINDS)
    urgency = models.CharField(max_length=10, choices=Urgency)
    amount = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=5, choices=UNITS, default="days")

    objects = ClockStandardQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "urgency"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "urgency"], name="a_clock_has_one_standard"),
            models.CheckConstraint(name="a_standard_takes_time", condition=Q(amount__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.urgency}: {self.amount} {self.unit}"


class ClockQuerySet(models.QuerySet["Clock"]):
    """Queries of clocks."""

    def running(self) -> Self:
        """Find running clocks."""
        return self.filter(state=ClockState.RUNNING)

    def unstopped(self) -> Self:
        """Keep clocks that run or are paused."""
        return self.filter(state__in=[ClockState.RUNNING, ClockState.PAUSED])

    def paused(self) -> Self:
        """Find paused clocks."""
        return self.filter(state=ClockState.PAUSED)

    def without_reason(self) -> Self:
        """Find clocks that have no open pause left."""
        return self.exclude(pauses__ends_at__isnull=True, pauses__isnull=False)

    def touched_by(self, first: date, last: date, now: datetime) -> Self:
        """Find clocks, not stopped or past due, that run over a day of that span, in key order."""
        begins, ends = (datetime.combine(day, time(), UTC) for day in (first, last))
        return (
            self.unstopped()
            .filter(
                Q(due_at__gt=now) | Q(state=ClockState.PAUSED, due_at__gt=F("paused_at")),
                starts_at__lt=ends + ONE_DAY + ZONE_SLACK,
                due_at__gt=begins - ZONE_SLACK,
            )
            .order_by("pk")
        )

    def of_kind(self, *kinds: str) -> Self:
        """Find clocks of those kinds."""
        return self.filter(kind__in=kinds)

    def of_request(self, request_id: UUID) -> Self:
        """Find the clocks of one request, in the order they started; replacements follow what they replace."""
        ended = F("stopped_at").asc(nulls_last=True)
        return self.filter(request_id=request_id).order_by("starts_at", ended, "due_at")

    def in_place_of(self, clock: "Clock") -> "Clock | None":
        """Return the clock that counts now for that one: itself, or its replacement for a new urgency."""
        same = self.of_request(clock.request_id).of_kind(clock.kind)
        return same.unstopped().filter(starts_at=clock.starts_at).first()

    def replaced_by(self, clock: "Clock") -> Self:
        """Find the clocks with the same start that a change of urgency replaced with that clock."""
        same = self.filter(request_id=clock.request_id, kind=clock.kind)
        return same.filter(starts_at=clock.starts_at).exclude(pk=clock.pk)

    def visible_to(self, actor: Actor) -> Self:
        """Find clocks of the actor's sites."""
        sites = actor.sites_for(P.REQUEST_VIEW)
        return self if sites is None else self.filter(site_id__in=sites)

    def late_by_three_days(self, now: datetime) -> Self:
        """Find running clocks at least three business days past due, most overdue first, then by number."""
        late = self.running().filter(rungs__4__lte=now)
        return late.order_by("due_at", "request__number")

    def for_notice(self) -> Self:
        """Load what a reminder shows of a clock."""
        return self.select_related("request__site")


class Clock(SiteScopedModel):
    """One clock of one request: when it started, is due, and was met, in business time at the site."""

    request = models.ForeignKey(TTARequest, on_delete=models.CASCADE, related_name="clocks")
    kind = models.CharField(max_length=20, choices=ClockKind)
    urgency = models.CharField(max_length=10, choices=Urgency)
    amount = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=5, choices=UNITS)
    state = models.CharField(max_length=8, choices=ClockState, default=ClockState.RUNNING)
    starts_at = models.DateTimeField()
    warn_at = models.DateTimeField(help_text="When 80 percent of the business time is used.")
    due_at = models.DateTimeField()
    rungs = ArrayField(
        models.DateTimeField(), default=list, help_text="When each escalation step is reached."
    )
    rung = models.PositiveSmallIntegerField(default=0, help_text="The next step, from 0.")
    fires_at = models.DateTimeField(
        null=True, blank=True, help_text="When the next step is reached, while it runs."
    )
    promised_for = models.DateTimeField(
        null=True, blank=True, help_text="The new date given to the site three days past due."
    )
    paused_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)

    objects = ClockQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            SameSite(field="request", name="clock_is_of_its_requests_site"),
            models.UniqueConstraint(fields=["site", "id"], name="clock_is_known_by_its_site"),
            models.UniqueConstraint(
                fields=["site", "request", "kind"],
                condition=Q(state__in=[ClockState.RUNNING, ClockState.PAUSED]),
                name="a_clock_of_a_kind_runs_once",
            ),
            models.CheckConstraint(
                name="a_paused_clock_says_since_when",
                condition=Q(state=ClockState.PAUSED, paused_at__isnull=False)
                | (~Q(state=ClockState.PAUSED) & Q(paused_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="a_clock_warns_between_start_and_due",
                condition=Q(warn_at__gte=F("starts_at"), warn_at__lte=F("due_at")),
            ),
            models.CheckConstraint(
                name="only_a_running_clock_fires",
                condition=Q(state=ClockState.RUNNING) | Q(fires_at__isnull=True),
            ),
            models.CheckConstraint(
                name="a_stopped_clock_says_when",
                condition=Q(state__in=[ClockState.RUNNING, ClockState.PAUSED])
                | Q(stopped_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["fires_at", "id"],
                condition=Q(fires_at__isnull=False),
                name="clocks_by_next_firing",
            ),
            models.Index(
                # With what the desk, counts, and the policy ask of a clock: the first are found without reading all.
                fields=["due_at", "id"],
                include=["kind", "site", "request", "warn_at"],
                condition=Q(state=ClockState.RUNNING),
                name="running_clocks_by_due",
            ),
            models.Index(
                # Lists ask for the first of each request, and are sorted by it.
                fields=["request", "due_at", "id"],
                include=["kind", "site", "warn_at"],
                condition=Q(state=ClockState.RUNNING),
                name="running_clocks_of_a_request",
            ),
            models.Index(
                fields=["stopped_at"],
                condition=Q(state=ClockState.MET),
                name="met_clocks_by_day",
            ),
            models.Index(
                fields=["site", "due_at"],
                condition=Q(state=ClockState.RUNNING),
                name="running_clocks_of_a_site",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} by {self.due_at:%Y-%m-%d %H:%M} UTC"

    @property
    def is_running(self) -> bool:
        """Whether it still runs."""
        return self.state == ClockState.RUNNING

    def reached(self, rung: Rung, at: datetime) -> bool:
        """Return whether the clock has reached that escalation step at an instant."""
        steps = list(Rung)
        return len(self.rungs) == len(steps) and self.rungs[steps.index(rung)] <= at


class ClockPause(SiteScopedModel):
    """A pause of a clock, and why; a clock resumes when no reason is left."""

    request = models.ForeignKey(TTARequest, on_delete=models.CASCADE, related_name="+")
    clock = models.ForeignKey(Clock, on_delete=models.CASCADE, related_name="pauses")
    why = models.CharField(max_length=20, choices=PauseReason)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            SameSite(field="request", name="pause_is_of_its_requests_site"),
            SameSite(field="clock", name="pause_is_of_its_clocks_site"),
            models.UniqueConstraint(
                fields=["site", "clock", "why"],
                condition=Q(ends_at__isnull=True),
                name="a_clock_is_paused_once_for_a_reason",
            ),
            models.CheckConstraint(
                name="a_pause_ends_after_it_starts",
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("starts_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"waiting for {self.get_why_display()}"


class EscalationRungQuerySet(models.QuerySet["EscalationRung"]):
    """Queries of escalation steps."""

    def people_told_at(self, rung: str) -> list[str]:
        """Return the groups of people that an escalation step notifies; none without a row."""
        found = self.filter(rung=rung).values_list("tells", flat=True).first()
        return list(found or ())


class EscalationRung(models.Model):
    """The people one escalation step notifies; a setting of the administrators."""

    rung = models.CharField(max_length=6, choices=Rung, primary_key=True)
    tells = ArrayField(models.CharField(max_length=12, choices=Told), default=list, blank=True)

    objects = EscalationRungQuerySet.as_manager()

    class Meta:
        ordering = ["rung"]

    def __str__(self) -> str:
        return str(self.get_rung_display())
