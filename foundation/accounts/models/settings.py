"""Numbers that an administrator may change."""

import pghistory
from django.core.exceptions import ValidationError
from django.db import models

KNOWN_SETTINGS = {
    "break-glass-minutes": ("How long a break-glass record stays open, in minutes", 30, 5, 240),
    "approval-days": ("How long a second approval can be given, in business days", 5, 1, 30),
    "invitation-days": ("How long an invitation can be accepted, in days", 14, 1, 60),
}


@pghistory.track()
class Setting(models.Model):
    """A number an administrator may change; without a row it has its default."""

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
        """Check that the number is within its range."""
        if self.key not in KNOWN_SETTINGS:
            return  # the field itself refuses it
        _, _, lowest, highest = KNOWN_SETTINGS[self.key]
        if self.value is not None and not lowest <= self.value <= highest:
            raise ValidationError({"value": f"Use a number from {lowest} to {highest}."})


def setting(key: str) -> int:
    """Return the current number of a setting: the stored one, or its default."""
    _, default, _, _ = KNOWN_SETTINGS[key]
    value = Setting.objects.filter(pk=key).values_list("value", flat=True).first()
    return default if value is None else value
