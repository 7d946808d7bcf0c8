"""The tenant: a site."""

import re
from typing import Self

import pghistory
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.calendars.zones import validate_zone
from sites.enums import SiteKind
from sites.models.reference import District, State

# The FBI's Originating Agency Identifier: the state, then five or seven letters and digits.
ORI_SHAPE = re.compile(r"[A-Z]{2}[A-Z0-9]{5}([A-Z0-9]{2})?", re.ASCII)
WHICH_ORI = (
    "Enter an ORI of 7 or 9 letters and digits that begins with two letters, such as EX0010000."
)


def validate_ori(ori: str) -> None:
    """Check an ORI; a model's validator.

    Raises:
        ValidationError: when it hasn't the shape of one, because no agency's figures would be found by it.
    """
    if not ORI_SHAPE.fullmatch(ori):
        raise ValidationError(WHICH_ORI, code="ori")


class SiteQuerySet(models.QuerySet["Site"]):
    """A queryset of sites; their names are public, their work is not."""

    def real(self) -> Self:
        """Return the sites that are not demonstration sites."""
        return self.filter(is_demo=False)

    def demo(self) -> Self:
        """Return the demonstration sites."""
        return self.filter(is_demo=True)

    def with_work_visible_to(self, actor: Actor) -> Self:
        """Return the sites whose workspace the actor may enter."""
        ids = actor.sites_for(P.SITE_VIEW)
        return self if ids is None else self.filter(pk__in=ids)

    def where_allowed(self, actor: Actor, permission: P) -> Self:
        """Return the sites where the actor holds a permission."""
        ids = actor.sites_for(permission)
        return self if ids is None else self.filter(pk__in=ids)

    def only_one(self) -> "Site | None":
        """Return the site if there is exactly one."""
        found = list(self[:2])
        return found[0] if len(found) == 1 else None

    def for_directory(self) -> Self:
        """Load everything the directory and the map show, in one query."""
        return self.select_related("state", "district").order_by("name", "pk")

    def by_name(self) -> Self:
        """Order sites by name, as ``querysets.PLACES`` does."""
        return self.order_by("name", "pk")

    def named(self, slug: str) -> Self:
        """Return the site with that slug; none for an unknown one."""
        return self.filter(slug=slug)

    def after(self, name: str, pk: int) -> Self:
        """Return the sites after that one by name."""
        return self.filter(Q(name__gt=name) | Q(name=name, pk__gt=pk))


@pghistory.track()
class Site(models.Model):
    """A city, county, tribal nation or several jurisdictions together: the tenant.

    Never identified by the city's name; its facts are public, its work is not.
    """

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=SiteKind)
    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="sites")
    county = models.CharField(max_length=80, blank=True)
    district = models.ForeignKey(
        District, null=True, blank=True, on_delete=models.PROTECT, related_name="sites"
    )
    time_zone = models.CharField(max_length=40, validators=[validate_zone])
    population = models.PositiveIntegerField(null=True, blank=True)
    population_year = models.PositiveSmallIntegerField(null=True, blank=True)
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    ori = models.CharField("ORI", max_length=9, blank=True, validators=[validate_ori])
    lead_agency = models.CharField(max_length=120, blank=True)
    source = models.TextField(blank=True)
    notes = models.TextField(blank=True)
    is_demo = models.BooleanField(default=False, help_text="A made-up site, for the demonstration.")

    objects = SiteQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(name="a_site_has_a_web_address", condition=~Q(slug="")),
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
        """Return the URL of the public profile."""
        return reverse("sites:profile", args=[self.slug])
