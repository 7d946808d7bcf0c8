"""People a site works with who hold no seat."""

import pghistory
from django.db import models
from django.db.models import Q

from foundation.tenancy.models import SiteScopedModel
from sites.querysets import ContactQuerySet


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Contact(SiteScopedModel):
    """Somebody to call: no account, no powers."""

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
    version = models.PositiveIntegerField(default=1)

    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(name="a_contact_has_a_name", condition=~Q(name="")),
            models.UniqueConstraint(
                fields=["site", "email"],
                condition=~Q(email=""),
                name="an_address_is_kept_once_at_a_site",
            ),
        ]
        indexes = [models.Index(fields=["site", "name"], name="contacts_of_a_site")]

    def __str__(self) -> str:
        return self.name
