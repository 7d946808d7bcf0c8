"""Build the agenda of an exchange, and say who takes part."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from rest_framework.response import Response

from exchanges import policies
from exchanges.actions import agenda, participants
from exchanges.api.exchanges import EXCHANGE
from exchanges.enums import Side
from exchanges.forms.agenda import AgendaItemForm
from exchanges.forms.exchanges import ParticipantForm
from exchanges.models import AgendaItem, Participant, PeerExchange
from exchanges.serializers.agenda import AgendaItemBody, ParticipantBody
from exchanges.serializers.exchanges import WholeExchangeOut
from foundation.accounts.permissions import Permission as P
from foundation.api.etags import etag, require
from foundation.api.http import Call
from foundation.api.idempotency import idempotent
from foundation.api.inputs import as_typed, clean, read
from foundation.api.resources import Resource


class ExchangeAgenda(Resource):
    """The agenda of a peer exchange."""

    access = P.SITE_VIEW
    changes = P.EXCHANGE_KEEP
    inputs = {"POST": AgendaItemBody}
    outputs = {"POST": (201, WholeExchangeOut)}

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Add an item; times are the host's."""
        exchange = EXCHANGE.allowed(call, pk, policies.can_change_days)
        agenda.add(exchange, **_item(call, exchange), by=call.actor)
        return EXCHANGE.shown(call, pk, status=201)


class OneAgendaItem(Resource):
    """An item of an agenda."""

    access = P.SITE_VIEW
    changes = P.EXCHANGE_KEEP
    inputs = {"PATCH": AgendaItemBody}
    outputs = {"PATCH": (200, WholeExchangeOut), "DELETE": (200, WholeExchangeOut)}
    versioned = {"PATCH"}

    def patch(self, call: Call, pk: UUID) -> Response:
        """Replace what an item says; its version is in the agenda."""
        item = _fetch_item(call, pk)
        if not policies.can_change_days(call.actor, item.exchange):
            raise PermissionDenied
        version = require(call, item, etag(item.version))
        agenda.change(item, **_item(call, item.exchange), version=version, by=call.actor)
        return EXCHANGE.shown(call, item.exchange_id)

    def delete(self, call: Call, pk: UUID) -> Response:
        """Remove an item from the agenda of both sites."""
        item = _fetch_item(call, pk)
        agenda.remove(item, by=call.actor)
        return EXCHANGE.shown(call, item.exchange_id)


class ExchangeParticipants(Resource):
    """The people who take part in an exchange."""

    access = P.SITE_VIEW
    changes = P.EXCHANGE_KEEP
    inputs = {"POST": ParticipantBody}
    outputs = {"POST": (201, WholeExchangeOut)}

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Add a person who takes part for one of your sites."""
        exchange = EXCHANGE.allowed(call, pk, policies.can_change_days)
        sides = policies.sides_of(call.actor, exchange)
        sent = as_typed(read(call, ParticipantBody))
        values = clean(ParticipantForm(sent, exchange=exchange, sides=sides))
        participants.add(exchange, **values, by=call.actor)
        return EXCHANGE.shown(call, pk, status=201)


class OneParticipant(Resource):
    """A person who takes part in an exchange."""

    access = P.SITE_VIEW
    changes = P.EXCHANGE_KEEP
    outputs = {"DELETE": (200, WholeExchangeOut)}

    def delete(self, call: Call, pk: UUID) -> Response:
        """Remove a person of one of your sites from the participants."""
        seen = Participant.objects.visible_to(call.actor).for_change()
        found = get_object_or_404(seen, pk=pk)
        if not policies.keeps_side(call.actor, found.exchange, Side(found.side)):
            raise PermissionDenied
        participants.remove(found, by=call.actor)
        return EXCHANGE.shown(call, found.exchange_id)


def _item(call: Call, exchange: PeerExchange) -> dict[str, Any]:
    """Return the clean values of an agenda item."""
    return clean(AgendaItemForm(as_typed(read(call, AgendaItemBody)), exchange=exchange))


def _fetch_item(call: Call, pk: UUID) -> AgendaItem:
    return get_object_or_404(AgendaItem.objects.visible_to(call.actor).for_change(), pk=pk)
