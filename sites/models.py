"""The tenant and what surrounds it: sites, places, people in seats, invitations."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from foundation.accounts.roles import ROLES, SITE_ROLES
from foundation.tenancy.models import SiteScopedModel
from sites.enums import AgencyKind, FederalAgency, SiteKind
from sites.querysets import (
    BreakGlassQuerySet,
    CoreAreaQuerySet,
    FieldOfficeQuerySet,
    InvitationQuerySet,
    MembershipQuerySet,
    PublicFormQuerySet,
    SiteQuerySet,
)

SITE_ROLE_CHOICES = [(role.slug, role.title) for role in SITE_ROLES]
SEAT_IS_THE_ROLES = Q()
for _role in SITE_ROLES:
    SEAT_IS_THE_ROLES |= Q(role=_role.slug, seat__in=[seat.slug for seat in _role.seats])
SINGLE_SEAT_ROLES = [role.slug for role in SITE_ROLES if role.single_seats]


class State(models.Model):
    """A state, the District of Columbia or a territory."""

    usps = models.CharField(max_length=2, primary_key=True)
    name = models.CharField(max_length=60)
    fips = models.CharField(max_length=2)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class District(models.Model):
    """A federal judicial district (28 U.S.C. chapter 5)."""

    code = models.CharField(max_length=8, primary_key=True)
    name = models.CharField(max_length=80)
    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="districts")
    source = models.TextField(blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class FieldOffice(models.Model):
    """A field office or division of a federal partner, with the days it existed."""

    agency = models.CharField(max_length=4, choices=FederalAgency)
    name = models.CharField(max_length=120)
    city = models.CharField(max_length=80, blank=True)
    state = models.ForeignKey(State, null=True, blank=True, on_delete=models.PROTECT)
    states_covered = models.JSONField(default=list, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    source = models.TextField(blank=True)

    objects = FieldOfficeQuerySet.as_manager()

    class Meta:
        ordering = ["agency", "name"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "name"], name="one_office_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class CoreArea(models.Model):
    """An area of assistance with the days it was one; there were seven until 2019."""

    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=60)
    summary = models.CharField(max_length=200)
    topics = models.JSONField(default=list, blank=True)
    federal_branch = models.JSONField(
        default=list, blank=True, help_text="Agencies asked first for requests in this area."
    )
    effective_from = models.DateField()
    effective_to = models.DateField(null=True, blank=True)
    source = models.TextField(blank=True)

    objects = CoreAreaQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The public page of the area."""
        return reverse("sites:core-area", args=[self.slug])


class PublicForm(models.Model):
    """What the Paperwork Reduction Act and the Privacy Act want on a form the public fills in.

    An agency may not conduct a collection without a valid OMB control number (44 U.S.C. 3507, 3512), and a
    form says on it why it asks (5 U.S.C. 552a(e)(3)). Administrators enter both.
    """

    slug = models.SlugField(max_length=40, primary_key=True)
    title = models.CharField(max_length=140)
    omb_number = models.CharField("OMB control number", max_length=20, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    burden_minutes = models.PositiveSmallIntegerField(default=5)
    privacy_statement = models.TextField(blank=True)

    objects = PublicFormQuerySet.as_manager()

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.title


class Principle(models.Model):
    """One of DOJ's five principles that run through the program."""

    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    summary = models.CharField(max_length=240)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Site(models.Model):
    """A city, county, tribal nation or several jurisdictions together: the tenant.

    Never keyed on the city's name; its facts are public, its work is not.
    """

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=SiteKind)
    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="sites")
    county = models.CharField(max_length=80, blank=True)
    district = models.ForeignKey(
        District, null=True, blank=True, on_delete=models.PROTECT, related_name="sites"
    )
    time_zone = models.CharField(max_length=40)
    population = models.PositiveIntegerField(null=True, blank=True)
    population_year = models.PositiveSmallIntegerField(null=True, blank=True)
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    ori = models.CharField("ORI", max_length=9, blank=True)
    lead_agency = models.CharField(max_length=120, blank=True)
    source = models.TextField(blank=True)
    notes = models.TextField(blank=True)
    is_demo = models.BooleanField(default=False, help_text="An invented site.")

    objects = SiteQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="a_map_point_has_both_coordinates",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
            ),
            models.CheckConstraint(
                name="a_population_names_its_year",
                condition=Q(population__isnull=True) | Q(population_year__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The public profile."""
        return reverse("sites:profile", args=[self.slug])


class SiteAgency(SiteScopedModel):
    """An agency of the coalition that a site is."""

    kind = models.CharField(max_length=20, choices=AgencyKind)
    name = models.CharField(max_length=120)
    is_lead = models.BooleanField(default=False)
    source = models.TextField(blank=True)

    class Meta:
        ordering = ["-is_lead", "kind", "name"]
        constraints = [
            models.UniqueConstraint(fields=["site", "name"], name="an_agency_is_named_once_a_site"),
            models.UniqueConstraint(
                fields=["site"], condition=Q(is_lead=True), name="a_site_has_one_lead_agency"
            ),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Membership(SiteScopedModel):
    """A person in a seat of a site's team, from a day to a day.

    ``ends_on`` is the last day the membership gives powers.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(max_length=30, choices=SITE_ROLE_CHOICES)
    seat = models.CharField(max_length=20)
    title = models.CharField(max_length=80, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    verified_on = models.DateField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["role", "seat", "starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["site", "id"], name="membership_is_known_by_its_site"),
            models.CheckConstraint(
                name="a_membership_ends_after_it_starts",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(name="a_seat_belongs_to_its_role", condition=SEAT_IS_THE_ROLES),
            models.UniqueConstraint(
                fields=["site", "role", "seat"],
                condition=Q(ends_on__isnull=True, role__in=SINGLE_SEAT_ROLES),
                name="a_single_seat_holds_one_person",
            ),
            models.UniqueConstraint(
                fields=["site", "user", "role", "seat"],
                condition=Q(ends_on__isnull=True),
                name="a_person_sits_once_in_a_seat",
            ),
        ]
        indexes = [models.Index(fields=["user", "site"], name="membership_by_person")]

    def __str__(self) -> str:
        return f"{self.role_title}, {self.seat_title}"

    @property
    def role_title(self) -> str:
        """The role's name as people say it."""
        return ROLES[self.role].title

    @property
    def seat_title(self) -> str:
        """The seat's name as people say it."""
        seats = {seat.slug: seat.title for seat in ROLES[self.role].seats}
        return seats.get(self.seat, self.seat)


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
