"""The roster of a summit, and lists for its doors: as pages to print, and as PDFs."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from foundation.accounts.access import signed_in
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.exports.forms import export_of
from foundation.ui import pdf
from foundation.ui.pages import page
from summits import policies
from summits.errors import RosterTooLong
from summits.forms.rosters import DoorListForm, RosterForm
from summits.models import Registration, Session, Summit
from summits.presenters import rosters as shown
from summits.presenters.days import days_of, place_of
from summits.querysets.rosters import door_list_of, roster_of, sites_on
from summits.views.summits import fetch_organized, fetch_planned

# A PDF of more people takes a web process too long: of 500 it took almost 4 seconds.
MAX_ON_PAPER = 300


@signed_in
@require_safe
def roster(request: PortalRequest, slug: str) -> HttpResponse:
    """List who comes: everyone to organizers, their own sites' people to those who choose delegates."""
    summit = _fetch(request, slug)
    form, context = _asked(request, summit)
    asked = context["site"].slug if context["site"] else ""
    context |= {
        "shown": _shown(request, summit, context["found"]),
        "form": form,
        "query": f"?site={asked}" if asked else "",
        "has_pdf": pdf.is_available(),
        "export": export_of("summit-roster", f"summit={slug}&site={asked}", request.actor)
        if request.actor.may_anywhere(P.SITE_VIEW)
        else None,
        "may_organize": policies.can_organize(request.actor, summit),
    }
    return page(request, "summits/roster.html", context)


@signed_in
@require_safe
def roster_pdf(request: PortalRequest, slug: str) -> HttpResponse:
    """Send the roster as a PDF, without federal law enforcement."""
    summit = _fetch(request, slug)
    form, context = _asked(request, summit)
    if not form.is_valid():
        raise Http404
    found = list(context["found"].without_federal()[: MAX_ON_PAPER + 1])
    if len(found) > MAX_ON_PAPER:
        raise RosterTooLong
    context["shown"] = _shown(request, summit, found)
    text = render_to_string("summits/roster_paper.html", context)
    return pdf.response(text, f"summit-{slug}-roster.pdf")


@signed_in
@require_safe
def door_list(request: PortalRequest, slug: str) -> HttpResponse:
    """Show a list to check off by hand when phones fail: for the summit's door, or a session's."""
    summit = fetch_organized(request, slug)
    sessions = Session.objects.visible_to(request.actor).of_summit(summit.pk).placed()
    form = DoorListForm(request.GET, sessions=sessions)
    session = form.cleaned_data["session"] if form.is_valid() else None
    found = door_list_of(summit, request.actor, session)
    context = {
        "summit": summit,
        "form": form,
        "session": session,
        "lines": shown.door_lines_of(found, summit),
    }
    return page(request, "summits/door_list.html", context)


def _fetch(request: PortalRequest, slug: str) -> Summit:
    summit = fetch_planned(request, slug)
    if not policies.can_read_roster(request.actor, summit):
        raise PermissionDenied
    return summit


def _asked(request: PortalRequest, summit: Summit) -> tuple[RosterForm, dict[str, Any]]:
    """Return the filter, and whom it leaves; a site that isn't on the roster narrows nothing."""
    actor = request.actor
    sites = policies.rostered_sites(actor, summit)
    form = RosterForm(request.GET, sites=sites_on(summit, actor, sites))
    site = form.cleaned_data["site"] if form.is_valid() else None
    return form, {
        "summit": summit,
        "when": days_of(summit),
        "where": place_of(summit),
        "site": site,
        "of": site.name if site else "Everyone" if sites is None else "Your sites",
        "found": roster_of(summit, actor, sites, site),
    }


def _shown(
    request: PortalRequest, summit: Summit, found: Iterable[Registration]
) -> shown.RosterPage:
    may = policies.can_read_addresses(request.actor, summit)
    return shown.page_of(found, summit, with_addresses=may)
