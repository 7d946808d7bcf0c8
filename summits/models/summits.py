"""The summit: its theme, days, place, and state."""

import uuid
from datetime import date, timedelta
from typing import Self
from uuid import UUID

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.workflow.cursors import Cursors, Position
from summits.enums import Format, Origin, State

PLACES = Cursors(
    "summits.list", lambda row: Position(row.starts_on, row.pk), read_at=date.fromisoformat
)
# States in which nothing of a summit changes any more.
OVER = (State.ARCHIVED, State.CANCELED)


class SummitQuerySet(models.QuerySet["Summit"]):
    """A queryset of summits: program rows, read by everyone who signed in, and public where published."""

    def visible_to(self, actor: Actor) -> Self:
        """Return every summit for people who signed in, and published ones for visitors."""
        if actor.user_id is not None or actor.is_system:
            return self
        return self.filter(is_published=True)

    def published(self) -> Self:
        """Return the summits that visitors read, without those of the demonstration, newest first."""
        return self.filter(is_published=True, is_demo=False).newest_first()

    def named(self, slug: str) -> Self:
        """Return the summit with that slug."""
        return self.filter(slug=slug)

    def open(self) -> Self:
        """Return summits that are neither archived nor canceled, the next one first."""
        return self.exclude(status__in=OVER).order_by("starts_on", "pk")

    def ahead(self, today: date) -> Self:
        """Return summits that aren't archived, the next one first: a canceled one until its days are past."""
        return self.exclude(self._are_past(today)).order_by("starts_on", "pk")

    def past(self, today: date) -> Self:
        """Return summits that are archived, or canceled and their days are past, newest first."""
        return self.filter(self._are_past(today)).newest_first()

    @staticmethod
    def _are_past(today: date) -> Q:
        over = Q(ends_on__lt=today) | Q(ends_on=None, starts_on__lt=today)
        return Q(status=State.ARCHIVED) | Q(over, status=State.CANCELED)

    def in_states(self, *states: str) -> Self:
        """Return summits in some of the states, the next one first."""
        return self.filter(status__in=states).order_by("starts_on", "pk")

    def with_agenda_besides(self, pk: UUID) -> Self:
        """Return the other summits that have sessions, newest first."""
        return self.filter(sessions__isnull=False).exclude(pk=pk).distinct().newest_first()

    def during(self, first: date, last: date) -> Self:
        """Return the summits whose days are known and fall, at least one of them, into a span."""
        ends = Coalesce("ends_on", "starts_on")
        found = self.alias(last_day=ends).filter(is_month_only=False, starts_on__lte=last)
        return found.filter(last_day__gte=first)

    def newest_first(self) -> Self:
        """Return summits in the order of ``PLACES``."""
        return self.order_by("-starts_on", "-pk")

    def after(self, day: date, pk: UUID) -> Self:
        """Return the summits after that one in this order."""
        return self.filter(Q(starts_on__lt=day) | Q(starts_on=day, pk__lt=pk))


@pghistory.track()
class Summit(models.Model):
    """A Violent Crime Summit. One from before the portal is imported, archived, and has no gates."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    theme = models.CharField(max_length=200, blank=True)
    format = models.CharField(max_length=10, choices=Format, default=Format.IN_PERSON)
    city = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=2, blank=True, help_text="The state's two letters.")
    venue = models.CharField(max_length=160, blank=True)
    time_zone = models.CharField(max_length=40, default="America/New_York")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True, help_text="The last day.")
    is_month_only = models.BooleanField(
        default=False, help_text="Whether only the month is known, not the days."
    )
    status = models.CharField(max_length=20, choices=State, default=State.PLANNED)
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.PORTAL)
    is_published = models.BooleanField(default=False)
    is_agenda_public = models.BooleanField(default=False)
    is_demo = models.BooleanField(default=False)
    note = models.TextField(blank=True)
    source = models.TextField(blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    objects = SummitQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="a_summit_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(
                name="a_summit_of_the_portal_has_its_days",
                condition=Q(origin=Origin.IMPORTED) | Q(ends_on__isnull=False, is_month_only=False),
            ),
            models.CheckConstraint(
                name="a_month_alone_has_no_last_day",
                condition=Q(is_month_only=False) | Q(ends_on=None),
            ),
            models.CheckConstraint(
                name="an_imported_summit_is_over_and_names_no_person",
                condition=~Q(origin=Origin.IMPORTED) | Q(status__in=OVER, made_by=None),
            ),
            models.CheckConstraint(
                name="a_public_agenda_is_of_a_published_summit",
                condition=Q(is_agenda_public=False) | Q(is_published=True),
            ),
        ]
        indexes = [models.Index(fields=["status", "starts_on"], name="summits_by_state")]

    def __str__(self) -> str:
        return self.name

    @property
    def days(self) -> list[date]:
        """Its days, in order; the first alone where the last isn't known."""
        last = self.ends_on or self.starts_on
        return [self.starts_on + timedelta(days=n) for n in range((last - self.starts_on).days + 1)]

    @property
    def is_imported(self) -> bool:
        """Whether it was loaded as it was published."""
        return self.origin == Origin.IMPORTED

    @property
    def is_over(self) -> bool:
        """Whether it is archived or canceled."""
        return self.status in OVER

    @property
    def is_virtual(self) -> bool:
        """Whether nobody travels to it."""
        return self.format == Format.VIRTUAL
