"""Contacts: people a site works with who have no seat."""

from datetime import date
from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce, Lower

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.tenancy.models import SiteScopedModel
from foundation.workflow.words import FoundBy
from sites.models.places import Site


class ContactQuerySet(models.QuerySet["Contact"]):
    """A queryset of contacts."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the contacts of the sites the actor may enter; the database checks it again."""
        ids = actor.sites_for(P.SITE_VIEW)
        return self if ids is None else self.filter(site_id__in=ids)

    def at(self, site: Site) -> Self:
        """Return the contacts of one site, by name."""
        return self.filter(site=site).order_by("name", "pk")

    def for_page(self) -> Self:
        """Load everything that is told of a contact."""
        return self.select_related("site", "verified_by")

    def named(self, words: str) -> Self:
        """Return contacts whose name, organization, email and phone contain each word, by name."""
        return self.filter(FoundBy("name", words)).order_by("name", "pk")

    def unverified_since(self, day: date) -> Self:
        """Return contacts not verified after that day, with their site, by site."""
        made_sure = Coalesce("verified_on", "since")
        found = self.annotate(made_sure_on=made_sure).filter(made_sure_on__lte=day)
        return found.select_related("site").order_by("site_id", "pk")


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Contact(SiteScopedModel):
    """A person to call, without account or permissions."""

    name = models.CharField(max_length=120)
    organization = models.CharField(
        "Organization", max_length=120, blank=True, db_column="organisation"
    )
    title = models.CharField("Role or title", max_length=80, blank=True)
    email = models.EmailField("Email", blank=True)
    phone = models.CharField(max_length=40, blank=True)
    notes = models.TextField(blank=True)
    since = models.DateField(help_text="The day the site added the contact.")
    imported = models.BooleanField(default=False)
    verified_on = models.DateField(null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Empty if the day came from a spreadsheet.",
    )
    version = models.PositiveIntegerField(default=1)

    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["site", "id"], name="contact_is_known_by_its_site"),
            models.CheckConstraint(name="a_contact_has_a_name", condition=~Q(name="")),
            models.UniqueConstraint(
                # Two people can share a mailbox; nobody is kept twice with the same one.
                "site",
                "email",
                Lower("name"),
                condition=~Q(email=""),
                name="a_name_with_an_address_is_kept_once_at_a_site",
            ),
        ]
        indexes = [models.Index(fields=["site", "name"], name="contacts_of_a_site")]

    def __str__(self) -> str:
        return self.name
