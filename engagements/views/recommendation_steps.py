"""The steps of a recommendation: each has a page that says what happens, asks, and acts once."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBase

from engagements import policies
from engagements.actions.recommendations import take
from engagements.enums import RECOMMENDATION_LIFECYCLE
from engagements.forms.recommendations import FORMS
from engagements.models import Recommendation, RecommendationStep
from engagements.presenters.recommendation_steps import WORDS
from engagements.presenters.steps import refusal_of
from engagements.querysets.owners import people_of
from engagements.views.recommendations import ask, fetch
from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.ui.asking import sent
from foundation.workflow.nonces import single_submit

View = Callable[..., HttpResponseBase]


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
    says, done = WORDS[step]
    known = {"owner": found.owner, "due_on": found.due_on}
    more: dict[str, Any] = (
        {"owners": people_of(found.site, clock.now())} if step == "accept" else {}
    )
    form = FORMS[step](sent(request), initial=known, **more)
    return ask(
        request,
        found,
        form,
        heading=heading,
        says=says,
        act=lambda values, version: take(
            found, step, version=version, values=values, by=request.actor
        ),
        done=done,
        refusal=_refusal(request, found, step),
    )


def _refusal(request: PortalRequest, found: Recommendation, step: str) -> str:
    """Return why the step can't be taken now; empty if it can."""
    return refusal_of(
        step,
        policies.recommendation_steps_open_to(request.actor, found),
        state=str(found.get_status_display()),
        taken=RecommendationStep.objects.of_recommendation(found.pk),
        tz=found.site.time_zone,
    )


STEPS: dict[str, View] = {step: view_of(step) for step in FORMS}
