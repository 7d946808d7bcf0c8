"""The people who sign in, and when they last used the portal."""

from typing import Any, ClassVar

import pghistory
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from foundation.accounts.models.organizations import Organization
from foundation.accounts.permissions import Permission
from foundation.accounts.roles import ROLES, STAFF_ROLES
from foundation.calendars.zones import validate_zone
from foundation.workflow import folds


class People(BaseUserManager["User"]):
    """Finds people by email, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """Return the person with that email address."""
        return self.get(email__iexact=folds.address(username or ""))

    def open_at(self, email: str) -> "User | None":
        """Return the person with an open account at that email address; None if there is none."""
        return self.filter(email__iexact=folds.address(email), is_active=True).first()

    def open_with_role(self, slug: str) -> set[int]:
        """Return the ids of people with an open account and that DOJ role."""
        found = self.filter(staff_role=slug, is_active=True)
        return set(found.values_list("pk", flat=True))


@pghistory.track(exclude=["password", "last_login"])
class User(AbstractBaseUser):
    """A person who signs in with an email address, stored in lower case.

    DOJ staff have their role here; everyone else gets permissions from memberships in the other
    apps. Permissions are never stored on the person.
    """

    email = models.EmailField("email", max_length=254, unique=True)
    name = models.CharField(max_length=120)
    time_zone = models.CharField(
        max_length=40, default="America/New_York", validators=[validate_zone]
    )
    staff_role = models.CharField(
        max_length=30,
        blank=True,
        choices=[(role.slug, role.title) for role in STAFF_ROLES],
        help_text="For DOJ staff only. Site team members get their role from a seat, and provider staff from their organization.",
    )
    organization = models.ForeignKey(
        Organization,
        db_column="organisation_id",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="people",
        verbose_name="organization",
        help_text="For staff of a TTA provider or a federal office. They see what is shared with it.",
    )
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(
        default=False, help_text="A made-up person, for the demonstration."
    )
    date_joined = models.DateTimeField(default=timezone.now)  # noqa: TID251 -- a record of the machine's own time, never compared

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects: ClassVar[People] = People()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="an_email_address_is_lower_case", condition=Q(email=Lower("email"))
            ),
            models.CheckConstraint(
                name="a_staff_role_is_a_known_one",
                condition=Q(staff_role__in=["", *(role.slug for role in STAFF_ROLES)]),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Write the email address as sign-in looks it up."""
        super().clean()
        self.email = folds.address(self.email)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the email address in lower case, as sign-in looks it up."""
        self.email = folds.address(self.email)
        super().save(*args, **kwargs)

    @property
    def is_staff(self) -> bool:
        """Whether Django admin opens: for administrators only."""
        return self.is_superuser

    @property
    def is_superuser(self) -> bool:
        """Whether the person has every admin permission; row security still hides sites' rows."""
        role = ROLES.get(self.staff_role)
        return self.is_active and role is not None and Permission.ADMIN_USE in role.permissions

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Answer Django admin's permission check."""
        return self.is_superuser

    def has_perms(self, perms: Any, obj: Any = None) -> bool:
        """Answer Django admin's check of several permissions."""
        return self.is_superuser

    def has_module_perms(self, app_label: str) -> bool:
        """Answer Django admin's permission check for an app."""
        return self.is_superuser

    def get_full_name(self) -> str:
        """Return the name as it is shown."""
        return self.name

    def get_short_name(self) -> str:
        """Return the name as it is shown."""
        return self.name


class LastVisit(models.Model):
    """When a person last used the portal, to the minute, to show what changed since."""

    person = models.OneToOneField(
        User, primary_key=True, on_delete=models.CASCADE, related_name="last_visit"
    )
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} UTC"
