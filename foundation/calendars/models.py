"""Closed days, on which business time pauses: reference data of the whole program."""

from datetime import date

from django.db import models

from foundation.calendars.enums import ClosedDayKind


class ClosedDayQuerySet(models.QuerySet["ClosedDay"]):
    """A queryset of closed days."""

    def names(self) -> dict[date, str]:
        """Return the short name of each closed day."""
        return dict(self.values_list("date", "short_name"))

    def name_of(self, pk: int | None) -> dict[date, str]:
        """Return the date and short name of one stored day; empty if it is not stored."""
        return {} if pk is None else dict(self.filter(pk=pk).values_list("date", "short_name"))


class ClosedDay(models.Model):
    """A federal holiday as observed, or a closure such as a lapse in appropriations."""

    date = models.DateField(unique=True, help_text="The day offices are closed.")
    name = models.CharField(max_length=100)
    short_name = models.CharField(
        max_length=60, help_text="Short name used with deadlines, such as “Thanksgiving skipped.”"
    )
    kind = models.CharField(max_length=10, choices=ClosedDayKind)
    observed_for = models.DateField(
        null=True,
        blank=True,
        help_text="The date of the holiday itself, if it's observed on a different day.",
    )
    source = models.CharField(
        max_length=300, help_text="The statute, order, or page it comes from."
    )

    objects = ClosedDayQuerySet.as_manager()

    class Meta:
        ordering = ["date"]

    def __str__(self) -> str:
        return f"{self.short_name}, {self.date:%a %b} {self.date.day}, {self.date.year}"
