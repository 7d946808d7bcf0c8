"""Break-glass pages: an administrator's access to a site, and its records."""

from typing import cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from foundation.accounts.access import access, signed_in
from foundation.accounts.actors import Actor
from foundation.accounts.http import PortalRequest
from foundation.accounts.models import setting
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.ui.pages import page
from foundation.ui.redirects import onward, redirect_with_message, see_other
from foundation.ui.types import Link
from foundation.workflow.nonces import single_submit
from sites import policies
from sites.actions import break_glass
from sites.forms import BreakGlassForm, ChooseSiteForm
from sites.models import BreakGlass, Site


def way_in(request: HttpRequest) -> Link | None:
    """Offer an administrator the break-glass page of the site that an address names, or of any site.

    It asks the address and the role only, so that the link says nothing about what exists.
    """
    actor = cast("Actor | None", getattr(request, "actor", None))
    if actor is None or P.GLASS_BREAK not in actor.everywhere:
        return None
    match = request.resolver_match
    slug = match.kwargs.get("slug") if match is not None and match.app_name != "admin" else None
    wanted = {"next": request.path} if request.method == "GET" else {}
    if slug and request.path.startswith(reverse("sites:directory")):
        wanted["site"] = slug
    return Link("Open a break-glass record", reverse("sites:choose-site", query=wanted))


@access(P.GLASS_BREAK)
def choose_site(request: PortalRequest) -> HttpResponse:
    """Choose the site to open, and see which records are open."""
    form = ChooseSiteForm(request.GET if "site" in request.GET else None)
    wanted = onward(request, request.GET.get("next", ""), "")
    if form.is_valid():
        query = {"next": wanted} if wanted else None
        return see_other("sites:break-glass", form.cleaned_data["site"].slug, query=query)
    assert request.actor.user_id is not None  # noqa: S101 -- the permission is a person's
    context = {
        "form": form,
        "next": wanted,
        "open": BreakGlass.objects.open_for(request.actor.user_id, clock.now()).for_own_list(),
        "zone": request.actor.time_zone,
    }
    return page(request, "sites/choose_site.html", context)


@access(P.GLASS_BREAK)
@require_http_methods(["GET", "POST"])
@single_submit
def open_break_glass(request: PortalRequest, slug: str) -> HttpResponse:
    """Open a site for a limited time, after giving a reason."""
    site = get_object_or_404(Site, slug=slug)
    form = BreakGlassForm(request.POST or None)
    if form.is_valid():
        look = break_glass.break_glass(site, reason=form.cleaned_data["reason"], by=request.actor)
        messages.success(
            request, f"You can now see the content of {look.site}. Program Managers were notified."
        )
        here = reverse("sites:break-glass", args=[slug])
        return see_other(onward(request, request.GET.get("next", ""), here))
    assert request.actor.user_id is not None  # noqa: S101 -- the permission is a person's
    context = {
        "site": site,
        "form": form,
        "minutes": setting("break-glass-minutes"),
        "open": BreakGlass.objects.open_for(request.actor.user_id, clock.now()).at(site).first(),
        "zone": request.actor.time_zone,
    }
    return page(request, "sites/break_glass.html", context)


@access(P.GLASS_BREAK)
@require_POST
@single_submit
def close_glass(request: PortalRequest, slug: str, pk: str) -> HttpResponse:
    """Close one's own break-glass record early."""
    site = get_object_or_404(Site, slug=slug)
    look = get_object_or_404(BreakGlass.objects.at(site), pk=pk, user_id=request.actor.user_id)
    break_glass.close(look, by=request.actor)
    return redirect_with_message(request, "Break-glass record closed.", "sites:break-glass", slug)


@signed_in
def broken_glass(request: PortalRequest, slug: str) -> HttpResponse:
    """List every record at this site: who opened it, why, until when."""
    site = get_object_or_404(Site, slug=slug)
    if not policies.can_see_broken_glass(request.actor, site):
        if policies.can_enter(request.actor, site):
            raise PermissionDenied
        raise Http404
    records = BreakGlass.objects.visible_to(request.actor).at(site).for_record()
    context = {
        "site": site,
        "records": records,
        "zone": request.actor.time_zone,
        "team_url": reverse("sites:team", args=[slug]),
    }
    return page(request, "sites/broken_glass.html", context)
