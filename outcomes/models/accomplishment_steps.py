"""Who took which step with an accomplishment, and why."""

from typing import ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.db import models

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.tenancy.constraints import SameSite
from foundation.tenancy.models import SiteScopedModel
from outcomes.enums import AccomplishmentStepKind
from outcomes.models.accomplishments import Accomplishment

PERSON = settings.AUTH_USER_MODEL


class AccomplishmentStepQuerySet(models.QuerySet["AccomplishmentStep"]):
    """A queryset of steps, which the site's readers see and the public does not."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the steps at the actor's sites."""
        ids = actor.sites_for(P.SITE_VIEW)
        return self if ids is None else self.filter(site_id__in=ids)

    def of_accomplishment(self, pk: UUID) -> Self:
        """Return one's steps with the people who took them, newest first."""
        found = self.filter(accomplishment_id=pk).select_related("made_by")
        return found.order_by("-made_at", "-pk")


class AccomplishmentStep(SiteScopedModel):
    """A step taken with an accomplishment. Never changed."""

    DATABASE_PRIVILEGES: ClassVar[str] = "SELECT, INSERT"

    accomplishment = models.ForeignKey(
        Accomplishment, on_delete=models.PROTECT, related_name="steps"
    )
    step = models.CharField(max_length=10, choices=AccomplishmentStepKind)
    reason = models.TextField(blank=True)
    made_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    objects = AccomplishmentStepQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [SameSite(field="accomplishment", name="step_is_of_its_accomplishments_site")]
        indexes = [
            models.Index(fields=["accomplishment", "made_at"], name="steps_of_an_accomplishment")
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()}, {self.made_at:%Y-%m-%d}"
