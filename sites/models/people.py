"""People who may look into a site: people in seats, invitations to them, broken glass."""

from datetime import date, datetime

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from foundation.accounts.models import DECISION_IS_WHOLE, Approval, decided_by_another
from foundation.accounts.roles import ROLES, SITE_ROLES
from foundation.calendars.days import first_day, last_day
from foundation.tenancy.constraints import SameSite
from foundation.tenancy.models import SiteScopedModel
from sites.querysets import (
    BreakGlassQuerySet,
    InvitationQuerySet,
    MembershipQuerySet,
    SeatApprovalQuerySet,
)

SITE_ROLE_CHOICES = [(role.slug, role.title) for role in SITE_ROLES]
SEAT_IS_THE_ROLES = Q()
for _role in SITE_ROLES:
    SEAT_IS_THE_ROLES |= Q(role=_role.slug, seat__in=[seat.slug for seat in _role.seats])
SINGLE_SEAT_ROLES = [role.slug for role in SITE_ROLES if role.single_seats]


def seat_title(role: str, seat: str) -> str:
    """A seat's name as people say it."""
    return next((each.title for each in ROLES[role].seats if each.slug == seat), seat)


# From the first instant, up to but without the end: who ends at noon is followed from noon on.
HELD = Func("starts_at", "ends_at", function="tstzrange", output_field=DateTimeRangeField())


@pghistory.track()
class SeatApproval(SiteScopedModel, Approval):
    """A seat that reads federal items, for somebody who reads nothing of the site before it is approved."""

    DATABASE_PRIVILEGES = "SELECT, INSERT, UPDATE"

    name = models.CharField(max_length=120)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The person's account, once they have one.",
    )
    role = models.CharField(max_length=30, choices=SITE_ROLE_CHOICES)
    seat = models.CharField(max_length=20)

    objects = SeatApprovalQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        verbose_name = "seat to approve"
        verbose_name_plural = "seats to approve"
        constraints = [
            models.UniqueConstraint(
                fields=["site", "id"], name="seat_approval_is_known_by_its_site"
            ),
            models.CheckConstraint(
                name="an_approval_is_for_a_seat_of_its_role", condition=SEAT_IS_THE_ROLES
            ),
            models.CheckConstraint(
                name="a_seat_is_approved_by_somebody_else", condition=decided_by_another("person")
            ),
            models.CheckConstraint(
                name="a_decision_on_a_seat_is_whole", condition=DECISION_IS_WHOLE
            ),
        ]
        indexes = [models.Index(fields=["site", "state"], name="seat_approvals_of_a_site")]

    def __str__(self) -> str:
        return f"{self.name}, {self.role_title}"

    @property
    def role_title(self) -> str:
        """The role's name as people say it."""
        return ROLES[self.role].title

    @property
    def seat_title(self) -> str:
        """The seat's name as people say it."""
        return seat_title(self.role, self.seat)


@pghistory.track()
class Membership(SiteScopedModel):
    """A person in a seat of a site's team, from an instant up to another.

    ``starts_at`` is the first instant that gives powers, ``ends_at`` the first that gives none any more.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(max_length=30, choices=SITE_ROLE_CHOICES)
    seat = models.CharField(max_length=20)
    title = models.CharField(max_length=80, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    verified_on = models.DateField(null=True, blank=True)
    approval = models.OneToOneField(
        SeatApproval,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="membership",
        help_text="For a seat that can read federal items. It gives no access until it's approved.",
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
            ExclusionConstraint(
                name="a_single_seat_holds_one_person",
                expressions=[
                    ("site", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    ("seat", RangeOperators.EQUAL),
                    (HELD, RangeOperators.OVERLAPS),
                ],
                condition=Q(role__in=SINGLE_SEAT_ROLES),
            ),
            ExclusionConstraint(
                name="a_person_sits_once_in_a_seat",
                expressions=[
                    ("site", RangeOperators.EQUAL),
                    ("user", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    ("seat", RangeOperators.EQUAL),
                    (HELD, RangeOperators.OVERLAPS),
                ],
            ),
            SameSite(field="approval", name="membership_and_approval_share_a_site"),
        ]
        indexes = [models.Index(fields=["user", "site"], name="membership_by_person")]

    def __str__(self) -> str:
        return f"{self.role_title}, {self.seat_title}"

    def is_live(self, at: datetime) -> bool:
        """Whether it gives powers at that instant: what ``live`` asks of rows that are read already."""
        return self.starts_at <= at and not self.has_ended(at) and self.is_approved

    @property
    def is_approved(self) -> bool:
        """Whether its seat needs no approval, or has it."""
        return self.approval is None or self.approval.is_in_force

    def has_ended(self, at: datetime) -> bool:
        """Whether its end has come."""
        return self.ends_at is not None and self.ends_at <= at

    @property
    def starts_on(self) -> date:
        """The first day, in the site's time zone."""
        return first_day(self.starts_at, self.site.time_zone)

    @property
    def ends_on(self) -> date | None:
        """The last day, in the site's time zone; none while no end is planned."""
        return None if self.ends_at is None else last_day(self.ends_at, self.site.time_zone)

    @property
    def role_title(self) -> str:
        """The role's name as people say it."""
        return ROLES[self.role].title

    @property
    def seat_title(self) -> str:
        """The seat's name as people say it."""
        return seat_title(self.role, self.seat)


@pghistory.track()
class Invitation(SiteScopedModel):
    """An offer of a seat by e-mail; the link is signed, so no secret is stored."""

    email = models.EmailField()
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=30, choices=SITE_ROLE_CHOICES)
    seat = models.CharField(max_length=20)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    approval = models.OneToOneField(
        SeatApproval, null=True, blank=True, on_delete=models.PROTECT, related_name="invitation"
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "email", "role", "seat"],
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="a_person_is_invited_once_to_a_seat",
            ),
            models.CheckConstraint(
                name="an_invitation_expires_after_it_is_made",
                condition=Q(expires_at__gt=F("created_at")),
            ),
            SameSite(field="approval", name="invitation_and_approval_share_a_site"),
        ]

    def __str__(self) -> str:
        return f"{self.email}, {ROLES[self.role].title}"


@pghistory.track()
class BreakGlass(SiteScopedModel):
    """An administrator's look into one site: why, and until when (30 minutes by default)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField()

    objects = BreakGlassQuerySet.as_manager()

    class Meta:
        verbose_name = "break-glass record"
        ordering = ["-opened_at"]
        constraints = [
            models.CheckConstraint(
                name="broken_glass_closes_after_it_opens",
                condition=Q(closes_at__gt=F("opened_at")),
            ),
            models.CheckConstraint(name="broken_glass_has_a_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.site_id} until {self.closes_at:%Y-%m-%d %H:%M} UTC"
