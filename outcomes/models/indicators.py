"""What sites can measure: the program's own list of indicators."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from outcomes.enums import Better
from sites.models import CoreArea

PERCENT = "percent"


class IndicatorQuerySet(models.QuerySet["Indicator"]):
    """A queryset of indicators: facts about the program."""

    def offered(self) -> Self:
        """Return the indicators that a site can choose, in the program's order."""
        return self.filter(is_offered=True).order_by("order", "pk")


class Indicator(models.Model):
    """Something that sites measure alike.

    Where ``numerator`` and ``denominator`` are named, a site reports both counts and the share is computed from them;
    else it reports one number in ``unit``.
    """

    DATABASE_PRIVILEGES: ClassVar[str] = "SELECT, INSERT, UPDATE"

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=80)
    unit = models.CharField(max_length=40, help_text="Such as “days,” or “percent” of two counts.")
    better = models.CharField(max_length=4, choices=Better)
    numerator = models.CharField(max_length=80, blank=True)
    denominator = models.CharField(max_length=80, blank=True)
    definition = models.TextField()
    core_area = models.ForeignKey(CoreArea, on_delete=models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField(help_text="Its place in lists.")
    is_offered = models.BooleanField(default=True, help_text="Whether a site can choose it.")
    source = models.TextField()

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                name="an_indicator_of_two_counts_names_both",
                condition=Q(numerator="", denominator="") | ~Q(numerator="") & ~Q(denominator=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_ratio(self) -> bool:
        """Whether a site reports two counts, of which the share is computed."""
        return bool(self.denominator)
