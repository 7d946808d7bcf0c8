"""The choices of recommendations, and the transitions of a recommendation."""

from django.db import models

from foundation.accounts.permissions import Permission as P
from foundation.workflow.lifecycle import Lifecycle, Transition


class ReportedOrigin(models.TextChoices):
    """Whether an assessment or a recommendation was written in the portal, or imported as reported."""

    PORTAL = "portal", "Written in the portal"
    IMPORTED = "imported", "Imported, reported by the program"


class RecommendationState(models.TextChoices):
    """How far a recommendation is."""

    PROPOSED = "proposed", "Proposed"
    ACCEPTED = "accepted", "Accepted"
    IN_PROGRESS = "in-progress", "In progress"
    IMPLEMENTED = "implemented", "Implemented"
    VERIFIED = "verified", "Verified"
    SUSTAINED = "sustained", "Sustained"
    DECLINED = "declined", "Declined"
    LAPSED = "lapsed", "Lapsed"
    WITHDRAWN = "withdrawn", "Withdrawn"


class RecommendationStepKind(models.TextChoices):
    """What a person, or the portal, did to a recommendation."""

    PROPOSED = "proposed", "Proposed"
    ACCEPTED = "accept", "Accepted"
    DECLINED = "decline", "Declined"
    CORRECTED = "correct", "Corrected"
    WITHDRAWN = "withdraw", "Withdrawn"
    CHANGED = "change", "Owner or due date changed"
    REMOVED = "remove-file", "File removed"
    STARTED = "start", "Work started"
    EVIDENCE = "evidence", "Evidence added"
    IMPLEMENTED = "implement", "Implemented"
    SENT_BACK = "send-back", "Sent back for more evidence"
    VERIFIED = "verify", "Verified"
    CHECKED = "check", "Check recorded"
    SUSTAINED = "sustain", "Found still in use"
    LAPSED = "lapse", "Lapsed"
    RESTARTED = "restart", "Work started again"


S = RecommendationState

# The transitions of PRODUCT section 5. A verifier can send work back, and lapsed work can start again.
RECOMMENDATION_LIFECYCLE = Lifecycle(
    name="recommendation",
    states=RecommendationState,
    guards="engagements.policies",
    permissions=P,
    rows=(
        Transition(
            "accept",
            sources=S.PROPOSED,
            target=S.ACCEPTED,
            permission=P.RECOMMENDATION_ANSWER,
            label="Accept recommendation",
            past="accepted",
        ),
        Transition(
            "decline",
            sources=S.PROPOSED,
            target=S.DECLINED,
            permission=P.RECOMMENDATION_ANSWER,
            label="Decline recommendation",
            past="declined",
            reason_required=True,
        ),
        Transition(
            "start",
            sources=S.ACCEPTED,
            target=S.IN_PROGRESS,
            permission=P.RECOMMENDATION_ANSWER,
            label="Start work",
            past="started",
        ),
        Transition(
            "implement",
            sources=S.IN_PROGRESS,
            target=S.IMPLEMENTED,
            permission=P.RECOMMENDATION_ANSWER,
            guard="has_evidence",
            label="Mark as implemented",
            past="marked as implemented",
        ),
        Transition(
            "send-back",
            sources=S.IMPLEMENTED,
            target=S.IN_PROGRESS,
            permission=P.RECOMMENDATION_VERIFY,
            guard="is_someone_else",
            label="Send back for more evidence",
            past="sent back",
            reason_required=True,
        ),
        Transition(
            "verify",
            sources=S.IMPLEMENTED,
            target=S.VERIFIED,
            permission=P.RECOMMENDATION_VERIFY,
            guard="is_someone_else",
            label="Verify recommendation",
            past="verified",
        ),
        Transition(
            "sustain",
            sources=S.VERIFIED,
            target=S.SUSTAINED,
            permission=P.RECOMMENDATION_VERIFY,
            guard="is_due_for_its_check",
            label="Confirm it's still in use",
            past="confirmed",
        ),
        Transition(
            "lapse",
            sources=(S.IMPLEMENTED, S.VERIFIED, S.SUSTAINED),
            target=S.LAPSED,
            permission=P.RECOMMENDATION_VERIFY,
            guard="is_someone_else_to_lapse",
            label="Record that it lapsed",
            past="lapsed",
            reason_required=True,
            by_system=True,
        ),
        Transition(
            "restart",
            sources=S.LAPSED,
            target=S.IN_PROGRESS,
            permission=P.RECOMMENDATION_ANSWER,
            label="Start work again",
            past="started again",
        ),
        Transition(
            "withdraw",
            sources=(S.PROPOSED, S.ACCEPTED, S.IN_PROGRESS),
            target=S.WITHDRAWN,
            permission=P.RECOMMENDATION_WRITE,
            label="Withdraw recommendation",
            past="withdrawn",
            reason_required=True,
        ),
    ),
)
