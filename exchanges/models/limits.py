"""How many visits a host takes on."""

from django.db import models
from django.db.models import Q


class HostingLimitQuerySet(models.QuerySet["HostingLimit"]):
    """A queryset of the one setting."""

    def current(self) -> "HostingLimit":
        """Return the current setting, or the program's default if none is saved."""
        return self.first() or self.model()


class HostingLimit(models.Model):
    """The visits that one site hosts in any 12 months before DOJ staff must agree to another: one row, a setting."""

    visits = models.PositiveSmallIntegerField(
        "visits in 12 months",
        default=3,
        help_text="A host that has this many needs DOJ staff's reason for another.",
    )

    objects = HostingLimitQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="there_is_one_hosting_limit", condition=Q(id=1)),
            models.CheckConstraint(name="a_host_takes_one_visit", condition=Q(visits__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.visits} visits in 12 months"
