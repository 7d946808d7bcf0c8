"""Decide who may do what with communities, and evaluate the guards of their steps."""

from communities.policies.communities import (
    GUARDS,
    can_facilitate,
    can_manage,
    can_read_posts,
    can_remove,
    can_report,
    can_restore,
    can_take,
    can_write,
    hand_of,
    has_facilitator,
    is_granted,
    steps_open_to,
)

__all__ = [
    "GUARDS",
    "can_facilitate",
    "can_manage",
    "can_read_posts",
    "can_remove",
    "can_report",
    "can_restore",
    "can_take",
    "can_write",
    "hand_of",
    "has_facilitator",
    "is_granted",
    "steps_open_to",
]
