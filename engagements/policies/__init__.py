"""Decide who may do what with an engagement, and evaluate the guards of its steps."""

from engagements.policies.commitments import can_keep_commitments
from engagements.policies.engagement import (
    Standing,
    can_manage,
    can_reach,
    can_see_steps,
    can_take,
    empty_required_seats,
    has_approved_plan,
    has_listened,
    has_no_approved_plan,
    has_started,
    is_diagnostic,
    listening_day,
    longer_by,
    marks,
    steps_open_to,
)

__all__ = [
    "Standing",
    "can_keep_commitments",
    "can_manage",
    "can_reach",
    "can_see_steps",
    "can_take",
    "empty_required_seats",
    "has_approved_plan",
    "has_listened",
    "has_no_approved_plan",
    "has_started",
    "is_diagnostic",
    "listening_day",
    "longer_by",
    "marks",
    "steps_open_to",
]
