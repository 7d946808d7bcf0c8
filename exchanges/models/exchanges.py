"""The peer exchange: one row that two sites share."""

import uuid
from collections.abc import Collection, Iterable
from datetime import date
from typing import Self

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q
from django.urls import reverse

from exchanges.enums import HOSTED, Side, State
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.workflow.cursors import Cursors, Position
from sites.models import CoreArea, Site

PERSON = settings.AUTH_USER_MODEL
PLACES = Cursors("exchanges.list", lambda row: Position(row.asked_at, row.pk))


class PeerExchangeQuerySet(models.QuerySet["PeerExchange"]):
    """A queryset of exchanges: each belongs to two sites."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the exchanges in which one of the actor's sites takes part."""
        ids = actor.sites_for(P.SITE_VIEW)
        return self if ids is None else self.between_any(ids)

    def between_any(self, ids: Collection[int]) -> Self:
        """Return the exchanges that one of those sites visits or hosts."""
        return self.filter(Q(visitor_id__in=ids) | Q(host_id__in=ids))

    def where_allowed(self, actor: Actor, permission: P) -> Self:
        """Return the exchanges at one of whose sites the actor holds a permission."""
        ids = actor.sites_for(permission)
        return self if ids is None else self.between_any(ids)

    def hosted_where(self, actor: Actor, permission: P) -> Self:
        """Return the exchanges at whose host the actor holds a permission."""
        ids = actor.sites_for(permission)
        return self if ids is None else self.filter(host_id__in=ids)

    def in_states(self, *states: State) -> Self:
        """Return the exchanges in one of those states."""
        return self.filter(status__in=states)

    def hosted_by(self, site_id: int | OuterRef) -> Self:
        """Return the visits that count toward a host's limit."""
        return self.filter(host_id=site_id, status__in=HOSTED)

    def hosted_by_any(self, ids: Collection[int]) -> Self:
        """Return the visits that count toward the limits of some hosts."""
        return self.filter(host_id__in=ids, status__in=HOSTED)

    def during(self, first: date, last: date) -> Self:
        """Return the exchanges whose days fall into a span."""
        return self.filter(starts_on__lte=last, ends_on__gte=first)

    def starting_between(self, first: date, last: date) -> Self:
        """Return the exchanges that begin from one day up to another."""
        return self.filter(starts_on__gte=first, starts_on__lte=last)

    def ended_by(self, day: date) -> Self:
        """Return the exchanges whose last day is that one or earlier."""
        return self.filter(ends_on__lte=day)

    def for_page(self) -> Self:
        """Load what the list and the page show of an exchange."""
        return self.select_related(
            "visitor",
            "host",
            "core_area",
            "asked_by",
            "reported_by",
            "allowed_by",
        )

    def newest_first(self) -> Self:
        """Return exchanges in the order of ``PLACES``."""
        return self.order_by("-asked_at", "-pk")

    def after(self, at: object, pk: object) -> Self:
        """Return the exchanges after that one in this order."""
        return self.filter(Q(asked_at__lt=at) | Q(pk__lt=pk), asked_at__lte=at)


@pghistory.track()
class PeerExchange(models.Model):
    """A visit of one site to another, read by the people of both and by DOJ staff.

    Attributes:
        starts_on: the first day, in the host's time zone; None while no date is set.
        ends_on: the last day, as ``starts_on``.
        over_limit_reason: why DOJ staff allowed the visit although the host has reached its limit.
        learned: the after-action report: what was learned.
        will_change: the after-action report: what will change.
        reported_for: the side that wrote the report; the other one agrees to it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    visitor = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    host = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    core_area = models.ForeignKey(CoreArea, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=140)
    outcomes = models.TextField(help_text="What the visiting site expects to come of it.")
    place = models.CharField(max_length=160, blank=True)
    status = models.CharField(max_length=10, choices=State, default=State.ASKED)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    asked_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    over_limit_reason = models.CharField(max_length=300, blank=True)
    allowed_by = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    learned = models.TextField(blank=True)
    will_change = models.TextField(blank=True)
    reported_for = models.CharField(max_length=7, choices=Side, blank=True)
    reported_by = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reported_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = PeerExchangeQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="an_exchange_is_between_two_sites", condition=~Q(visitor=F("host"))
            ),
            models.CheckConstraint(
                name="an_exchange_ends_on_or_after_its_first_day",
                condition=Q(starts_on=None, ends_on=None) | Q(ends_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(
                name="an_exchange_over_the_limit_says_who_allowed_it",
                condition=Q(over_limit_reason="", allowed_by=None)
                | ~Q(over_limit_reason="") & Q(allowed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="an_exchange_report_says_by_whom",
                condition=Q(learned="", will_change="", reported_for="", reported_by=None)
                | ~Q(reported_for="") & Q(reported_by__isnull=False, reported_at__isnull=False),
            ),
            models.CheckConstraint(
                name="an_exchange_is_planned_for_days",
                condition=Q(starts_on__isnull=False)
                | ~Q(status__in=[State.PLANNED, State.HELD, State.FOLLOW_UP, State.CLOSED]),
            ),
        ]
        indexes = [
            models.Index(fields=["visitor", "-asked_at"], name="exchanges_by_visitor"),
            models.Index(fields=["host", "-asked_at"], name="exchanges_by_host"),
        ]
        triggers = [
            # The policy lets the people of either site change the row: never whose it is.
            pgtrigger.ReadOnly(
                name="an_exchange_stays_between_its_sites", fields=["visitor", "host"]
            ),
            pgtrigger.Protect(name="an_exchange_is_not_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("exchanges:detail", args=[self.pk])

    @property
    def site_ids(self) -> tuple[int, int]:
        """The visiting site and the host."""
        return self.visitor_id, self.host_id

    @property
    def sites_named(self) -> str:
        """What notices call it: the two sites, which are public, and none of its text."""
        return f"{self.visitor.name} visits {self.host.name}"

    @property
    def is_open(self) -> bool:
        """Whether it can still be changed."""
        return self.status not in (State.DECLINED, State.CLOSED, State.CANCELED)

    @property
    def has_report(self) -> bool:
        """Whether a site wrote the after-action report."""
        return bool(self.reported_for)

    @property
    def day(self) -> date:
        """The first day, or today at the host while no date is set."""
        return self.starts_on or clock.today(self.host.time_zone)

    def site_of(self, side: Side) -> Site:
        """Return the site on a side."""
        return self.visitor if side == Side.VISITOR else self.host


def busiest_year(hosted: Iterable[date], day: date) -> int:
    """Return the most visits that a host has in any 12 months with ``day`` in them, that day's own included."""
    days = sorted([*hosted, day])
    ends = [each for each in days if day <= each < _a_year_after(day)]
    return max(sum(each <= end < _a_year_after(each) for each in days) for end in ends)


def _a_year_after(day: date) -> date:
    """Return the same day of the next year; March 1 for February 29."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)
