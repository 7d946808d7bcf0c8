"""A site's documents: the files of its rooms that the reader may open."""

from django.http import HttpResponse

from dashboards.forms import DocumentForm
from dashboards.presenters.documents import page_of
from dashboards.querysets.documents import documents_of
from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.timeline.columns import Asked
from foundation.timeline.reading import PLACES
from foundation.ui.pages import page
from sites import policies
from sites.views.team import enterable

PAGE_SIZE = 50


@access(P.SITE_VIEW)
def documents(request: PortalRequest, slug: str) -> HttpResponse:
    """Show one site's files to its team and DOJ staff, newest first; 404 for everyone else."""
    site = enterable(request, slug, policies.can_enter)
    form = DocumentForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    after = PLACES.read(request.GET.get("after", ""))
    asked = Asked(
        site_id=site.pk, zone=site.time_zone, now=clock.now(), most=PAGE_SIZE + 1, after=after
    )
    found = documents_of(request.actor, asked, words=words)
    shown = page_of(
        found,
        site,
        request.actor,
        words=words,
        here=request.path,
        size=PAGE_SIZE,
        continued=after is not None,
    )
    return page(request, "sites/documents.html", {"site": site, "form": form, "shown": shown})
