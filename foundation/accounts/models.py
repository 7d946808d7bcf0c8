"""The people who sign in."""

import uuid
from typing import Any, ClassVar
from zoneinfo import available_timezones

import pghistory
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.module_loading import import_string

from foundation.accounts.enums import IN_FORCE, ApprovalState
from foundation.accounts.permissions import Permission
from foundation.accounts.querysets import (
    AwayQuerySet,
    KnownDeviceQuerySet,
    OrganizationQuerySet,
    PortalSessionQuerySet,
    StaffApprovalQuerySet,
)
from foundation.accounts.roles import ORGANIZATION_ROLES, PROVIDER, ROLES, STAFF_ROLES

AGENT_LENGTH = 200
KNOWN_SETTINGS = {
    "break-glass-minutes": ("How long a break-glass record stays open, in minutes", 30, 5, 240),
    "approval-days": ("How long a second approval can be given, in business days", 5, 1, 30),
    "invitation-days": ("How long an invitation can be accepted, in days", 14, 1, 60),
}


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


class People(BaseUserManager["User"]):
    """Finds people by email, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """The person with that email address."""
        return self.get(email__iexact=username)


@pghistory.track(exclude=["password", "last_login"])
class User(AbstractBaseUser):
    """A person who signs in with an email address, stored in lower case.

    DOJ staff carry their role here; everybody else gets powers from memberships, which the rooms
    above keep. Powers are never stored on the person.
    """

    email = models.EmailField("email", max_length=254, unique=True)
    name = models.CharField(max_length=120)
    time_zone = models.CharField(max_length=40, default="America/New_York")
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
        """Check what only a person typing gets wrong."""
        super().clean()
        self.email = self.email.strip().lower()
        if self.time_zone not in available_timezones():
            raise ValidationError({"time_zone": "Use a name such as America/Chicago."})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the address as the log-in looks for it: in lower case."""
        self.email = self.email.strip().lower()
        super().save(*args, **kwargs)

    @property
    def is_staff(self) -> bool:
        """Whether Django admin opens: administrators only."""
        return self.is_superuser

    @property
    def is_superuser(self) -> bool:
        """Whether every admin permission is held; rows of sites stay behind row security."""
        role = ROLES.get(self.staff_role)
        return self.is_active and role is not None and Permission.ADMIN_USE in role.permissions

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Django admin's question."""
        return self.is_superuser

    def has_perms(self, perms: Any, obj: Any = None) -> bool:
        """Django admin's question, for several."""
        return self.is_superuser

    def has_module_perms(self, app_label: str) -> bool:
        """Django admin's question for an app."""
        return self.is_superuser

    def get_full_name(self) -> str:
        """The name as it is shown."""
        return self.name

    def get_short_name(self) -> str:
        """The name as it is shown."""
        return self.name


class Approval(models.Model):
    """A power one person proposes and another approves; until then it gives nothing.

    The database holds it: a trigger lets only the transaction's own actor decide, never who proposed
    it and never who would get it.
    """

    email = models.EmailField(help_text="The person's email address.")
    state = models.CharField(max_length=10, choices=ApprovalState, default=ApprovalState.WAITING)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    proposed_as = models.CharField(max_length=60, help_text="The person or job that asked for it.")
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_as = models.CharField(max_length=60, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        abstract = True

    @property
    def is_waiting(self) -> bool:
        """Whether it can still be decided."""
        return self.state == ApprovalState.WAITING

    @property
    def is_in_force(self) -> bool:
        """Whether it gives the power."""
        return self.state in IN_FORCE


def decided_by_another(holder: str) -> Q:
    """The condition of a decision: not by who proposed it, nor by the ``holder`` of the power."""
    decided = Q(state__in=[ApprovalState.APPROVED, ApprovalState.DECLINED])
    return ~decided | ~(Q(decided_by=F("proposed_by")) | Q(decided_by=F(holder)))


DECISION_IS_WHOLE = (
    Q(state__in=[ApprovalState.WAITING, ApprovalState.REVIEW], decided_at__isnull=True)
    | Q(state__in=[ApprovalState.APPROVED, ApprovalState.WITHDRAWN], decided_at__isnull=False)
    | Q(state=ApprovalState.LAPSED, decided_at__isnull=False)
    | (Q(state=ApprovalState.DECLINED, decided_at__isnull=False) & ~Q(reason=""))
)


@pghistory.track()
class StaffApproval(Approval):
    """A DOJ role that waits for a Program Manager; approving it is what writes it on the person."""

    DATABASE_PRIVILEGES = "SELECT, INSERT, UPDATE"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="staff_approvals")
    role = models.CharField(
        max_length=30, choices=[(role.slug, role.title) for role in STAFF_ROLES]
    )

    objects = StaffApprovalQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        verbose_name = "DOJ role to approve"
        verbose_name_plural = "DOJ roles to approve"
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(state=ApprovalState.WAITING),
                name="one_role_at_a_time_waits_for_approval",
            ),
            models.CheckConstraint(
                name="a_staff_role_is_approved_by_somebody_else",
                condition=decided_by_another("user"),
            ),
            models.CheckConstraint(
                name="nobody_proposes_their_own_staff_role", condition=~Q(proposed_by=F("user"))
            ),
            models.CheckConstraint(
                name="a_decision_on_a_staff_role_is_whole", condition=DECISION_IS_WHOLE
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.get_state_display()}"


