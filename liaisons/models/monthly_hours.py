"""How many hours a month liaisons are to give."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q


class MonthlyHoursQuerySet(models.QuerySet["MonthlyHours"]):
    """A queryset of the settings."""

    def of(self, user_ids: list[int]) -> dict[int, Decimal]:
        """Return each person's monthly hours: their own, or those of every liaison; empty where none are set."""
        rows = self.filter(Q(liaison_id__in=user_ids) | Q(liaison=None))
        found = {row.liaison_id: row.hours for row in rows}
        return {
            pk: hours for pk in user_ids if (hours := found.get(pk, found.get(None))) is not None
        }


class MonthlyHours(models.Model):
    """The monthly hours of one liaison, or of every liaison without a row of their own: a setting."""

    liaison = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text="Leave blank for every liaison who has no hours of their own.",
    )
    hours = models.DecimalField("hours a month", max_digits=5, decimal_places=2)

    objects = MonthlyHoursQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "monthly hours"
        constraints = [
            models.UniqueConstraint(
                fields=["liaison"],
                name="monthly_hours_are_set_once_a_liaison",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="monthly_hours_are_some", condition=Q(hours__gt=0, hours__lte=744)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hours.normalize():f} hours a month"
