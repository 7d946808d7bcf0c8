"""A provider's offers, and its answer."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from rest_framework.response import Response

from foundation.accounts.permissions import Permission as P
from foundation.api.http import Call
from foundation.api.inputs import as_typed, clean, read
from foundation.api.once import once
from foundation.api.outputs import page_of
from foundation.api.pages import listed
from foundation.api.resources import Resource
from tta_requests import policies
from tta_requests.actions import offers
from tta_requests.errors import OfferClosed
from tta_requests.forms import AcceptForm, DeclineForm
from tta_requests.models import Offer
from tta_requests.querysets.offers import PLACES, OfferQuerySet
from tta_requests.serializers.sent import Acceptance, Refusal
from tta_requests.serializers.told import AnswerOut, OfferOut


class Offers(Resource):
    """Offers."""

    access = P.OFFER_VIEW
    paged = True
    outputs = {"GET": (200, page_of(OfferOut))}

    def get(self, call: Call) -> Response:
        """What was offered to your organization, the newest first."""
        return listed(call, _own(call).newest_first(), PLACES, _told)


class OneOffer(Resource):
    """One offer."""

    access = P.OFFER_VIEW
    outputs = {"GET": (200, OfferOut)}

    def get(self, call: Call, pk: UUID) -> Response:
        """An offer to your organization."""
        return Response(_told(get_object_or_404(_own(call), pk=pk)))


class AcceptOffer(Resource):
    """An offer that is accepted."""

    changes = P.OFFER_ANSWER
    inputs = {"POST": Acceptance}
    outputs = {"POST": (200, AnswerOut)}

    @once
    def post(self, call: Call, pk: UUID) -> Response:
        """Take an offered request on; the TTA Coordinator confirms it."""
        offer = _answerable(call, pk)
        form = AcceptForm(as_typed(read(call, Acceptance)))
        offers.accept(offer, **clean(form), by=call.actor)
        return _answered(call, pk)


class DeclineOffer(Resource):
    """An offer that is declined."""

    changes = P.OFFER_ANSWER
    inputs = {"POST": Refusal}
    outputs = {"POST": (200, AnswerOut)}

    @once
    def post(self, call: Call, pk: UUID) -> Response:
        """Say that it cannot be taken on, and why; the next provider is asked."""
        offer = _answerable(call, pk)
        form = DeclineForm(as_typed(read(call, Refusal)))
        offers.decline(offer, reason=clean(form)["reason"], by=call.actor)
        return _answered(call, pk)


def _own(call: Call) -> OfferQuerySet:
    found = Offer.objects.answerable_by(call.actor)
    return found.of_organisations(call.actor.organisations)


def _answerable(call: Call, pk: UUID) -> Offer:
    offer: Offer = get_object_or_404(Offer.objects.answerable_by(call.actor), pk=pk)
    if not policies.can_answer(call.actor, offer):
        raise PermissionDenied
    if not offer.is_open:
        raise OfferClosed
    return offer


def _answered(call: Call, pk: UUID) -> Response:
    """What became of it; the request itself may be out of sight by now."""
    return Response(AnswerOut(Offer.objects.visible_to(call.actor).get(pk=pk)).data)


def _told(offer: Offer) -> dict[str, Any]:
    return dict(OfferOut(offer).data)
