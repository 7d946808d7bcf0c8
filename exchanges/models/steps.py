"""What was done with an exchange, by whom, and why."""

import uuid
from typing import Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import OuterRef

from exchanges.enums import StepKind
from exchanges.models.exchanges import PeerExchange
from foundation.accounts.actors import Actor


class ExchangeStepQuerySet(models.QuerySet["ExchangeStep"]):
    """A queryset of steps."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the steps of exchanges that the actor sees."""
        return self.filter(exchange__in=PeerExchange.objects.visible_to(actor))

    def of_exchange(self, pk: UUID | OuterRef) -> Self:
        """Return an exchange's steps with their people, the latest first."""
        return self.filter(exchange_id=pk).select_related("made_by").order_by("-made_at", "-pk")


class ExchangeStep(models.Model):
    """One step of an exchange; it is never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    exchange = models.ForeignKey(PeerExchange, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=10, choices=StepKind)
    reason = models.TextField(blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()

    objects = ExchangeStepQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["exchange", "-made_at"], name="steps_of_an_exchange")]

    def __str__(self) -> str:
        return f"{self.step} of {self.exchange_id}"
