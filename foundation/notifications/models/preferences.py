"""When people want mail."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from foundation.notifications.enums import MailWish


class PreferenceQuerySet(models.QuerySet["Preference"]):
    """A queryset of mail preferences."""

    def daily(self) -> Self:
        """Return the preferences of active people who want one mail a day, each with the person."""
        found = self.filter(email=MailWish.DAILY, user__is_active=True)
        return found.select_related("user").order_by("user_id")


class Preference(models.Model):
    """A person's mail preferences; the defaults apply without a row."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="notification_preference",
    )
    email = models.CharField(max_length=10, choices=MailWish, default=MailWish.AT_ONCE)
    quiet_from = models.TimeField(null=True, blank=True)
    quiet_until = models.TimeField(null=True, blank=True)

    objects = PreferenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="quiet_hours_have_both_ends",
                condition=Q(quiet_from__isnull=True, quiet_until__isnull=True)
                | (
                    Q(quiet_from__isnull=False, quiet_until__isnull=False)
                    & ~Q(quiet_from=F("quiet_until"))
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.email}"
