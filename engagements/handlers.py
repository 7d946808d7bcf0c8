"""Handlers of outbox messages: each reads ids from the payload and calls an action."""

from engagements.actions import (
    recommendation_owners,  # noqa: F401 -- importing declares what people hold
    recommendations,
)
from engagements.models import Recommendation
from foundation.accounts.actors import Actor
from foundation.outbox import Payload, handler

OUTBOX = Actor.system("outbox")


@handler("engagements.lapse_recommendation")
def lapse_recommendation(payload: Payload) -> None:
    """Let a recommendation lapse whose repeating check was missed."""
    found = Recommendation.objects.get(pk=str(payload["recommendation"]))
    recommendations.lapse_missed(found, by=OUTBOX)
