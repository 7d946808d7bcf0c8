"""Share the headline and the result of a recommendation with all sites, and stop sharing."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse

from engagements import policies
from engagements.actions import shared_recommendations
from engagements.forms.recommendations import ConfirmForm
from engagements.forms.shared_recommendations import ShareForm
from engagements.models import Recommendation, SharedRecommendation
from engagements.views.recommendations import ask, fetch
from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.ui.asking import add_refusal
from foundation.ui.redirects import redirect_with_message
from foundation.workflow.errors import DomainError
from foundation.workflow.nonces import single_submit

SAYS = "People of all sites find it in the peer finder, with the name of your site."


@access(P.RECOMMENDATION_ANSWER)
@single_submit
def share(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Share a headline and a result with all sites."""
    found = _own(request, pk)
    form = ShareForm(request.POST or None, initial={"headline": found.headline})
    if form.is_valid():
        try:
            shared_recommendations.share(found, **form.cleaned_data, by=request.actor)
        except DomainError as refused:
            add_refusal(form, refused)
        else:
            done = "Shared with all sites."
            return redirect_with_message(request, done, "engagements:recommendation", pk)
    return ask(request, found, form, "Share with all sites", SAYS)


@access(P.RECOMMENDATION_ANSWER)
@single_submit
def revoke(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Stop sharing."""
    found = _own(request, pk)
    shares = SharedRecommendation.objects.visible_to(request.actor).of_recommendation(pk)
    shared = shares.in_force(clock.now()).first()
    if shared is None:
        raise Http404
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        shared_recommendations.revoke(shared, by=request.actor)
        done = "No longer shared."
        return redirect_with_message(request, done, "engagements:recommendation", pk)
    return ask(request, found, form, "Stop sharing", "Other sites can't find it anymore.")


def _own(request: PortalRequest, pk: UUID) -> Recommendation:
    found = fetch(request, pk)
    if not policies.can_answer_recommendations(request.actor, found.site_id):
        raise PermissionDenied
    return found
