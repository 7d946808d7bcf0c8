"""Decide who may do what with summits, and evaluate the guards of their steps."""

from summits.policies.agenda import Warned, can_choose, can_see, warnings_of
from summits.policies.followups import can_compare_sites, review_day
from summits.policies.notes import can_change_note, can_write_notes, takes_notes
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
    "can_change_note",
    "can_choose",
    "can_compare_sites",
    "can_manage",
    "can_organize",
    "can_plan",
    "can_see",
    "can_take",
    "can_write_notes",
    "hand_of",
    "has_approvals",
    "has_begun",
    "has_place",
    "is_in_person",
    "is_on_its_last_day",
    "review_day",
    "steps_open_to",
    "takes_notes",
    "warnings_of",
]
