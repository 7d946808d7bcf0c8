"""Landscape reviews: add one, and change it."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.ui import asking
from foundation.workflow.nonces import single_submit
from grants import policies
from grants.actions import reviews
from grants.forms.reviews import ReviewForm
from grants.models import LandscapeReview
from grants.views.applications import fetch_kept_site
from sites.models import Site


@access(P.GRANT_KEEP)
@single_submit
def add(request: PortalRequest, slug: str) -> HttpResponse:
    """Add a review of the grant landscape."""
    site = fetch_kept_site(request, slug)
    return asking.ask(
        request,
        "grants/form.html",
        ReviewForm(request.POST or None),
        act=lambda values, _version: reviews.add(site, **values, by=request.actor),
        done="Landscape review added.",
        back=_page(site),
        context={"heading": "Add landscape review", "about": site.name},
    )


@access(P.GRANT_KEEP)
@single_submit
def change(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Change a review of the grant landscape."""
    seen = LandscapeReview.objects.visible_to(request.actor).for_page()
    found: LandscapeReview = get_object_or_404(seen, pk=pk)
    if not policies.can_change_review(request.actor, found):
        raise PermissionDenied
    initial = {name: getattr(found, name) for name in ReviewForm.base_fields}
    return asking.ask(
        request,
        "grants/form.html",
        ReviewForm(request.POST or None, initial=initial),
        act=lambda values, version: reviews.change(
            found, **values, version=version, by=request.actor
        ),
        done="Landscape review changed.",
        back=_page(found.site),
        version=found.version,
        context={"heading": "Change landscape review", "about": found.site.name},
    )


def _page(site: Site) -> str:
    return reverse("grants:of-site", args=[site.slug]) + "#reviews"
