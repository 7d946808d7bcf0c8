"""A site's outcomes: the published figures of its agencies."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.ui.pages import page
from outcomes.models import Figure
from outcomes.presenters import sites as shown
from sites.policies import can_enter
from sites.presenters.tabs import tabs_of
from sites.views.team import enterable


@access(P.SITE_VIEW)
@require_safe
def of_site(request: PortalRequest, slug: str) -> HttpResponse:
    """Show the published figures of a site's agencies, each source apart."""
    site = enterable(request, slug, can_enter)
    context = {
        "site": site,
        "tabs": tabs_of(site, request.actor, request.path),
        "tables": shown.tables_of(Figure.objects.of_site(site)),
    }
    return page(request, "outcomes/site.html", context)
