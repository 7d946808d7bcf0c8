"""Who comes to a summit, from nomination to a confirmed place, and what they need there."""

import secrets
from collections.abc import Iterable
from typing import Self
from uuid import UUID

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, When
from django.db.models.functions import Lower

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.tenancy.constraints import SameSite
from foundation.tenancy.models import SiteScopedModel
from sites.models import Site
from summits.enums import (
    HOLDING,
    OF_SITES,
    UNANSWERED,
    Attendance,
    Format,
    Kind,
    Registered,
)
from summits.models.delegations import DelegationSeat
from summits.models.grants import Grant
from summits.models.summits import Summit

PERSON = settings.AUTH_USER_MODEL


def new_code() -> str:
    """Return a check-in code that cannot be guessed: 128 random bits, in 22 letters and digits of addresses."""
    return secrets.token_urlsafe(16)


class RegistrationQuerySet(models.QuerySet["Registration"]):
    """A queryset of registrations."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the actor's own, those of their sites, and those of summits they organize.

        What belongs to no site, such as the registrations of federal partners, only the person and the organizers read.
        """
        if actor.is_system or actor.may(P.SUMMIT_MANAGE, at=None):
            return self
        if actor.user_id is None:
            return self.none()
        ids = actor.sites_for(P.SITE_VIEW)
        near = Q(site_id__isnull=False) if ids is None else Q(site_id__in=ids)
        organized = Grant.objects.organized_by(actor, clock.now())
        return self.filter(near | Q(person_id=actor.user_id) | Q(summit_id__in=organized))

    def of_summit(self, pk: UUID) -> Self:
        """Return the registrations of a summit."""
        return self.filter(summit_id=pk)

    def at(self, site_id: int) -> Self:
        """Return the registrations of one site's people."""
        return self.filter(site_id=site_id)

    def at_any(self, sites: Iterable[int]) -> Self:
        """Return the registrations of the people of some sites."""
        return self.filter(site_id__in=list(sites))

    def without_federal(self) -> Self:
        """Leave out federal law enforcement: it is on no paper, and in no file."""
        return self.exclude(kind=Kind.FEDERAL)

    def of_person(self, user_id: int | None) -> Self:
        """Return one person's registrations; nobody's for a visitor."""
        return self.filter(person_id=user_id) if user_id is not None else self.none()

    def holding(self) -> Self:
        """Return the registrations that hold a seat: neither declined, canceled, nor replaced."""
        return self.filter(state__in=HOLDING)

    def in_person(self) -> Self:
        """Return the registrations of people who come to the place of the summit, or were not asked yet."""
        return self.filter(attendance=Attendance.IN_PERSON)

    def unanswered(self) -> Self:
        """Return the registrations whose people have not answered yet."""
        return self.filter(state__in=UNANSWERED)

    def confirmed(self) -> Self:
        """Return the confirmed registrations."""
        return self.filter(state=Registered.CONFIRMED)

    def expected(self) -> Self:
        """Return the confirmed registrations whose people come to the door: those who take part virtually don't."""
        comes = Q(has_place=True) | Q(summit__format=Format.VIRTUAL)
        return self.confirmed().filter(comes)

    def attended(self) -> Self:
        """Return the confirmed registrations whose people take part virtually, or were checked in at any door.

        A summit that changed to virtual has no door, and its registrations still say "In person".
        """
        virtual = Q(attendance=Attendance.VIRTUAL) | Q(summit__format=Format.VIRTUAL)
        came = virtual | Q(check_ins__isnull=False)
        return self.confirmed().filter(came).distinct()

    def waiting(self) -> Self:
        """Return the wait-list, in its stored order."""
        return self.filter(state=Registered.WAIT_LISTED).order_by("wait_number")

    def placed_delegates(self) -> Self:
        """Return the delegates who have a place, in the order of their seats."""
        found = self.filter(kind=Kind.DELEGATE, has_place=True, state=Registered.CONFIRMED)
        return found.select_related("seat").order_by("seat__order", "pk")

    def with_code(self, code: str) -> Self:
        """Return the registration with a check-in code."""
        return self.filter(check_in_code=code)

    def by_email(self, email: str, site: Site | None) -> Self:
        """Return the registrations of an email address, whatever its capitals: for that site, or for none, first."""
        nearest = (
            Case(When(site=site, then=0), default=1) if site else F("site").asc(nulls_first=True)
        )
        return self.filter(email__iexact=email).order_by(nearest, "-has_place", "made_at", "pk")

    def named_like(self, text: str) -> Self:
        """Return the registrations whose person's name, email address, or site has this text, in order of names."""
        found = Q(name__icontains=text) | Q(email__icontains=text) | Q(site__name__icontains=text)
        return self.filter(found).select_related("site", "summit").order_by("name", "pk")

    def on_phones(self) -> Self:
        """Return who is checked in on phones: whoever has a place or waits for one, without federal partners."""
        waiting = (Registered.CONFIRMED, Registered.WAIT_LISTED)
        found = self.filter(state__in=waiting).exclude(kind=Kind.FEDERAL)
        return found.select_related("site", "summit").order_by("name", "pk")

    def for_list(self) -> Self:
        """Load what lists show, by site and seat."""
        found = self.select_related("site", "seat", "person", "summit")
        return found.order_by("site__name", "seat__order", "made_at", "pk")


