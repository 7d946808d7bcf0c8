"""Queries on closed days."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from foundation.calendars.models import ClosedDay


class ClosedDayQuerySet(models.QuerySet["ClosedDay"]):
    """Days on which business time stands still."""

    def names(self) -> dict[date, str]:
        """The short name of each closed day."""
        return dict(self.values_list("date", "short_name"))

    def name_of(self, pk: int | None) -> dict[date, str]:
        """The date and short name of one day as it is stored; empty for one that is not."""
        return {} if pk is None else dict(self.filter(pk=pk).values_list("date", "short_name"))
