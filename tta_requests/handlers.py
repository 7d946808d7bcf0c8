"""Doors of the outbox: ids in, action called."""

from foundation.accounts.actors import Actor
from foundation.outbox import Payload, handler
from tta_requests.actions import announce, offers, route
from tta_requests.models import Entry, Offer, RoutingException, TTARequest

OUTBOX = Actor.system("outbox")


@handler("tta_requests.route")
def route_request(payload: Payload) -> None:
    """Rank and, where that is automatic, offer."""
    route.run(TTARequest.objects.get(pk=str(payload["request"])), by=OUTBOX)


@handler("tta_requests.lapse_offer")
def lapse_offer(payload: Payload) -> None:
    """End an offer nobody answered."""
    offers.lapse(Offer.objects.get(pk=str(payload["offer"])), by=OUTBOX)


@handler("tta_requests.announce_offer")
def announce_offer(payload: Payload) -> None:
    """Tell the provider's people and the site."""
    announce.offer(Offer.objects.for_answer().get(pk=str(payload["offer"])))


@handler("tta_requests.announce_acceptance")
def announce_acceptance(payload: Payload) -> None:
    """Tell the site and the coordinators."""
    announce.acceptance(Offer.objects.for_answer().get(pk=str(payload["offer"])))


@handler("tta_requests.announce_acknowledgement")
def announce_acknowledgement(payload: Payload) -> None:
    """Tell the site."""
    announce.acknowledgement(TTARequest.objects.for_page().get(pk=str(payload["request"])))


@handler("tta_requests.announce_confirmation")
def announce_confirmation(payload: Payload) -> None:
    """Tell the site, the liaison and the provider."""
    announce.confirmation(TTARequest.objects.for_page().get(pk=str(payload["request"])))


@handler("tta_requests.announce_exception")
def announce_exception(payload: Payload) -> None:
    """Tell the coordinators at once."""
    exceptions = RoutingException.objects.select_related("request__site")
    announce.exception(exceptions.get(pk=str(payload["exception"])))


@handler("tta_requests.announce_message")
def announce_message(payload: Payload) -> None:
    """Tell those who take part that there is a new message."""
    announce.message(Entry.objects.select_related("request__site").get(pk=str(payload["entry"])))
