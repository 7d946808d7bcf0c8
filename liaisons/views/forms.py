"""What a page with the log's form reads of its request: the update's id, its version, what the address names."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.crypto import salted_hmac

from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.workflow.nonces import FIELD, is_one
from liaisons.actions import log
from liaisons.enums import Risk
from liaisons.models import EngagementUpdate
from liaisons.querysets.places import sites_where
from liaisons.views.parts import today_of
from sites.models import Site
from tta_requests.models import TTARequest
from tta_requests.querysets import requests


def edit_of(request: HttpRequest) -> log.Edit:
    """Return what a save is based on: the form's version and nonce."""
    form = request.POST.get(FIELD, "")
    return log.Edit(version=request.POST.get("version"), form=form if is_one(form) else "")


def version_after_refusal(request: HttpRequest, known: EngagementUpdate | None) -> object:
    """Return the current version if this form saved itself before, else the posted version."""
    if known and known.edited_in and known.edited_in == request.POST.get(FIELD):
        return known.version
    return request.POST.get("version")


def posted_pk(request: HttpRequest) -> UUID:
    """Return the id of the form's update, from its address.

    Raises:
        Http404: when it is none.
    """
    try:
        return UUID(request.GET.get("draft", ""))
    except ValueError:
        raise Http404 from None


def fresh_pk(request: PortalRequest) -> UUID:
    """Return the id of the reader's next update.

    It is the same until that update is saved, so that a text that never reached the portal finds
    its form again.
    """
    last = EngagementUpdate.objects.last_id_of(request.actor.user_id)
    digest = salted_hmac("liaisons.update", f"{request.actor.user_id}:{last}").digest()
    return UUID(bytes=digest[:16], version=4)


def initial_at(
    request: PortalRequest, site: Site | None, tta_request: TTARequest | None
) -> dict[str, object]:
    """Return the new form's initial values: today, and the site and request that the address names."""
    sites = sites_where(request.actor, P.UPDATE_LOG)[:2]
    only = sites[0] if site is None and len(sites) == 1 else site
    areas = [tta_request.core_area_id] if tta_request and tta_request.core_area_id else []
    linked = {"requests": [tta_request.pk], "areas": areas} if tta_request else {}
    return {
        "site": only and only.pk,
        "when": today_of(request).isoformat(),
        "next": "",
        "risk": Risk.NONE,
        **linked,
    }


def address_of_copy(request: PortalRequest, site_id: Any) -> str:
    """Return the URL that fills the form from the reader's last update at a site; empty without one."""
    logged = EngagementUpdate.objects.visible_to(request.actor).submitted()
    last = logged.by(request.actor.user_id).at(site_id).for_list().first()
    return reverse("liaisons:new", query={"copy": last.site.slug}) if last else ""


def asked_for(request: PortalRequest) -> tuple[Site | None, TTARequest | None]:
    """Return the site and request in the query string; 404 if the reader can't log there."""
    sites = sites_where(request.actor, P.UPDATE_LOG)
    number, slug = request.GET.get("request"), request.GET.get("site")
    tta_request = None
    if number:
        visible = requests.visible_to(request.actor).numbered(number)
        tta_request = get_object_or_404(visible)
        return get_object_or_404(sites, pk=tta_request.site_id), tta_request
    return (get_object_or_404(sites, slug=slug) if slug else None), tta_request
