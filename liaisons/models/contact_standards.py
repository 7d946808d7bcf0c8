"""How often liaisons must contact a site."""

from django.db import models
from django.db.models import F, Q


class ContactStandardQuerySet(models.QuerySet["ContactStandard"]):
    """A queryset of the one setting."""

    def current(self) -> "ContactStandard":
        """Return the current setting, or the program's defaults if none is saved."""
        return self.first() or self.model()


class ContactStandard(models.Model):
    """The days without contact after which an update is due or overdue: one row, a setting."""

    due_days = models.PositiveSmallIntegerField(
        "update due after (days)",
        default=30,
        help_text="The liaison gets a reminder after this many days.",
    )
    overdue_days = models.PositiveSmallIntegerField(
        "contact overdue after (days)",
        default=45,
        help_text="The caseload shows the site in red after this many days.",
    )

    objects = ContactStandardQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="there_is_one_contact_standard", condition=Q(id=1)),
            models.CheckConstraint(
                name="contact_is_overdue_after_it_is_due",
                condition=Q(due_days__gt=0, overdue_days__gt=F("due_days")),
            ),
        ]

    def __str__(self) -> str:
        return f"Due after {self.due_days} days, overdue after {self.overdue_days}"
