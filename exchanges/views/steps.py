"""The steps of an exchange: each has a page that says what happens, asks, and acts once."""

from collections.abc import Callable
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBase

from exchanges import policies
from exchanges.actions import exchanges
from exchanges.enums import LIFECYCLE
from exchanges.forms.exchanges import ButtonForm, ReasonForm
from exchanges.presenters.steps import WORDS
from exchanges.views.exchanges import ask, fetch
from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission
from foundation.workflow.errors import Refused
from foundation.workflow.nonces import single_submit
from foundation.workflow.transition import Transition

View = Callable[..., HttpResponseBase]
NOT_NOW = "This step isn't available in the exchange's current state. Open the exchange to see the latest."


def view_of(row: Transition) -> View:
    """Return the view for a step's address: a page with a form."""

    def view(request: PortalRequest, pk: UUID) -> HttpResponse:
        return _ask(request, pk, row)

    view.__doc__ = row.words
    guarded = access(Permission(row.permission))(single_submit(view))
    guarded.__doc__ = view.__doc__
    return guarded


def _ask(request: PortalRequest, pk: UUID, row: Transition) -> HttpResponse:
    exchange = fetch(request, pk)
    if not policies.can_take(request.actor, exchange, row.name):
        raise PermissionDenied
    offered = {each.name: said for each, said in policies.steps_open_to(request.actor, exchange)}
    refusal = offered.get(row.name, NOT_NOW)
    if refusal:
        raise Refused(refusal)
    says, done = WORDS[row.name]
    posted = request.POST if request.method == "POST" else None
    return ask(
        request,
        exchange,
        ReasonForm(posted) if row.reason_required else ButtonForm(posted),
        heading=row.words,
        says=says,
        act=lambda values, version: exchanges.take(
            exchange, row.name, version=version, **values, by=request.actor
        ),
        done=done,
        version=exchange.version,
    )


STEPS: dict[str, View] = {row.name: view_of(row) for row in LIFECYCLE.rows}
