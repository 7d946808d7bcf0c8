"""What the visiting site wants of an exchange, one row for each goal, and what came of it."""

import uuid
from collections.abc import Iterable, Sequence
from typing import Self
from uuid import UUID

import pghistory
from django.db import models
from django.db.models import OuterRef, Q

from exchanges.enums import Result
from exchanges.models.exchanges import PeerExchange
from foundation.accounts.actors import Actor


class ExchangeGoalQuerySet(models.QuerySet["ExchangeGoal"]):
    """A queryset of goals."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the goals of exchanges that the actor sees."""
        return self.filter(exchange__in=PeerExchange.objects.visible_to(actor))

    def of_exchange(self, pk: UUID | OuterRef) -> Self:
        """Return an exchange's goals in their order."""
        return self.filter(exchange_id=pk).order_by("number", "pk")


@pghistory.track()
class ExchangeGoal(models.Model):
    """A goal of an exchange; its result is part of the after-action report, to which both sites agree.

    Attributes:
        number: its place among the exchange's goals, from 1.
        happened: what came of it, in a sentence.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    exchange = models.ForeignKey(PeerExchange, on_delete=models.PROTECT, related_name="goals")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    result = models.CharField(max_length=8, choices=Result, blank=True)
    happened = models.TextField(blank=True)

    objects = ExchangeGoalQuerySet.as_manager()

    class Meta:
        ordering = ["number", "pk"]
        constraints = [
            models.CheckConstraint(name="a_goal_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="what_came_of_a_goal_has_a_result",
                condition=Q(happened="") | ~Q(result=""),
            ),
        ]
        indexes = [models.Index(fields=["exchange", "number"], name="goals_of_an_exchange")]

    def __str__(self) -> str:
        return self.text


def goals_of(exchange: PeerExchange, texts: Iterable[str]) -> Sequence[ExchangeGoal]:
    """Return new goals of an exchange in their order, which aren't saved yet."""
    return [
        ExchangeGoal(exchange=exchange, number=number, text=text)
        for number, text in enumerate(texts, 1)
    ]
