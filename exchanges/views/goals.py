"""What the visiting site wants of an exchange."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from exchanges import policies
from exchanges.actions import goals
from exchanges.forms.goals import GoalsForm
from exchanges.models import ExchangeGoal
from exchanges.views.exchanges import ask, fetch
from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.workflow.nonces import single_submit


@access(P.EXCHANGE_KEEP)
@single_submit
def change(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Change the goals, before the visit."""
    exchange = fetch(request, pk)
    if not policies.can_change_goals(request.actor, exchange):
        raise PermissionDenied
    known = ExchangeGoal.objects.visible_to(request.actor).of_exchange(pk)
    initial = {"goals": "\n".join(each.text for each in known)}
    return ask(
        request,
        exchange,
        GoalsForm(request.POST or None, initial=initial),
        heading="Change goals",
        says="Both sites can see the goals. After the visit, the report gives each one's result.",
        act=lambda values, version: goals.change(
            exchange, **values, version=version, by=request.actor
        ),
        done="Goals changed.",
        version=exchange.version,
    )
