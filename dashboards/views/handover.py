"""The handover brief of a site, built again for each reader."""

from datetime import timedelta

from django.http import HttpResponse
from django.template.loader import render_to_string

from dashboards.presenters.handover import LOOKS_BACK_DAYS, Brief, brief_of
from dashboards.querysets.handover import handover_of
from engagements.models import Engagement
from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.needs.reading import needs_on
from foundation.needs.registry import Within
from foundation.ui import pdf
from foundation.ui.pages import page
from sites import policies
from sites.models import Site
from sites.views.team import enterable


@access(P.SITE_VIEW)
def brief(request: PortalRequest, slug: str) -> HttpResponse:
    """Show what the reader takes over at a site, ready to print; 404 for readers who can't enter it."""
    site = enterable(request, slug, policies.can_enter)
    context = {"site": site, "shown": _shown(request, site), "has_pdf": pdf.is_available()}
    return page(request, "sites/handover.html", context)


@access(P.SITE_VIEW)
def brief_pdf(request: PortalRequest, slug: str) -> HttpResponse:
    """Send the handover brief as a PDF, drawn for its reader; 503 where no PDF can be drawn."""
    site = enterable(request, slug, policies.can_enter)
    context = {"site": site, "shown": _shown(request, site)}
    return pdf.response(
        render_to_string("sites/handover_paper.html", context), f"{site.slug}-handover.pdf"
    )


def _shown(request: PortalRequest, site: Site) -> Brief:
    actor, now = request.actor, clock.now()
    needs = needs_on(request, actor, Within(site_id=site.pk))
    since = clock.today(site.time_zone) - timedelta(days=LOOKS_BACK_DAYS)
    found = handover_of(site, actor, needs=needs, since=since, now=now)
    return brief_of(
        site,
        actor,
        found,
        name=str(request.user),
        engagement=Engagement.objects.visible_to(actor).of_site(site.pk).current(),
        needs=needs,
        now=now,
    )
