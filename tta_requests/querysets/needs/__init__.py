"""Requests, offers, referrals, conversations, evaluations and commitments that wait for an actor.

Each function returns the columns of ``foundation.needs.columns``, and a request is found once for a reader: for the
one step that its page offers first. Words are in ``tta_requests/needs``.
"""

from tta_requests.querysets.needs.partners import of_conversations, of_offers, of_referrals
from tta_requests.querysets.needs.requests import of_requests
from tta_requests.querysets.needs.tasks import of_commitments, of_evaluations

__all__ = [
    "of_commitments",
    "of_conversations",
    "of_evaluations",
    "of_offers",
    "of_referrals",
    "of_requests",
]
