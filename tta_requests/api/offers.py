"""API resources for a provider's offers, and its answers."""

from collections.abc import Callable
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.shortcuts import get_object_or_404
from rest_framework.response import Response

from foundation.accounts.permissions import Permission as P
from foundation.api.http import Call
from foundation.api.idempotency import idempotent
from foundation.api.inputs import as_typed, clean, read
from foundation.api.outputs import page_of
from foundation.api.pages import listed
from foundation.api.resources import Resource
from tta_requests import policies
from tta_requests.actions import offers
from tta_requests.errors import OfferClosed
from tta_requests.forms import AcceptForm, DeclineForm
from tta_requests.models import Offer
from tta_requests.models.offers import PLACES, OfferQuerySet
from tta_requests.querysets.offers import answerable_by
from tta_requests.serializers.input import Acceptance, Refusal
from tta_requests.serializers.output import AnswerOut, OfferOut


class Offers(Resource):
    """Offers."""

    access = P.OFFER_VIEW
    paged = True
    outputs = {"GET": (200, page_of(OfferOut))}

    def get(self, call: Call) -> Response:
        """List the offers to your organization, newest first."""
        return listed(call, _own(call).newest_first(), PLACES, OfferOut)


class OneOffer(Resource):
    """One offer."""

    access = P.OFFER_VIEW
    outputs = {"GET": (200, OfferOut)}

    def get(self, call: Call, pk: UUID) -> Response:
        """Get an offer to your organization."""
        return Response(OfferOut(get_object_or_404(_own(call), pk=pk)).data)


class AnswerOffer(Resource):
    """An offer that is answered; how, each answer says."""

    changes = P.OFFER_ANSWER
    outputs = {"POST": (200, AnswerOut)}

    def answered(
        self, call: Call, pk: UUID, form: type[Form], answer: Callable[..., object]
    ) -> Response:
        """Check the answer with the page's form, record it, and return the resulting state of the offer."""
        offer = _answerable(call, pk)
        answer(offer, **clean(form(as_typed(read(call, self.inputs["POST"])))), by=call.actor)
        # The request itself may no longer be visible by now.
        return Response(AnswerOut(Offer.objects.visible_to(call.actor).get(pk=pk)).data)


class AcceptOffer(AnswerOffer):
    """An offer that is accepted."""

    inputs = {"POST": Acceptance}

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Accept an offer; the TTA Coordinator then confirms the provider."""
        return self.answered(call, pk, AcceptForm, offers.accept)


class DeclineOffer(AnswerOffer):
    """An offer that is declined."""

    inputs = {"POST": Refusal}

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Decline an offer and say why; the next provider is asked."""
        return self.answered(call, pk, DeclineForm, offers.decline)


def _own(call: Call) -> OfferQuerySet:
    found = answerable_by(call.actor)
    return found.of_organizations(call.actor.organizations)


def _answerable(call: Call, pk: UUID) -> Offer:
    offer: Offer = get_object_or_404(answerable_by(call.actor), pk=pk)
    if not policies.can_answer(call.actor, offer):
        raise PermissionDenied
    if not offer.is_open:
        raise OfferClosed
    return offer
