"""What of a recommendation needs a site's points of contact or who verifies it, in words."""

from django.urls import reverse

from engagements.enums import RecommendationState
from engagements.models.recommendations import CHECKED_STATES
from engagements.querysets import recommendation_needs
from engagements.querysets.recommendation_owners import OWNED_STATES
from foundation.needs.columns import Row
from foundation.needs.registry import Cause, Declaration, declare

S = RecommendationState
NAME = "recommendations"


def _page(row: Row) -> str:
    return reverse("engagements:recommendation", args=[row.subject])


def _check(row: Row) -> str:
    return reverse("engagements:record-check", args=[row.subject])


def _owner(row: Row) -> str:
    return reverse("engagements:change-owner", args=[row.subject])


def _sustain(row: Row) -> str:
    return reverse("engagements:sustain-recommendation", args=[row.subject])


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
                why="It was recommended to your site. Accept or decline it.",
                href=_page,
            ),
            Cause(
                slug="finish-recommendation",
                states=(S.ACCEPTED, S.IN_PROGRESS),
                verb="Open recommendation",
                why="Your site accepted it, and it's past due.",
                href=_page,
            ),
            Cause(
                slug="verify-recommendation",
                states=(S.IMPLEMENTED,),
                verb="Review evidence",
                why="The site marked it as implemented. Verify it or send it back.",
                href=_page,
            ),
            Cause(
                slug="check-recommendation",
                states=CHECKED_STATES,
                verb="Record check",
                why="Its repeating check is due.",
                href=_page,
                action=_check,
            ),
            Cause(
                slug="reassign-recommendation",
                states=OWNED_STATES,
                verb="Choose owner",
                why="Its owner is no longer on the site's team.",
                href=_page,
                action=_owner,
            ),
            Cause(
                slug="sustain-recommendation",
                states=(S.VERIFIED,),
                verb="Record check",
                why="It was verified 12 months ago. Confirm it's still in use.",
                href=_page,
                action=_sustain,
            ),
        ),
        nobody={
            S.DECLINED: "The site declined it, with a reason.",
            S.LAPSED: "It stays on the board until a point of contact starts work again.",
        },
    )
)
