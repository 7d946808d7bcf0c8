"""Pages for reviewing updates: the queue, and the two decisions."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.ui.asking import ask
from foundation.ui.pages import page
from foundation.ui.redirects import redirect_with_message
from foundation.workflow.errors import Refused
from foundation.workflow.nonces import single_submit
from liaisons import policies
from liaisons.actions import reviews
from liaisons.forms import ReturnForm
from liaisons.models import EngagementUpdate
from liaisons.presenters.reviews import over_of, queue_page
from liaisons.querysets.reviews import MAX_QUEUE, queue_of
from liaisons.querysets.updates import for_page


@access(P.UPDATE_REVIEW)
def queue(request: PortalRequest) -> HttpResponse:
    """List the updates that await the reader's review, longest waiting first."""
    rows = list(
        queue_of(request.actor).select_related("site", "author").with_mark()[: MAX_QUEUE + 1]
    )
    return page(request, "liaisons/reviews.html", {"shown": queue_page(rows)})


@access(P.UPDATE_REVIEW)
@require_POST
@single_submit
def accept(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Mark an update as reviewed, and go on to the next."""
    update = _fetch(request, pk)
    if not policies.can_review(request.actor, update):
        raise Refused(over_of(update, request.actor))
    reviews.accept(update, version=request.POST.get("version"), by=request.actor)
    return redirect_with_message(request, "Update marked as reviewed.", _next(request))


@access(P.UPDATE_REVIEW)
@single_submit
def send_back(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Return an update to its author with a reason."""
    update = _fetch(request, pk)
    is_over = not policies.can_return(request.actor, update)
    return ask(
        request,
        "liaisons/update_form.html",
        ReturnForm(request.POST or None),
        act=lambda values, version: reviews.send_back(
            update, **values, version=version, by=request.actor
        ),
        done="Update returned. We'll notify its author.",
        back=update.get_absolute_url(),
        then=lambda _returned: _next(request),
        version=update.version,
        refusal=over_of(update, request.actor) if is_over else "",
        context={
            "update": update,
            "part": f"{update.site.name}, logged by {update.author.name}",
            "heading": "Return update",
            "button": "Return to author",
            "says": "We notify the author. Correcting the update submits it for review again.",
        },
    )


def _fetch(request: PortalRequest, pk: UUID) -> EngagementUpdate:
    """Return an update of a site where the reader reviews."""
    found = for_page(EngagementUpdate.objects.visible_to(request.actor), request.actor)
    update = get_object_or_404(found, pk=pk)
    if not request.actor.may(P.UPDATE_REVIEW, at=update.site_id):
        raise PermissionDenied
    return update


def _next(request: PortalRequest) -> str:
    """Return the address of the update that waits longest, or of the empty queue."""
    following = queue_of(request.actor).first()
    return following.get_absolute_url() if following else reverse("liaisons:review-queue")
