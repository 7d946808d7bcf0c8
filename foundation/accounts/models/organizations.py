"""Organizations that people work for and that are not a site."""

from typing import Self

from django.db import models
from django.db.models import Q

from foundation.accounts.roles import COLLEAGUE, ORGANIZATION_ROLES, PROVIDER


class OrganizationQuerySet(models.QuerySet["Organization"]):
    """A queryset of organizations."""

    def offices(self) -> Self:
        """Return the federal offices whose staff can be invited into a conversation, by name."""
        return self.filter(role=COLLEAGUE.slug).order_by("name", "pk")


class Organization(models.Model):
    """An organization that is not a site; its staff see what is shared with it."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=160)
    role = models.CharField(
        max_length=30,
        default=PROVIDER.slug,
        choices=[(role.slug, role.title) for role in ORGANIZATION_ROLES],
        help_text="The role its people have on items shared with it.",
    )
    is_demo = models.BooleanField(
        default=False, help_text="A made-up organization, for the demonstration."
    )

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        db_table = "accounts_organisation"
        ordering = ["name", "pk"]
        verbose_name = "organization"
        constraints = [
            models.CheckConstraint(
                name="an_organizations_role_is_a_known_one",
                condition=Q(role__in=[role.slug for role in ORGANIZATION_ROLES]),
            ),
        ]

    def __str__(self) -> str:
        return self.name
