"""The steps of a recommendation: each has a page that says what happens, asks, and acts once."""

from collections.abc import Callable
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBase

from engagements import policies
from engagements.actions.recommendations import take
from engagements.enums import RECOMMENDATION_LIFECYCLE
from engagements.forms import add_refusal
from engagements.forms.recommendations import FORMS
from engagements.presenters.recommendation_steps import WORDS
from engagements.views.recommendations import ask, fetch
from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.ui.redirects import redirect_with_message
from foundation.workflow.errors import DomainError, Refused
from foundation.workflow.nonces import single_submit

View = Callable[..., HttpResponseBase]
NOT_NOW = "This step isn't available in the recommendation's current state. Open it again to see the latest."


def view_of(step: str) -> View:
    """Return the view for a step's address: a page with a form."""
    rows = [row for row in RECOMMENDATION_LIFECYCLE.rows if row.name == step]

    def view(request: PortalRequest, pk: UUID) -> HttpResponse:
        return _ask(request, pk, step, rows[0].words)

    view.__doc__ = rows[0].words
    guarded = access(P(rows[0].permission))(single_submit(view))
    guarded.__doc__ = view.__doc__
    return guarded


def _ask(request: PortalRequest, pk: UUID, step: str, heading: str) -> HttpResponse:
    found = fetch(request, pk)
    if not policies.can_take_recommendation_step(request.actor, found, step):
        raise PermissionDenied
    offered = policies.recommendation_steps_open_to(request.actor, found)
    refusal = {row.name: said for row, said in offered}.get(step, NOT_NOW)
    if refusal:
        raise Refused(refusal)
    says, done = WORDS[step]
    form = FORMS[step](request.POST if request.method == "POST" else None)
    if form.is_valid():
        version = int(request.POST.get("version", "")) if _is_number(request) else found.version
        try:
            take(found, step, version=version, values=form.cleaned_data, by=request.actor)
        except DomainError as refused:
            add_refusal(form, refused)
        else:
            return redirect_with_message(request, done, "engagements:recommendation", pk)
    return ask(request, found, form, heading, says)


def _is_number(request: PortalRequest) -> bool:
    return request.POST.get("version", "").isascii() and request.POST.get("version", "").isdigit()


STEPS: dict[str, View] = {step: view_of(step) for step in FORMS}
