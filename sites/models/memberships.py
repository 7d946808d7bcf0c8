"""Memberships: people in seats."""

from datetime import date, datetime
from typing import Self
from uuid import UUID

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q

from foundation.accounts.actors import Actor
from foundation.accounts.enums import IN_FORCE
from foundation.accounts.permissions import Permission as P
from foundation.calendars.days import first_day, last_day
from foundation.tenancy.constraints import SameSite, WithoutOverlaps
from foundation.tenancy.models import SiteScopedModel
from foundation.workflow.words import FoundBy
from sites.models.approvals import SeatApproval
from sites.models.places import Site
from sites.models.seats import SEAT_IS_THE_ROLES, SINGLE_SEAT_ROLES, SITE_ROLE_CHOICES, SeatNames

# From the first instant, up to but not including the end: a seat that ends at noon is free from
# noon on.
HELD = Func("starts_at", "ends_at", function="tstzrange", output_field=DateTimeRangeField())


def in_effect(at: datetime, of: str = "") -> Q:
    """Return the condition that a membership is in effect at an instant; in SQL this is ``app_live_memberships_of()``.

    Arguments:
        of: the way to the membership, such as ``memberships__`` from its site.
    """
    ends = Q((f"{of}ends_at__isnull", True)) | Q((f"{of}ends_at__gt", at))
    approved = Q((f"{of}approval__isnull", True)) | Q((f"{of}approval__state__in", IN_FORCE))
    return ends & approved & Q((f"{of}starts_at__lte", at))


class MembershipQuerySet(models.QuerySet["Membership"]):
    """A queryset of memberships."""

    def live(self, at: datetime) -> Self:
        """Return memberships in effect at an instant."""
        return self.filter(in_effect(at))

    def on_duty(self, at: datetime) -> Self:
        """Return memberships in effect, without those whose person is on leave with someone standing in."""
        covering = Membership.objects.live(at).filter(covers=OuterRef("pk"), user__is_active=True)
        return self.live(at).exclude(Exists(covering))

    def covering(self, at: datetime) -> dict[tuple[int, int], set[int]]:
        """Return who stands in for whom at an instant: by site and person on leave, in one query."""
        rows = self.live(at).filter(covers__isnull=False, user__is_active=True)
        return {
            (site_id, away): {stand_in}
            for site_id, away, stand_in in rows.values_list("site_id", "covers__user_id", "user_id")
        }

    def of_seat_holders(self) -> Self:
        """Return memberships of the people who hold their seats, without those who stand in for one."""
        return self.filter(covers=None)

    def standing_in(self) -> Self:
        """Return memberships of people who stand in for someone on leave, with both and the site, by day."""
        found = self.filter(covers__isnull=False, ends_at__gt=F("starts_at"))
        return found.select_related("site", "user", "covers__user").order_by("starts_at", "pk")

    def not_ended(self, at: datetime) -> Self:
        """Return memberships that have not ended at that instant, started or not."""
        return self.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at))

    def ended_between(self, start: datetime, end: datetime) -> Self:
        """Return memberships whose end came after ``start`` and by ``end``."""
        return self.filter(ends_at__gt=start, ends_at__lte=end).order_by("ends_at", "pk")

    def ending_by(self, now: datetime, until: datetime) -> Self:
        """Return memberships in effect whose planned end comes by an instant, with person and site."""
        ending = self.live(now).filter(ends_at__lte=until).select_related("user", "site")
        return ending.order_by("ends_at", "pk")

    def ended_before(self, instant: datetime) -> Self:
        """Return memberships that had ended by that instant."""
        return self.filter(ends_at__lte=instant).order_by("ends_at", "pk")

    def in_turn(self, first: UUID, last: UUID) -> Self:
        """Return the memberships of one share of all keys."""
        return self.filter(pk__gte=first, pk__lte=last)

    def meeting(self, start: datetime, end: datetime | None) -> Self:
        """Return memberships that overlap a period, which one canceled before it began does not.

        Arguments:
            start: when the period begins.
            end: when it ends; None is open-ended.
        """
        held = Q(ends_at__gt=start) & Q(ends_at__gt=F("starts_at"))
        found = self.filter(Q(ends_at__isnull=True) | held)
        return found if end is None else found.filter(starts_at__lt=end)

    def successor_of(self, membership: "Membership") -> int | None:
        """Return the person whose membership in the same seat begins at the instant of an end; None for no one."""
        same = self.filter(site_id=membership.site_id, role=membership.role, seat=membership.seat)
        after = (
            same.filter(starts_at=membership.ends_at, covers=None)
            if membership.ends_at
            else same.none()
        )
        return after.exclude(user=membership.user_id).values_list("user_id", flat=True).first()

    def of_user(self, user_id: int) -> Self:
        """Return the memberships of one person."""
        return self.filter(user_id=user_id)

    def with_role(self, *slugs: str) -> Self:
        """Return memberships with one of the roles."""
        return self.filter(role__in=slugs)

    def in_seat(self, role: str, seat: str) -> Self:
        """Return memberships in one seat."""
        return self.filter(role=role, seat=seat)

    def beside(self, held: "Membership") -> Self:
        """Return the memberships of other people who hold the same seat."""
        seat = self.at(held.site_id).in_seat(held.role, held.seat).of_seat_holders()
        return seat.exclude(pk=held.pk)

    def at(self, site: Site | int) -> Self:
        """Return the memberships of one site."""
        return self.filter(site=site)

    def visible_to(self, actor: Actor) -> Self:
        """Return the memberships of the actor's sites; the database checks it again."""
        ids = actor.sites_for(P.SITE_VIEW)
        return self if ids is None else self.filter(site_id__in=ids)

    def of_people_named(self, words: str) -> Self:
        """Return memberships of people whose name and email contain each word, by name."""
        return self.filter(FoundBy("user__name", words)).order_by("user__name", "pk")

    def for_team(self) -> Self:
        """Load everything the team grid shows."""
        return (
            self.select_related("user", "approval", "covers__user", "verified_by")
            .with_zone()
            .order_by("starts_at", "pk")
        )

    def with_zone(self) -> Self:
        """Load each membership's site, whose time zone its first and last day are in."""
        return self.select_related("site")


