"""Share the headline and the result of a recommendation with all sites, and stop sharing."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse

from engagements import policies
from engagements.actions import shared_recommendations
from engagements.forms.shared_recommendations import ShareForm
from engagements.models import Recommendation, SharedRecommendation
from engagements.views.recommendations import ask, fetch
from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.ui.asking import sent
from foundation.ui.forms import ButtonForm
from foundation.workflow.nonces import single_submit


@access(P.RECOMMENDATION_ANSWER)
@single_submit
def share(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Share a headline and a result with all sites."""
    found = _own(request, pk)
    return ask(
        request,
        found,
        ShareForm(request.POST or None, initial={"headline": found.headline}),
        heading="Share with all sites",
        says="People of all sites find it in the peer finder, with the name of your site.",
        act=lambda values, _version: shared_recommendations.share(
            found, **values, by=request.actor
        ),
        done="Shared with all sites.",
    )


@access(P.RECOMMENDATION_ANSWER)
@single_submit
def revoke(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Stop sharing."""
    found = _own(request, pk)
    shares = SharedRecommendation.objects.visible_to(request.actor).of_recommendation(pk)
    shared = shares.in_force(clock.now()).first()
    if shared is None:
        raise Http404
    return ask(
        request,
        found,
        ButtonForm(sent(request)),
        heading="Stop sharing",
        says="Other sites can't find it anymore.",
        act=lambda _values, _version: shared_recommendations.revoke(shared, by=request.actor),
        done="No longer shared.",
    )


def _own(request: PortalRequest, pk: UUID) -> Recommendation:
    found = fetch(request, pk)
    if not policies.can_answer_recommendations(request.actor, found.site_id):
        raise PermissionDenied
    return found
