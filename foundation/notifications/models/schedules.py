"""When reminders are sent: the days of each kind, which administrators edit."""

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from foundation.notifications.schedules import Schedule, schedule_of


class ReminderDaysQuerySet(models.QuerySet["ReminderDays"]):
    """A queryset of the days of reminders."""

    def of(self, schedule: Schedule) -> tuple[int, ...]:
        """Return the days in force, in order: the administrators', or the shipped ones without a row."""
        found = self.filter(slug=schedule.slug).values_list("days", flat=True).first()
        return tuple(sorted(found)) if found else schedule.default


class ReminderDays(models.Model):
    """The days of one kind of reminder: a setting. A negative number is before the day, zero the day itself."""

    slug = models.CharField("reminder", max_length=40, primary_key=True)
    days = ArrayField(models.SmallIntegerField(), help_text="Whole numbers, such as 3, 8, 13.")

    objects = ReminderDaysQuerySet.as_manager()

    class Meta:
        ordering = ["slug"]
        verbose_name = verbose_name_plural = "days of reminders"
        constraints = [
            models.CheckConstraint(
                name="a_reminder_has_days", condition=Q(days__len__gte=1, days__len__lte=60)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slug}: {', '.join(map(str, self.days or ()))}"

    @property
    def meaning(self) -> str:
        """What its numbers count, as a sentence."""
        schedule = schedule_of(self.slug)
        return schedule.meaning if schedule else "No reminder of this version uses these days."

    def clean(self) -> None:
        """Check the days by the rule of their reminder.

        Raises:
            ValidationError: with a sentence on what to enter.
        """
        schedule = schedule_of(self.slug)
        wrong = schedule.wrong(self.days or ()) if schedule else ""
        if wrong:
            raise ValidationError({"days": wrong})
        self.days = sorted(self.days or ())