@pghistory.track(exclude=["check_in_code", "is_walk_in", "reminded_on"])
class Registration(SiteScopedModel):
    """One person's way to one summit, for a site or, as a federal partner or a provider does, for none.

    ``wait_number`` is given once and stays, so that every later page and mail repeats it. ``has_place`` is whether
    the row counts among the summit's taken places. ``is_walk_in`` is whether the row was made at the door; it is set
    once, so that the history doesn't repeat it. ``reminded_on`` is the day of the last reminder to answer, where the
    summit is. Rows end in a state; none is deleted.
    """

    DATABASE_PRIVILEGES = "SELECT, INSERT, UPDATE"

    site = models.ForeignKey(  # type: ignore[assignment]  # -- empty for people who come for no site (ADR 62)
        "sites.Site", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    summit = models.ForeignKey(Summit, on_delete=models.PROTECT, related_name="registrations")
    kind = models.CharField(max_length=10, choices=Kind)
    seat = models.ForeignKey(
        DelegationSeat, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    person = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=120)
    email = models.EmailField()
    state = models.CharField(max_length=12, choices=Registered, default=Registered.NOMINATED)
    attendance = models.CharField(max_length=10, choices=Attendance, default=Attendance.IN_PERSON)
    has_place = models.BooleanField(default=False)
    is_walk_in = models.BooleanField(default=False)
    wait_number = models.PositiveIntegerField(null=True, blank=True)
    check_in_code = models.CharField(max_length=32, default=new_code, unique=True, editable=False)
    reason = models.CharField(max_length=300, blank=True)
    nominated_by = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "id"], name="registration_is_known_by_its_site"
            ),
            models.UniqueConstraint(
                "summit",
                "site",
                Lower("email"),
                condition=Q(state__in=HOLDING),
                nulls_distinct=False,
                name="a_person_is_registered_once_for_a_site",
            ),
            models.UniqueConstraint(
                fields=["site", "seat"],
                condition=Q(state__in=HOLDING),
                name="a_seat_of_a_delegation_has_one_person",
            ),
            models.UniqueConstraint(
                fields=["summit", "wait_number"],
                condition=~Q(state=Registered.SUBSTITUTED),
                name="a_wait_list_number_is_given_once",
            ),
            models.CheckConstraint(
                name="a_registration_has_a_site_as_its_kind_says",
                condition=Q(kind__in=OF_SITES, site__isnull=False)
                | ~Q(kind__in=OF_SITES) & Q(site=None),
            ),
            models.CheckConstraint(
                name="only_a_delegate_has_a_seat_of_a_delegation",
                condition=Q(seat=None) | Q(kind=Kind.DELEGATE),
            ),
            models.CheckConstraint(
                name="whoever_waits_has_a_number_and_no_place",
                condition=~Q(state=Registered.WAIT_LISTED)
                | Q(wait_number__isnull=False, has_place=False),
            ),
            models.CheckConstraint(
                name="whoever_left_holds_no_place",
                condition=Q(state__in=HOLDING) | Q(has_place=False),
            ),
        ]
        indexes = [
            models.Index(fields=["site", "summit"], name="registrations_of_a_site"),
            models.Index(fields=["person", "summit"], name="registrations_of_a_person"),
            models.Index(fields=["summit", "state"], name="registrations_of_a_summit"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.summit_id}, {self.get_state_display()}"

    @property
    def is_holding(self) -> bool:
        """Whether it holds a seat: neither declined, canceled, nor replaced."""
        return self.state in HOLDING

    @property
    def is_unanswered(self) -> bool:
        """Whether the person has not answered yet."""
        return self.state in UNANSWERED


class NeedsQuerySet(models.QuerySet["Needs"]):
    """A queryset of what people need at a summit."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the actor's own, and those of summits the actor organizes by a grant; managers need one too."""
        if actor.is_system:
            return self
        if actor.user_id is None:
            return self.none()
        organized = Grant.objects.organized_by(actor, clock.now())
        return self.filter(Q(person_id=actor.user_id) | Q(summit_id__in=organized))

    def of_summit(self, pk: UUID) -> Self:
        """Return what people need at a summit, with their names."""
        return self.filter(summit_id=pk).select_related("registration__site").order_by("pk")

    def of_registration(self, pk: UUID) -> Self:
        """Return what the person of a registration needs."""
        return self.filter(registration_id=pk)


class Needs(SiteScopedModel):
    """What one person needs at a summit: access and meals. Not in the history, a roster, a count, or an export.

    Its site is that of the registration, for the key between them; a site's people read it no more than others.
    """

    site = models.ForeignKey(  # type: ignore[assignment]  # -- as the registration's
        "sites.Site", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    summit = models.ForeignKey(Summit, on_delete=models.PROTECT, related_name="+")
    registration = models.OneToOneField(
        Registration, on_delete=models.CASCADE, related_name="needs"
    )
    person = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    access = models.CharField(max_length=500, blank=True)
    diet = models.CharField(max_length=500, blank=True)
    saved_at = models.DateTimeField()

    objects = NeedsQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "needs"
        constraints = [SameSite(field="registration", name="needs_are_of_their_registrations_site")]

    def __str__(self) -> str:
        return f"Needs of {self.registration_id}"
