"""The list of next steps, and the commitments of one site, whatever they come from."""

from dataclasses import replace

from django.http import HttpResponse

from dashboards.presenters.commitments import (
    MAX_PRINTED,
    MAX_SHOWN,
    PAGE_SIZE,
    PRINT,
    all_of,
    asked_of,
    page_of,
    rows_of_site,
    undo_of,
)
from dashboards.querysets.commitments import part_of
from engagements import policies
from engagements.models import Commitment
from engagements.presenters.commitments import BATCH
from engagements.querysets.owners import Duty
from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.ui.pages import page
from sites.policies import can_enter
from sites.presenters.tabs import tabs_of
from sites.views.team import enterable


@access(P.INBOX_VIEW)
def inbox(request: PortalRequest) -> HttpResponse:
    """Show the reader's own open commitments, due first, or those that the filters ask for."""
    actor, on_paper = request.actor, bool(request.GET.get(PRINT))
    form, asked = asked_of(request.GET, actor)
    now = clock.now()
    asked = replace(asked, on_paper=on_paper)
    part = part_of(
        {} if on_paper else request.GET,
        asked,
        actor,
        now=now,
        size=MAX_PRINTED if on_paper else PAGE_SIZE,
    )
    shown = page_of(part, asked, actor, Duty(actor.user_id, now), is_printed=on_paper)
    return page(request, "dashboards/commitments.html", {"form": form, "shown": shown})


@access(P.SITE_VIEW)
def of_site(request: PortalRequest, slug: str) -> HttpResponse:
    """Show a site's commitments, with requests and without: open ones first."""
    site, actor = enterable(request, slug, can_enter), request.actor
    found = list(Commitment.objects.visible_to(actor).for_site(site.pk)[: MAX_SHOWN + 1])
    context = {
        "site": site,
        "tabs": tabs_of(site, actor, request.path),
        "rows": rows_of_site(found, actor),
        "is_cut": len(found) > MAX_SHOWN,
        "undo": undo_of(found, request.session.get(BATCH, ""), site),
        "all_url": all_of(site),
        "may_keep": policies.can_keep_commitments(actor, site.pk),
    }
    return page(request, "sites/commitments.html", context)
