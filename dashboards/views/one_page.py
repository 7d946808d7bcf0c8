"""The one-page summary of a site: a page to print, a PDF, and a link sent to its leadership."""

from django.http import HttpResponse
from django.template.loader import render_to_string

from dashboards.actions import sent_summaries
from dashboards.policies.sent_summaries import can_send
from dashboards.presenters.one_page import LOOKS_BACK, OnePage, one_page_of
from dashboards.querysets.one_page import summary_of
from engagements.querysets.owners import in_role
from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.accounts.roles import EXECUTIVE_LEADERSHIP
from foundation.calendars import clock
from foundation.ui import pdf, wording
from foundation.ui.pages import page
from foundation.ui.redirects import redirect_with_message
from foundation.workflow.nonces import single_submit
from sites import policies
from sites.models import Site
from sites.views.team import enterable


@access(P.SITE_VIEW)
def summary(request: PortalRequest, slug: str) -> HttpResponse:
    """Show the summary of a site on one page, ready to print; 404 for readers who can't enter it."""
    site = enterable(request, slug, policies.can_enter)
    context = {
        "site": site,
        "shown": _shown(request, site),
        "has_pdf": pdf.is_available(),
        "may_send": can_send(request.actor, site),
    }
    return page(request, "sites/one_page.html", context)


@access(P.SITE_VIEW)
def summary_pdf(request: PortalRequest, slug: str) -> HttpResponse:
    """Send the summary of a site as a PDF, drawn for its reader."""
    site = enterable(request, slug, policies.can_enter)
    context = {"site": site, "shown": _shown(request, site)}
    return pdf.response(
        render_to_string("sites/one_page_paper.html", context), f"{site.slug}-one-page.pdf"
    )


@access(P.SUMMARY_SEND)
@single_submit
def send(request: PortalRequest, slug: str) -> HttpResponse:
    """Send the summary to the site's executive leadership, after a last look at who gets it."""
    site = enterable(request, slug, can_send)
    if request.method == "POST":
        sent = sent_summaries.send(site, by=request.actor)
        said = f"Summary sent to {wording.counted(sent.people, 'person', 'people')}."
        return redirect_with_message(request, said, "sites:one-page", slug)
    people = in_role(site, EXECUTIVE_LEADERSHIP.slug, clock.now())
    return page(request, "sites/send_one_page.html", {"site": site, "people": people})


def _shown(request: PortalRequest, site: Site) -> OnePage:
    since = clock.today(site.time_zone) - LOOKS_BACK
    found = summary_of(site, request.actor, since=since)
    return one_page_of(site, found, since=since, now=clock.now())
