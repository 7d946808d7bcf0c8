"""The peer finder: which sites may have solved a problem, and why each is listed."""

from django.http import HttpResponse

from dashboards.forms import PeerFinderForm
from dashboards.presenters import peer_finder as shown
from dashboards.querysets.peer_finder import Asked, bands, look
from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.ui.pages import page
from library.querysets import names_of_areas


@access(P.INBOX_VIEW)
def peer_finder(request: PortalRequest) -> HttpResponse:
    """Find sites by the words of a problem, core area, and size."""
    names, sizes = names_of_areas(), bands()
    form = PeerFinderForm(request.GET, areas=names, sizes=shown.choices_of(sizes))
    given = form.asked()
    band = next((each for each in sizes if str(each.at_least) == given["size"]), None)
    asked = Asked(words=given["q"], area=given["area"], band=band)
    context = {
        "form": form,
        "is_filtered": any(given.values()),
        "lines": shown.lines_of(look(request.actor, asked), asked, names),
    }
    return page(request, "dashboards/peer_finder.html", context)
