"""The API of exchanges: read them, ask for one, and answer for the host."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from rest_framework.response import Response

from exchanges import policies
from exchanges.actions import exchanges
from exchanges.forms.exchanges import AskForm
from exchanges.models import PeerExchange
from exchanges.models.exchanges import PLACES
from exchanges.querysets.exchanges import hosts_for, visitors_for
from exchanges.serializers.exchanges import (
    AnswerBody,
    ExchangeBody,
    ExchangeOut,
    WholeExchangeOut,
)
from foundation.accounts.permissions import Permission as P
from foundation.api.etags import etag, require, tagged
from foundation.api.http import Call
from foundation.api.idempotency import idempotent
from foundation.api.inputs import as_typed, clean, read
from foundation.api.outputs import page_of
from foundation.api.pages import listed
from foundation.api.resources import Resource
from sites.models import CoreArea


class Exchanges(Resource):
    """Peer exchanges."""

    access = P.SITE_VIEW
    changes = P.EXCHANGE_ASK
    paged = True
    inputs = {"POST": ExchangeBody}
    outputs = {"GET": (200, page_of(ExchangeOut)), "POST": (201, WholeExchangeOut)}

    def get(self, call: Call) -> Response:
        """List the exchanges of your sites, newest first."""
        found = PeerExchange.objects.visible_to(call.actor).for_page().newest_first()
        return listed(call, found, PLACES, lambda row: dict(ExchangeOut(row).data))

    @idempotent
    def post(self, call: Call) -> Response:
        """Ask a site to host a visit of one of your sites."""
        form = AskForm(
            as_typed(read(call, ExchangeBody)),
            visitors=visitors_for(call.actor),
            hosts=hosts_for(call.actor),
            areas=CoreArea.objects.all(),
        )
        made = exchanges.ask(**clean(form), by=call.actor)
        return _shown(call, made.pk, status=201)


class OneExchange(Resource):
    """A peer exchange."""

    access = P.SITE_VIEW
    outputs = {"GET": (200, WholeExchangeOut)}
    versioned = {"GET"}

    def get(self, call: Call, pk: UUID) -> Response:
        """Get an exchange with its agenda and report."""
        return _shown(call, pk)


class ExchangeAnswer(Resource):
    """The host's answer to a request for a visit."""

    access = P.SITE_VIEW
    changes = P.EXCHANGE_ANSWER
    inputs = {"POST": AnswerBody}
    outputs = {"POST": (200, WholeExchangeOut)}
    versioned = {"POST"}

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Accept the visit for the host, or decline it with a reason."""
        exchange = _fetch(call, pk)
        if not policies.can_take(call.actor, exchange, "accept"):
            raise PermissionDenied
        version = require(call, exchange, etag(exchange.version))
        values = read(call, AnswerBody)
        step = "accept" if values["accept"] else "decline"
        reason = values.get("reason", "")
        exchanges.take(exchange, step, version=version, reason=reason, by=call.actor)
        return _shown(call, pk)


def _fetch(call: Call, pk: UUID) -> PeerExchange:
    return get_object_or_404(PeerExchange.objects.visible_to(call.actor).for_page(), pk=pk)


def _shown(call: Call, pk: UUID, *, status: int = 200) -> Response:
    exchange = _fetch(call, pk)
    location = reverse("api:exchange", args=[pk]) if status == 201 else ""
    told = WholeExchangeOut(exchange).data
    return tagged(call, told, etag(exchange.version), status=status, location=location)
