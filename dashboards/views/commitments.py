"""The inbox of next steps, and the commitments of one site, whatever they come from."""

from django.http import HttpResponse

from dashboards.presenters.commitments import MAX_SHOWN, inbox_of, rows_of_site
from engagements import policies
from engagements.models import Commitment
from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.ui.pages import page
from sites.policies import can_enter
from sites.presenters.tabs import tabs_of
from sites.views.team import enterable

SITES = "sites"


@access(P.COMMITMENT_KEEP)
def inbox(request: PortalRequest) -> HttpResponse:
    """Show open commitments, due first: the reader's own, or with ``?whose=sites`` all they can read."""
    actor, everyones = request.actor, request.GET.get("whose") == SITES
    found = Commitment.objects.visible_to(actor).inbox(None if everyones else actor.user_id)
    shown = inbox_of(list(found[: MAX_SHOWN + 1]), actor, is_everyones=everyones)
    return page(
        request,
        "dashboards/commitments.html",
        {"shown": shown, "may_add": actor.sites_for(P.COMMITMENT_KEEP) != frozenset()},
    )


@access(P.SITE_VIEW)
def of_site(request: PortalRequest, slug: str) -> HttpResponse:
    """Show a site's commitments, with requests and without: open ones first."""
    site, actor = enterable(request, slug, can_enter), request.actor
    found = list(Commitment.objects.visible_to(actor).for_site(site.pk)[: MAX_SHOWN + 1])
    context = {
        "site": site,
        "tabs": tabs_of(site, actor, request.path),
        "rows": rows_of_site(found),
        "is_cut": len(found) > MAX_SHOWN,
        "may_keep": policies.can_keep_commitments(actor, site.pk),
    }
    return page(request, "sites/commitments.html", context)
