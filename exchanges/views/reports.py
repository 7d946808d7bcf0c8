"""The after-action report of an exchange."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from exchanges import policies
from exchanges.actions import reports
from exchanges.enums import Side
from exchanges.forms.reports import ReportForm
from exchanges.models import ExchangeGoal
from exchanges.views.exchanges import ask, fetch
from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.workflow.nonces import single_submit


@access(P.EXCHANGE_KEEP)
@single_submit
def write(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Write the after-action report, or change it."""
    exchange = fetch(request, pk)
    if not policies.can_report(request.actor, exchange):
        raise PermissionDenied
    own = policies.sides_of(request.actor, exchange)
    sides = [Side(exchange.reported_for)] if exchange.has_report else own
    initial = {"learned": exchange.learned, "will_change": exchange.will_change}
    goals = list(ExchangeGoal.objects.visible_to(request.actor).of_exchange(pk))
    form = ReportForm(
        request.POST or None, exchange=exchange, sides=sides, goals=goals, initial=initial
    )
    return ask(
        request,
        exchange,
        form,
        heading="Write after-action report",
        says="The other site agrees to it. Until then, you can change it.",
        act=lambda values, version: reports.write(
            exchange, **values, version=version, by=request.actor
        ),
        done="Report saved. The other site was asked to agree.",
        version=exchange.version,
    )
