"""What an accomplishment rests on: the advice, help, promises, and measurements behind it."""

from collections.abc import Iterable
from itertools import chain
from typing import ClassVar, Self
from uuid import UUID

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from engagements.models import Commitment, Measurement, Recommendation
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.tenancy.constraints import SameSite
from foundation.tenancy.models import SiteScopedModel
from outcomes.models.accomplishments import Accomplishment
from outcomes.models.measurements import SiteMeasurement
from tta_requests.models import TTARequest

# The columns that name what it rests on; each row fills one.
THINGS = ("recommendation", "tta_request", "commitment", "measurement", "site_measurement")


def _names_one() -> Q:
    """Return the condition that exactly one of the columns is filled."""
    found = Q()
    for one in THINGS:
        found |= Q(**{f"{name}__isnull": name != one for name in THINGS})
    return found


class AccomplishmentEvidenceQuerySet(models.QuerySet["AccomplishmentEvidence"]):
    """A queryset of evidence."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the evidence at the actor's sites; what it names has its own rules."""
        ids = actor.sites_for(P.SITE_VIEW)
        return self if ids is None else self.filter(site_id__in=ids)

    def of_accomplishment(self, pk: UUID) -> Self:
        """Return one's evidence in the order it happened."""
        return self.filter(accomplishment_id=pk).order_by("happened_on", "pk")

    def exists_for(self, pk: UUID) -> bool:
        """Return whether an accomplishment rests on anything."""
        return self.filter(accomplishment_id=pk).exists()

    def with_accomplishment(self) -> Self:
        """Load the evidence with its accomplishment and site."""
        return self.select_related("accomplishment__site")

    def resting_on(self, recommendations: Iterable[UUID]) -> Self:
        """Return the evidence that names one of these recommendations, with its accomplishments."""
        found = self.filter(recommendation__in=recommendations)
        return found.select_related("accomplishment").order_by("-added_at", "pk")


class AccomplishmentEvidence(SiteScopedModel):
    """One thing an accomplishment rests on. Added and removed while it is a draft only.

    ``happened_on`` is the day of the thing in the site's calendar, kept here so that a reader who
    may not open it still reads its kind and day.
    """

    DATABASE_PRIVILEGES: ClassVar[str] = "SELECT, INSERT, DELETE"

    accomplishment = models.ForeignKey(
        Accomplishment, on_delete=models.PROTECT, related_name="evidence"
    )
    recommendation = models.ForeignKey(
        Recommendation, null=True, on_delete=models.PROTECT, related_name="+"
    )
    tta_request = models.ForeignKey(
        TTARequest, null=True, on_delete=models.PROTECT, related_name="+"
    )
    commitment = models.ForeignKey(
        Commitment, null=True, on_delete=models.PROTECT, related_name="+"
    )
    measurement = models.ForeignKey(
        Measurement, null=True, on_delete=models.PROTECT, related_name="+"
    )
    site_measurement = models.ForeignKey(
        SiteMeasurement, null=True, on_delete=models.PROTECT, related_name="+"
    )
    happened_on = models.DateField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField()

    objects = AccomplishmentEvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["happened_on", "pk"]
        verbose_name_plural = "accomplishment evidence"
        constraints = [
            models.CheckConstraint(name="evidence_names_one_thing", condition=_names_one()),
            *chain.from_iterable(
                (
                    models.UniqueConstraint(
                        fields=["site", "accomplishment", name],
                        name=f"a_{name}_is_evidence_once",
                    ),
                    SameSite(field=name, name=f"proof_is_of_its_{name}s_site"),
                )
                for name in THINGS
            ),
            SameSite(field="accomplishment", name="proof_is_of_its_accomplishments_site"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="evidence_changes_in_a_draft_only",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Delete,
                declare=[("changed", "outcomes_accomplishmentevidence")],
                func=(
                    "IF TG_OP = 'DELETE' THEN changed := OLD; ELSE changed := NEW; END IF;"
                    " IF EXISTS (SELECT 1 FROM outcomes_accomplishment"
                    " WHERE id = changed.accomplishment_id AND status <> 'draft')"
                    " THEN RAISE EXCEPTION 'evidence changes in a draft only'; END IF;"
                    " RETURN changed;"
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}, {self.happened_on:%Y-%m-%d}"

    @property
    def kind(self) -> str:
        """The column that it fills, such as ``recommendation``."""
        return next(name for name in THINGS if getattr(self, f"{name}_id") is not None)
