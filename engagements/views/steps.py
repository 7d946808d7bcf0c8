"""The steps of an engagement: each has a page that says what happens, asks, and acts once."""

from collections.abc import Callable
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse

from engagements import policies
from engagements.actions.transitions import ACTS, take
from engagements.enums import LIFECYCLE
from engagements.forms import form_of
from engagements.models import Engagement, EngagementStep
from engagements.presenters.steps import WORDS, done_of, refusal_of
from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.ui.asking import ask
from foundation.workflow.nonces import single_submit

View = Callable[..., HttpResponseBase]


def view_of(step: str) -> View:
    """Return the view for a step's address: a page with a form."""
    [permission] = {row.permission for row in LIFECYCLE.rows if row.name == step}

    def view(request: PortalRequest, pk: UUID) -> HttpResponse:
        return _ask(request, _fetch(request, pk, step), step)

    view.__doc__ = WORDS[step].heading
    guarded = access(P(permission))(single_submit(view))
    guarded.__doc__ = view.__doc__
    return guarded


def _ask(request: PortalRequest, engagement: Engagement, step: str) -> HttpResponse:
    site = engagement.site
    vacant = policies.empty_required_seats(site, clock.now())
    form = form_of(step, request.POST or None, engagement=engagement, vacant=vacant)
    return ask(
        request,
        "engagements/form.html",
        form,
        act=lambda values, version: take(
            engagement, step, values=values, version=version, by=request.actor
        ),
        done=lambda after: done_of(step, after, clock.today(site.time_zone)),
        back=reverse("engagements:detail", args=[site.slug]),
        version=engagement.version,
        refusal=_refusal(request, engagement, step),
        context={
            "site": site,
            "crumb": "Engagement",
            "part": site.name,
            "heading": WORDS[step].heading,
            "says": WORDS[step].says,
        },
    )


def _fetch(request: PortalRequest, pk: UUID, step: str) -> Engagement:
    found = Engagement.objects.with_work_visible_to(request.actor).for_journey()
    engagement = get_object_or_404(found, pk=pk)
    if not policies.can_take(request.actor, engagement, step):
        raise PermissionDenied
    return engagement


def _refusal(request: PortalRequest, engagement: Engagement, step: str) -> str:
    """Return why the step can't be taken today; empty if it can."""
    tz = engagement.site.time_zone
    today = clock.today(tz)
    return refusal_of(
        step,
        policies.steps_open_to(request.actor, engagement, today),
        state=engagement.state_on(today).label,
        taken=EngagementStep.objects.of_engagement(engagement),
        tz=tz,
    )


STEPS: dict[str, View] = {step: view_of(step) for step in ACTS}
