"""Decide who may do what with summits, and evaluate the guards of their steps."""

from summits.policies.agenda import Warned, can_choose, can_see, warnings_of
from summits.policies.summits import (
    APPROVALS,
    GUARDS,
    Hand,
    Standing,
    can_manage,
    can_organize,
    can_plan,
    can_take,
    hand_of,
    has_approvals,
    has_begun,
    has_place,
    is_in_person,
    is_on_its_last_day,
    steps_open_to,
)

__all__ = [
    "APPROVALS",
    "GUARDS",
    "Hand",
    "Standing",
    "Warned",
    "can_choose",
    "can_manage",
    "can_organize",
    "can_plan",
    "can_see",
    "can_take",
    "hand_of",
    "has_approvals",
    "has_begun",
    "has_place",
    "is_in_person",
    "is_on_its_last_day",
    "steps_open_to",
    "warnings_of",
]
