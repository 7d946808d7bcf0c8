"""Decide who answers offers, and which requests are offered automatically."""

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from tta_requests.enums import AUTOMATIC_URGENCIES, Source
from tta_requests.models import Offer, TTARequest


def can_answer(actor: Actor, offer: Offer) -> bool:
    """Return whether the actor may answer for the offered organization; never the requester."""
    return (
        actor.may_anywhere(P.OFFER_ANSWER)
        and offer.provider_id in actor.organizations
        and actor.user_id != offer.request.requester_id
    )


def can_keep_availability(actor: Actor, provider_id: int) -> bool:
    """Return whether the actor may set when a provider is away and how much it takes on: its own people only."""
    return provider_id in actor.organizations and actor.may_anywhere(P.AVAILABILITY_KEEP)


def is_automatic(tta_request: TTARequest) -> bool:
    """Return whether the portal offers it without a person: expedited and critical requests that weren't imported.

    What a spreadsheet calls open may be with somebody already; a person decides after the import.
    """
    return tta_request.urgency in AUTOMATIC_URGENCIES and tta_request.source != Source.IMPORTED
