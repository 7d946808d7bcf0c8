"""What of a recommendation needs a site's points of contact or who verifies it, in words."""

from engagements.enums import RecommendationState
from engagements.models.recommendations import CHECKED_STATES
from engagements.querysets import recommendation_needs
from engagements.querysets.recommendation_owners import OWNED_STATES
from foundation.needs.registry import Cause, Declaration, declare
from foundation.workflow.declarations import address_of

S = RecommendationState
NAME = "recommendations"
PAGE = address_of("engagements:recommendation", "subject")

declare(
    Declaration(
        name=NAME,
        states=RecommendationState,
        rows=recommendation_needs.rows_for,
        causes=(
            Cause(
                slug="answer-recommendation",
                states=(S.PROPOSED,),
                verb="Answer",
                task="Answer the recommendation",
                why="It was recommended to your site. Accept or decline it.",
                href=PAGE,
            ),
            Cause(
                slug="finish-recommendation",
                states=(S.ACCEPTED, S.IN_PROGRESS),
                verb="Open recommendation",
                why="Your site accepted it, and it's past due.",
                href=PAGE,
            ),
            Cause(
                slug="verify-recommendation",
                states=(S.IMPLEMENTED,),
                verb="Review evidence",
                why="The site marked it as implemented. Verify it or send it back.",
                href=PAGE,
            ),
            Cause(
                slug="check-recommendation",
                states=CHECKED_STATES,
                verb="Record check",
                why="Its repeating check is due.",
                href=PAGE,
                action=address_of("engagements:record-check", "subject"),
            ),
            Cause(
                slug="reassign-recommendation",
                states=OWNED_STATES,
                verb="Choose owner",
                why="Its owner is no longer on the site's team.",
                href=PAGE,
                action=address_of("engagements:change-owner", "subject"),
            ),
            Cause(
                slug="sustain-recommendation",
                states=(S.VERIFIED,),
                verb="Record check",
                why="It was verified 12 months ago. Confirm it's still in use.",
                href=PAGE,
                action=address_of("engagements:sustain-recommendation", "subject"),
            ),
        ),
        nobody={
            S.DECLINED: "The site declined it, with a reason.",
            S.WITHDRAWN: "It was withdrawn, with a reason.",
            S.LAPSED: "It stays on the board until a point of contact starts work again.",
        },
    )
)
