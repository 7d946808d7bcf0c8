"""Queries of offers that also read other tables."""

from foundation.accounts.actors import Actor
from tta_requests.models import Offer
from tta_requests.models.offers import OfferQuerySet
from tta_requests.querysets import requests


def answerable_by(actor: Actor) -> OfferQuerySet:
    """Find offers of requests that the actor can also see: shared now, and with a mark they are cleared for."""
    seen = requests.visible_to(actor).order_by().values("pk")
    return Offer.objects.visible_to(actor).filter(request__in=seen).for_answer()
