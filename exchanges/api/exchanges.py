"""Read exchanges, ask for one, set its days and goals, and take its steps."""

from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter
from rest_framework.response import Response

from exchanges import policies
from exchanges.actions import exchanges, goals
from exchanges.enums import LIFECYCLE
from exchanges.forms.exchanges import AskForm, DatesForm, ReasonForm
from exchanges.forms.goals import GoalsForm
from exchanges.models import PeerExchange
from exchanges.models.exchanges import PLACES
from exchanges.querysets.exchanges import hosts_for, visitors_for
from exchanges.serializers.exchanges import (
    AllowanceBody,
    ExchangeBody,
    ExchangeDatesBody,
    ExchangeGoalsBody,
    ExchangeOut,
    ExchangeStepBody,
    WholeExchangeOut,
)
from foundation.accounts.permissions import Permission as P
from foundation.api.http import Call
from foundation.api.idempotency import idempotent
from foundation.api.inputs import as_typed, clean, read
from foundation.api.outputs import page_of
from foundation.api.pages import listed
from foundation.api.records import Record
from foundation.api.resources import Resource
from sites.models import CoreArea

NAMES = tuple(row.name for row in LIFECYCLE.rows)
EXCHANGE = Record(
    seen=lambda actor: PeerExchange.objects.visible_to(actor).for_page(),
    output=WholeExchangeOut,
    address="api:exchange",
)


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
        return listed(call, found, PLACES, ExchangeOut)

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
        return EXCHANGE.shown(call, made.pk, status=201)


class OneExchange(Resource):
    """A peer exchange."""

    access = P.SITE_VIEW
    outputs = {"GET": (200, WholeExchangeOut)}
    versioned = {"GET"}

    def get(self, call: Call, pk: UUID) -> Response:
        """Get an exchange with its agenda and report."""
        return EXCHANGE.shown(call, pk)


class ExchangeStepping(Resource):
    """A step of a peer exchange."""

    access = P.SITE_VIEW
    changes = P.SITE_VIEW  # the host's or both sites'; the table of transitions says which
    query = (OpenApiParameter("name", str, OpenApiParameter.PATH, enum=NAMES),)
    inputs = {"POST": ExchangeStepBody}
    outputs = {"POST": (200, WholeExchangeOut)}
    versioned = {"POST"}

    @idempotent
    def post(self, call: Call, pk: UUID, name: str) -> Response:
        """Accept, decline, plan, mark as held, agree to the report of, close, or cancel an exchange."""
        if name not in NAMES:
            raise Http404
        exchange, version = EXCHANGE.based(
            call, pk, lambda actor, found: policies.can_take(actor, found, name)
        )
        reason = read(call, ExchangeStepBody).get("reason", "")
        exchanges.take(exchange, name, version=version, reason=reason, by=call.actor)
        return EXCHANGE.shown(call, pk)


class ExchangeDates(Resource):
    """The days and the place of a visit."""

    access = P.SITE_VIEW
    changes = P.EXCHANGE_KEEP
    inputs = {"POST": ExchangeDatesBody}
    outputs = {"POST": (200, WholeExchangeOut)}
    versioned = {"POST"}

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Set the days, in the host's time zone, and the place."""
        exchange, version = EXCHANGE.based(call, pk, policies.can_change_days)
        values = clean(DatesForm(as_typed(read(call, ExchangeDatesBody))))
        exchanges.set_dates(exchange, **values, version=version, by=call.actor)
        return EXCHANGE.shown(call, pk)


class ExchangeGoals(Resource):
    """What the visiting site wants of the visit."""

    access = P.SITE_VIEW
    changes = P.EXCHANGE_KEEP
    inputs = {"POST": ExchangeGoalsBody}
    outputs = {"POST": (200, WholeExchangeOut)}
    versioned = {"POST"}

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Replace the goals, before the visit."""
        exchange, version = EXCHANGE.based(call, pk, policies.can_change_goals)
        values = clean(GoalsForm(as_typed(read(call, ExchangeGoalsBody))))
        goals.change(exchange, **values, version=version, by=call.actor)
        return EXCHANGE.shown(call, pk)


class ExchangeAllowance(Resource):
    """A visit over the host's limit."""

    access = P.SITE_VIEW
    changes = P.EXCHANGE_MANAGE
    inputs = {"POST": AllowanceBody}
    outputs = {"POST": (200, WholeExchangeOut)}
    versioned = {"POST"}

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Let the host take a visit over its limit; it still answers itself."""
        exchange, version = EXCHANGE.based(call, pk, policies.can_allow)
        values = clean(ReasonForm(as_typed(read(call, AllowanceBody))))
        exchanges.allow(exchange, **values, version=version, by=call.actor)
        return EXCHANGE.shown(call, pk)
