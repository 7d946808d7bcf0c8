"""Write the after-action report of an exchange."""

from typing import Any
from uuid import UUID

from rest_framework.response import Response

from exchanges import policies
from exchanges.actions import reports
from exchanges.api.exchanges import EXCHANGE
from exchanges.enums import Side
from exchanges.forms.reports import ReportForm, names_of
from exchanges.models import ExchangeGoal, PeerExchange
from exchanges.serializers.exchanges import WholeExchangeOut
from exchanges.serializers.reports import ReportBody
from foundation.accounts.permissions import Permission as P
from foundation.api.http import Call
from foundation.api.idempotency import idempotent
from foundation.api.inputs import as_typed, clean, read
from foundation.api.resources import Resource


class ExchangeReport(Resource):
    """The after-action report of a peer exchange."""

    access = P.SITE_VIEW
    changes = P.EXCHANGE_KEEP
    inputs = {"POST": ReportBody}
    outputs = {"POST": (200, WholeExchangeOut)}
    versioned = {"POST"}

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Write the report for one of your sites, or change it; the other site then agrees to it."""
        exchange, version = EXCHANGE.based(call, pk, policies.can_report)
        reports.write(exchange, **_values(call, exchange), version=version, by=call.actor)
        return EXCHANGE.shown(call, pk)


def _values(call: Call, exchange: PeerExchange) -> dict[str, Any]:
    """Return the clean values, each result under the names of its goal's fields."""
    goals = list(ExchangeGoal.objects.visible_to(call.actor).of_exchange(exchange.pk))
    own = policies.sides_of(call.actor, exchange)
    sides = [Side(exchange.reported_for)] if exchange.has_report else own
    sent = read(call, ReportBody)
    told = {each["goal"]: each for each in sent.pop("results")}
    for goal in goals:
        result, happened = names_of(goal)
        found = told.get(goal.pk, {})
        sent |= {result: found.get("result", ""), happened: found.get("happened", "")}
    return clean(ReportForm(as_typed(sent), exchange=exchange, sides=sides, goals=goals))
