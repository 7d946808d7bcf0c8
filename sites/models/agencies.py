"""The agencies of a site's coalition, from when until when each belongs to it."""

from datetime import date
from typing import Self

import pghistory
from django.db import models
from django.db.models import F, Q

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.tenancy.constraints import SameSite, WithoutOverlaps
from foundation.tenancy.models import SiteScopedModel
from sites.enums import AgencyKind
from sites.models.contacts import Contact
from sites.models.places import Site


class SiteAgencyQuerySet(models.QuerySet["SiteAgency"]):
    """A queryset of agencies."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the agencies of the sites the actor may enter; the database checks it again."""
        ids = actor.sites_for(P.SITE_VIEW)
        return self if ids is None else self.filter(site_id__in=ids)

    def at(self, site: Site) -> Self:
        """Return the agencies of one site."""
        return self.filter(site=site)

    def current(self) -> Self:
        """Return the agencies that have not left."""
        return self.filter(left_on__isnull=True)

    def leading(self, site: Site) -> Self:
        """Return the lead agency of a site, if it has one."""
        return self.filter(site=site, is_lead=True)

    def meeting(self, first: date | None, last: date | None) -> Self:
        """Return the agencies whose days meet a period; None is open."""
        found = self
        if first is not None:
            found = found.filter(Q(left_on__isnull=True) | Q(left_on__gte=first))
        if last is not None:
            found = found.filter(Q(joined_on__isnull=True) | Q(joined_on__lte=last))
        return found

    def need_contact(self) -> Self:
        """Return prosecutors in their coalition that have no contact, which is a vacant required seat."""
        return self.current().filter(kind=AgencyKind.PROSECUTOR, contact__isnull=True)

    def of_contact(self, contact: Contact) -> Self:
        """Return the agencies whose contact this is."""
        return self.filter(contact=contact)

    def for_list(self) -> Self:
        """Load everything the page of a coalition shows: the lead agency first, former ones last."""
        order = ("-is_lead", F("left_on").desc(nulls_first=True), "name", "pk")
        return self.select_related("contact__verified_by").order_by(*order)

    def for_page(self) -> Self:
        """Load the same with the site, where an agency is told apart from its coalition."""
        return self.for_list().select_related("site")


@pghistory.track()
class SiteAgency(SiteScopedModel):
    """An agency in a site's coalition, with the person to call there; one that left and came back has two rows."""

    kind = models.CharField(max_length=20, choices=AgencyKind)
    name = models.CharField(max_length=120)
    is_lead = models.BooleanField(default=False)
    contact = models.ForeignKey(
        Contact, null=True, blank=True, on_delete=models.PROTECT, related_name="agencies"
    )
    joined_on = models.DateField(null=True, blank=True, help_text="Empty if it isn't known.")
    left_on = models.DateField(null=True, blank=True, help_text="The last day.")
    uncovered_since = models.DateField(
        null=True, blank=True, help_text="The day since when it has had no contact."
    )
    source = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = SiteAgencyQuerySet.as_manager()

    class Meta:
        ordering = ["-is_lead", "kind", "name"]
        verbose_name_plural = "site agencies"
        constraints = [
            WithoutOverlaps(
                name="an_agency_is_named_once_a_site",
                fields=["site", "name"],
                column="belongs",
                period="daterange(joined_on, left_on + 1)",
                type="daterange",
            ),
            models.UniqueConstraint(
                fields=["site"], condition=Q(is_lead=True), name="a_site_has_one_lead_agency"
            ),
            models.CheckConstraint(name="an_agency_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="an_agency_leaves_after_it_joined",
                condition=Q(joined_on=None) | Q(left_on=None) | Q(left_on__gte=F("joined_on")),
            ),
            models.CheckConstraint(
                name="a_lead_agency_has_not_left", condition=Q(is_lead=False) | Q(left_on=None)
            ),
            SameSite(field="contact", name="agency_and_contact_share_a_site"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def needs_contact(self) -> bool:
        """Whether its missing contact is a vacant required seat: ``need_contact`` for a row already loaded."""
        is_prosecutor = self.kind == AgencyKind.PROSECUTOR
        return is_prosecutor and self.contact_id is None and self.left_on is None
