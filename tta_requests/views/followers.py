"""Follow a request from its page, and stop."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.ui.redirects import redirect_with_message
from foundation.workflow.nonces import single_submit
from tta_requests import policies
from tta_requests.actions import followers
from tta_requests.models import TTARequest
from tta_requests.views.fetching import fetch


@access(P.REQUEST_VIEW)
@require_POST
@single_submit
def follow(request: PortalRequest, number: str) -> HttpResponse:
    """Notify the reader of the request's steps and messages from now on."""
    tta_request = _followable(request, number)
    followers.follow(tta_request, by=request.actor)
    sentence = f"You follow {number}. We'll notify you of each step and each new message."
    return redirect_with_message(request, sentence, tta_request)


@access(P.REQUEST_VIEW)
@require_POST
@single_submit
def unfollow(request: PortalRequest, number: str) -> HttpResponse:
    """Stop notifying the reader of what isn't theirs to do."""
    tta_request = _followable(request, number)
    followers.unfollow(tta_request, by=request.actor)
    return redirect_with_message(request, f"You no longer follow {number}.", tta_request)


def _followable(request: PortalRequest, number: str) -> TTARequest:
    tta_request = fetch(request, number)
    if not policies.can_follow(request.actor, tta_request):
        raise PermissionDenied
    return tta_request
