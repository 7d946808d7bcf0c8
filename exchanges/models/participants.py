"""Who takes part in an exchange, from each team."""

import uuid
from typing import Self
from uuid import UUID

import pghistory
from django.db import models
from django.db.models import OuterRef

from exchanges.enums import Side
from exchanges.models.exchanges import PeerExchange
from foundation.accounts.actors import Actor


class ParticipantQuerySet(models.QuerySet["Participant"]):
    """A queryset of participants."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the participants of exchanges that the actor sees."""
        return self.filter(exchange__in=PeerExchange.objects.visible_to(actor))

    def of_exchange(self, pk: UUID | OuterRef) -> Self:
        """Return an exchange's participants, by name."""
        return self.filter(exchange_id=pk).order_by("name", "pk")

    def for_change(self) -> Self:
        """Load a participant with the exchange and both sites."""
        return self.select_related("exchange__visitor", "exchange__host")


@pghistory.track()
class Participant(models.Model):
    """A person who takes part for one of the sites; they need no account."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    exchange = models.ForeignKey(
        PeerExchange, on_delete=models.PROTECT, related_name="participants"
    )
    side = models.CharField(max_length=7, choices=Side)
    name = models.CharField(max_length=120)
    position = models.CharField(max_length=160, blank=True)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["exchange", "side", "name"], name="a_person_takes_part_for_a_site_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name
