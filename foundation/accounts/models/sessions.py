"""Sessions, and the browsers that an account knows."""

from datetime import datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.utils.module_loading import import_string

from foundation.accounts.models.people import User

AGENT_LENGTH = 200


class PortalSessionQuerySet(models.QuerySet["PortalSession"]):
    """A queryset of sessions."""

    def of(self, user_id: int) -> Self:
        """Return the sessions of one person."""
        return self.filter(user_id=user_id)

    def live(self, at: datetime, *, signed_in_after: datetime) -> Self:
        """Return the sessions that are still valid at an instant."""
        return self.filter(expire_date__gt=at, signed_in_at__gt=signed_in_after)

    def but(self, key: str | None) -> Self:
        """Return all sessions except the one with that key."""
        return self.exclude(pk=key or "")

    def expired(self, at: datetime) -> Self:
        """Return the sessions that have expired."""
        return self.filter(expire_date__lte=at)


class PortalSession(AbstractBaseSession):
    """A browser's session; once signed in it names its person, who can end it.

    Written by ``foundation.accounts.sessions`` only. Its key grants access: it is never shown or
    logged.
    """

    user = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="+")
    # Not unique: a session that changes its key has two rows for a moment, and Django retries until
    # it has none.
    public_id = models.UUIDField(
        null=True, db_index=True, help_text="The identifier shown on pages."
    )
    signed_in_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True, help_text="To the minute.")
    ip = models.GenericIPAddressField("IP address", null=True)
    agent = models.CharField(max_length=AGENT_LENGTH, blank=True)
    device = models.CharField(max_length=64, blank=True, help_text="Hash of the known device.")
    needs = models.PositiveIntegerField(
        null=True, help_text="How many things needed its person when a page last counted."
    )

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


class KnownDeviceQuerySet(models.QuerySet["KnownDevice"]):
    """A queryset of known devices."""

    def of(self, user_id: int) -> Self:
        """Return the devices of one person."""
        return self.filter(user_id=user_id)

    def known_to(self, email: str, digest: str, *, since: datetime) -> Self:
        """Return the device if it was used with the account of that email address since then."""
        return self.filter(user__email=email, digest=digest, used_at__gt=since)

    def but(self, digest: str) -> Self:
        """Return all devices except the one with that digest."""
        return self.exclude(digest=digest)

    def used_before(self, instant: datetime) -> Self:
        """Return the devices not used since then."""
        return self.filter(used_at__lt=instant)


class KnownDevice(models.Model):
    """A browser that has signed in to an account; wrong guesses elsewhere do not lock it out.

    It grants no access: it only has its own limit of tries. The cookie holds a random text, the row
    its digest.
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