@pghistory.track(
    meta={
        "indexes": [models.Index(fields=["site", "-pgh_created_at"], name="team_changes_of_a_site")]
    }
)
class Membership(SeatNames, SiteScopedModel):
    """A person in a seat of a site's team, from one instant to another.

    ``starts_at`` is the first instant that grants permissions, ``ends_at`` the first that no longer
    does.
    """

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="memberships")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(max_length=30, choices=SITE_ROLE_CHOICES)
    seat = models.CharField(max_length=20)
    title = models.CharField(max_length=80, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    verified_on = models.DateField(null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Who last checked that this person still holds the seat and can be reached.",
    )
    approval = models.OneToOneField(
        SeatApproval,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="membership",
        help_text="For a seat that can read federal items. It gives no access until it's approved.",
    )

    covers = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="stand_ins",
        help_text="The seat of a person on leave; this membership's person stands in for them.",
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["role", "seat", "starts_at"]
        constraints = [
            models.UniqueConstraint(fields=["site", "id"], name="membership_is_known_by_its_site"),
            models.CheckConstraint(
                name="a_membership_ends_after_it_starts",
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("starts_at")),
            ),
            models.CheckConstraint(name="a_seat_belongs_to_its_role", condition=SEAT_IS_THE_ROLES),
            # WITHOUT OVERLAPS takes no condition, and only some roles have seats for one person.
            ExclusionConstraint(
                name="a_single_seat_holds_one_person",
                expressions=[
                    ("site", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    ("seat", RangeOperators.EQUAL),
                    (HELD, RangeOperators.OVERLAPS),
                ],
                condition=Q(role__in=SINGLE_SEAT_ROLES, covers__isnull=True),
            ),
            ExclusionConstraint(
                name="a_seat_has_one_stand_in_at_a_time",
                expressions=[
                    ("site", RangeOperators.EQUAL),
                    ("covers", RangeOperators.EQUAL),
                    (HELD, RangeOperators.OVERLAPS),
                ],
                condition=Q(covers__isnull=False),
            ),
            models.CheckConstraint(
                name="a_stand_in_has_a_last_day",
                condition=Q(covers__isnull=True) | Q(ends_at__isnull=False),
            ),
            SameSite(field="covers", name="a_stand_in_is_of_the_seats_site"),
            WithoutOverlaps(
                name="a_person_sits_once_in_a_seat",
                fields=["site", "user", "role", "seat"],
                column="held",
                # A membership canceled before it began has an empty period, and holds nothing.
                period="NULLIF(tstzrange(starts_at, ends_at), 'empty')",
                type="tstzrange",
            ),
            SameSite(field="approval", name="membership_and_approval_share_a_site"),
        ]
        indexes = [
            # With all that app_live_memberships_of() asks for: policies ask for it a dozen times a page.
            models.Index(
                fields=["user", "site"],
                include=["role", "seat", "starts_at", "ends_at", "approval"],
                name="membership_by_person",
            )
        ]

    def __str__(self) -> str:
        return f"{self.role_title}, {self.seat_title}"

    def is_live(self, at: datetime) -> bool:
        """Return whether it grants permissions at an instant: ``live`` for a row already loaded."""
        return self.starts_at <= at and not self.has_ended(at) and self.is_approved

    @property
    def is_approved(self) -> bool:
        """Whether its seat needs no approval, or is approved."""
        return self.approval is None or self.approval.is_in_force

    def has_ended(self, at: datetime) -> bool:
        """Return whether it has ended at that instant."""
        return self.ends_at is not None and self.ends_at <= at

    @property
    def starts_on(self) -> date:
        """The first day, in the site's time zone."""
        return first_day(self.starts_at, self.site.time_zone)

    @property
    def ends_on(self) -> date | None:
        """The last day, in the site's time zone; None if no end is planned."""
        return None if self.ends_at is None else last_day(self.ends_at, self.site.time_zone)
