"""The steps of a summit: each has a page that says what happens, asks, and acts once."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBase

from foundation.accounts.access import signed_in
from foundation.accounts.http import PortalRequest
from foundation.ui.asking import sent
from foundation.workflow.lifecycle import check_offered
from foundation.workflow.nonces import single_submit
from summits import policies
from summits.actions import summits
from summits.enums import LIFECYCLE
from summits.forms import STEP_FORMS
from summits.presenters.steps import WORDS
from summits.views.summits import ask, fetch

View = Callable[..., HttpResponseBase]


def view_of(step: str) -> View:
    """Return the view for a step's address: a page with a form."""
    words = next(row.words for row in LIFECYCLE.rows if row.name == step)

    def view(request: PortalRequest, slug: str) -> HttpResponse:
        return _ask(request, slug, step, words)

    view.__doc__ = words
    guarded = signed_in(single_submit(view))
    guarded.__doc__ = view.__doc__
    return guarded


def _ask(request: PortalRequest, slug: str, step: str, heading: str) -> HttpResponse:
    summit = fetch(request, slug)
    if not policies.can_take(request.actor, summit, step):
        raise PermissionDenied
    check_offered(policies.steps_open_to(request.actor, summit), step, noun="summit")
    says, done = WORDS[step]
    form = STEP_FORMS[step](sent(request))
    return ask(
        request,
        summit,
        form,
        heading=heading,
        says=says,
        act=lambda values, version: summits.take(
            summit, step, version=version, **values, by=request.actor
        ),
        done=done,
    )


STEPS: dict[str, View] = {step: view_of(step) for step in STEP_FORMS}
