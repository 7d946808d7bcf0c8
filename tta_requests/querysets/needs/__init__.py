"""Find requests, offers, referrals, conversations, evaluations, and commitments that wait for an actor.

Each function returns the columns of ``foundation.needs.columns``. A reader gets each request only once: for the
one step that its page offers first. The words are in ``tta_requests/needs``.
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
