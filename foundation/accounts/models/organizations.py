"""The organizations people work for that are no site's."""

from typing import Self

from django.db import models
from django.db.models import Q

from foundation.accounts.roles import COLLEAGUE, ORGANIZATION_ROLES, PROVIDER


class OrganizationQuerySet(models.QuerySet["Organization"]):
    """Organizations."""

    def offices(self) -> Self:
        """Federal offices whose people can be brought into a conversation, by name."""
        return self.filter(role=COLLEAGUE.slug).order_by("name", "pk")


class Organization(models.Model):
    """An organization people work for that is no site's: what is shared with it, they see."""

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
