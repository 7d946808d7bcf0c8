"""The inbox of next steps: open commitments of the reader or of their sites, whatever they come from."""

from django.http import HttpResponse

from dashboards.presenters.commitments import MAX_SHOWN, inbox_of
from engagements.models import Commitment
from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.ui.pages import page

SITES = "sites"


@access(P.COMMITMENT_KEEP)
def inbox(request: PortalRequest) -> HttpResponse:
    """Show open commitments, due first: the reader's own, or with ``?whose=sites`` all they can read."""
    actor, everyones = request.actor, request.GET.get("whose") == SITES
    found = Commitment.objects.visible_to(actor).inbox(None if everyones else actor.user_id)
    shown = inbox_of(list(found[: MAX_SHOWN + 1]), actor, is_everyones=everyones)
    return page(request, "dashboards/commitments.html", {"shown": shown})
