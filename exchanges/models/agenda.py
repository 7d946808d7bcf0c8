"""The agenda of an exchange, shared by both sites."""

import uuid
from typing import Self
from uuid import UUID

import pghistory
from django.db import models
from django.db.models import F, OuterRef, Q

from exchanges.models.exchanges import PeerExchange
from foundation.accounts.actors import Actor


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    """A queryset of agenda items."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the items of exchanges that the actor sees."""
        return self.filter(exchange__in=PeerExchange.objects.visible_to(actor))

    def of_exchange(self, pk: UUID | OuterRef) -> Self:
        """Return an exchange's items in order of time."""
        return self.filter(exchange_id=pk).order_by("starts_at", "pk")

    def for_change(self) -> Self:
        """Load an item with its exchange and both sites."""
        return self.select_related("exchange__visitor", "exchange__host")


@pghistory.track()
class AgendaItem(models.Model):
    """One item of an agenda: when, what, and who leads it. Times are shown in the host's zone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    exchange = models.ForeignKey(PeerExchange, on_delete=models.PROTECT, related_name="agenda")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    title = models.CharField(max_length=160)
    led_by = models.CharField(max_length=120, blank=True, help_text="Who leads it.")
    version = models.PositiveIntegerField(default=1)

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="an_agenda_item_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))
            ),
        ]
        indexes = [models.Index(fields=["exchange", "starts_at"], name="items_of_an_exchange")]

    def __str__(self) -> str:
        return self.title
