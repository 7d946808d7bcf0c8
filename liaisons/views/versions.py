"""The versions of an update, and what differs between two of them."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.ui.pages import page
from liaisons.forms import VersionsForm
from liaisons.models import EngagementUpdate
from liaisons.presenters.versions import choices_of, versions_page
from liaisons.querysets.updates import versions_of


@access(P.UPDATE_VIEW)
def versions(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Compare two versions of an update: the last two, unless the address names others."""
    logged = EngagementUpdate.objects.visible_to(request.actor).submitted().for_list()
    update = get_object_or_404(logged, pk=pk)
    found = list(versions_of(update)) or [update]
    tz = update.site.time_zone
    form = VersionsForm(
        request.GET or None,
        choices=choices_of(found, tz),
        initial={"older": max(len(found) - 1, 1), "newer": len(found)},
    )
    if form.is_bound and not form.is_valid():
        raise Http404
    asked = form.cleaned_data if form.is_bound else form.initial
    older, newer = sorted((asked["older"] or 1, asked["newer"] or len(found)))
    context = {
        "update": update,
        "form": form,
        "shown": versions_page(found, older=older, newer=newer, author=update.author.name, tz=tz),
    }
    return page(request, "liaisons/versions.html", context)
