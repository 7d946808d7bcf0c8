"""Handlers of outbox messages: each reads ids from the payload and calls an action."""

from uuid import UUID

from engagements.actions import (
    announcements,
    commitment_notices,
    departures,  # noqa: F401 -- importing declares what people hold
    recommendation_notices,
    recommendation_owners,  # noqa: F401 -- importing declares what people hold
    recommendations,
)
from engagements.models import Commitment, Engagement, Recommendation, RecommendationStep
from foundation.accounts.actors import Actor
from foundation.outbox import Payload, handler

OUTBOX = Actor.system("outbox")


@handler("engagements.announcement")
def publish(payload: Payload) -> None:
    """Publish an engagement whose announcement was set for today."""
    announcements.publish(Engagement.objects.get(pk=str(payload["engagement"])), by=OUTBOX)


@handler("engagements.lapse_recommendation")
def lapse_recommendation(payload: Payload) -> None:
    """Let a recommendation lapse whose repeating check was missed."""
    found = Recommendation.objects.get(pk=str(payload["recommendation"]))
    recommendations.lapse_missed(found, by=OUTBOX)


@handler("engagements.announce_recommendation")
def announce_recommendation(payload: Payload) -> None:
    """Tell those who act on a recommendation that it was corrected or withdrawn."""
    recommendation_notices.announce(RecommendationStep.objects.get(pk=str(payload["step"])))


@handler("engagements.announce_owner")
def announce_owner(payload: Payload) -> None:
    """Tell the new owner of a commitment."""
    found = Commitment.objects.for_notice().get(pk=str(payload["commitment"]))
    # Messages from before they named the owner tell the one it has.
    owner_id = int(str(payload.get("owner", found.owner_id or 0)))
    commitment_notices.announce_owner(found, owner_id=owner_id)


@handler("engagements.announce_canceled")
def announce_canceled(payload: Payload) -> None:
    """Tell the owner of a commitment that someone canceled it."""
    found = Commitment.objects.for_notice().get(pk=str(payload["commitment"]))
    commitment_notices.announce_canceled(found)


@handler("engagements.remind_owner")
def remind_owner(payload: Payload) -> None:
    """Remind the owner of a commitment."""
    found = Commitment.objects.for_notice().get(pk=str(payload["commitment"]))
    commitment_notices.remind_owner(found, day=str(payload["day"]))


@handler("engagements.announce_batch")
def announce_batch(payload: Payload) -> None:
    """Tell an owner of the commitments of one use of a template."""
    commitment_notices.announce_batch(
        UUID(str(payload["batch"])), owner_id=int(str(payload["owner"]))
    )