class Away(models.Model):
    """A stretch of days on which somebody stands in for a person: notices go to both."""

    person = models.OneToOneField(
        User, primary_key=True, on_delete=models.CASCADE, related_name="away"
    )
    away_from = models.DateField()
    until = models.DateField(help_text="The last day away.")
    stands_in = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = AwayQuerySet.as_manager()

    class Meta:
        verbose_name = "absence"
        constraints = [
            models.CheckConstraint(
                name="away_days_end_after_they_start", condition=Q(until__gte=F("away_from"))
            ),
            models.CheckConstraint(
                name="nobody_stands_in_for_themselves", condition=~Q(stands_in=F("person"))
            ),
        ]

    def __str__(self) -> str:
        return f"away {self.away_from:%Y-%m-%d} to {self.until:%Y-%m-%d}"


class LastVisit(models.Model):
    """When a person last used the portal, to the minute; the next log-in tells what changed since."""

    person = models.OneToOneField(
        User, primary_key=True, on_delete=models.CASCADE, related_name="last_visit"
    )
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} UTC"


class PortalSession(AbstractBaseSession):
    """A browser's session; one that is signed in names its person, who can end it.

    Written by ``foundation.accounts.sessions`` only. Its key opens the portal: it is never shown nor logged.
    """

    user = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="+")
    # Not unique: a session that changes its key has two rows for a moment, and Django tries again until it has none.
    public_id = models.UUIDField(
        null=True, db_index=True, help_text="The identifier shown on pages."
    )
    signed_in_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True, help_text="To the minute.")
    ip = models.GenericIPAddressField("IP address", null=True)
    agent = models.CharField(max_length=AGENT_LENGTH, blank=True)
    device = models.CharField(max_length=64, blank=True, help_text="Hash of the known device.")

    objects: ClassVar[Any] = BaseSessionManager.from_queryset(PortalSessionQuerySet)()

    class Meta(AbstractBaseSession.Meta):
        verbose_name = "session"
        ordering = ["-used_at", "pk"]

    def __str__(self) -> str:
        return f"{self.public_id or 'nobody'}"  # never the key

    @classmethod
    def get_session_store_class(cls) -> Any:
        """Return the store that reads and writes it."""
        return import_string(f"{settings.SESSION_ENGINE}.SessionStore")


class KnownDevice(models.Model):
    """A browser that has signed in to an account: wrong passwords from elsewhere do not count against it.

    It opens nothing: only the number of tries is its own. The cookie holds a random text, the row its digest.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(db_index=True)
    signed_in = models.BooleanField(
        default=True, help_text="Off if the device only used a link to set a password."
    )

    objects = KnownDeviceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="a_device_is_known_once_to_a_person", fields=["user", "digest"]
            ),
        ]

    def __str__(self) -> str:
        return f"device of {self.user_id}"


@pghistory.track()
class Setting(models.Model):
    """A number an administrator may change; one that has no row has its default."""

    key = models.CharField(
        max_length=40,
        primary_key=True,
        choices=[(key, title) for key, (title, *_) in KNOWN_SETTINGS.items()],
    )
    value = models.PositiveIntegerField()

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return self.get_key_display()

    def clean(self) -> None:
        """Keep the number where it makes sense."""
        if self.key not in KNOWN_SETTINGS:
            return  # the field itself refuses it
        _, _, lowest, highest = KNOWN_SETTINGS[self.key]
        if self.value is not None and not lowest <= self.value <= highest:
            raise ValidationError({"value": f"Use a number from {lowest} to {highest}."})


def setting(key: str) -> int:
    """The number in force."""
    _, default, _, _ = KNOWN_SETTINGS[key]
    value = Setting.objects.filter(pk=key).values_list("value", flat=True).first()
    return default if value is None else value
