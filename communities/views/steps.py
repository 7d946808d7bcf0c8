"""The steps of a community: each has a page that says what happens, asks, and acts once."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBase

from communities import policies
from communities.actions import communities
from communities.enums import LIFECYCLE
from communities.forms.communities import ButtonForm, ReasonForm
from communities.presenters.steps import WORDS
from communities.views.communities import ask, fetch
from foundation.accounts.access import signed_in
from foundation.accounts.http import PortalRequest
from foundation.workflow.errors import Refused
from foundation.workflow.nonces import single_submit
from foundation.workflow.transition import Transition

View = Callable[..., HttpResponseBase]
NOT_NOW = "This step isn't available in the community's current state. Open the community to see the latest."


def view_of(row: Transition) -> View:
    """Return the view for a step's address: a page with a form."""

    def view(request: PortalRequest, slug: str) -> HttpResponse:
        return _ask(request, slug, row)

    view.__doc__ = row.words
    guarded = signed_in(single_submit(view))
    guarded.__doc__ = view.__doc__
    return guarded


def _ask(request: PortalRequest, slug: str, row: Transition) -> HttpResponse:
    community = fetch(request, slug)
    if not policies.can_take(request.actor, community, row.name):
        raise PermissionDenied
    offered = {each.name: said for each, said in policies.steps_open_to(request.actor, community)}
    refusal = offered.get(row.name, NOT_NOW)
    if refusal:
        raise Refused(refusal)
    says, done = WORDS[row.name]
    posted = request.POST if request.method == "POST" else None
    return ask(
        request,
        community,
        ReasonForm(posted) if row.reason_required else ButtonForm(posted),
        heading=row.words,
        says=says,
        act=lambda values, version: communities.take(
            community, row.name, version=version, **values, by=request.actor
        ),
        done=done,
        version=community.version,
    )


STEPS: dict[str, View] = {row.name: view_of(row) for row in LIFECYCLE.rows}
