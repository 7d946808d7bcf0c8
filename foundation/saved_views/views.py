"""Pages of saved views: save, change, remove."""

from collections.abc import Mapping
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from foundation.accounts.access import signed_in
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.saved_views import actions
from foundation.saved_views.forms import SavedViewForm
from foundation.saved_views.models import SavedView
from foundation.saved_views.registry import find, without_place
from foundation.ui.asking import ask
from foundation.ui.pages import page
from foundation.ui.redirects import redirect_with_message
from foundation.workflow.nonces import single_submit


@signed_in
@require_safe
def index(request: PortalRequest) -> HttpResponse:
    """List the reader's views, and those shared with them."""
    seen = list(SavedView.objects.visible_to(request.actor))
    context = {
        "own": [(view, _title(view)) for view in seen if view.user_id == request.actor.user_id],
        "shared": [(view, _title(view)) for view in seen if view.user_id != request.actor.user_id],
    }
    return page(request, "saved_views/index.html", context)


@signed_in
@single_submit
def new(request: PortalRequest) -> HttpResponse:
    """Save the filters the reader was looking at."""
    asked = {
        "path": request.GET.get("path", ""),
        "query": without_place(request.GET.get("query", "")),
    }
    return _filled(request, None, asked)


@signed_in
@single_submit
def change(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Rename a view, share it, or turn its notices on or off."""
    view = _own(request, pk)
    kept = {name: getattr(view, name) for name in ("path", "query", "name", "tells", "role")}
    return _filled(request, view, kept | {"person": view.person.email if view.person else ""})


@signed_in
@require_POST
@single_submit
def remove(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Remove a view."""
    view = _own(request, pk)
    actions.remove(view, by=request.actor)
    return redirect_with_message(
        request, f"“{view.name}” removed. The list itself hasn't changed.", "saved:index"
    )


def _filled(
    request: PortalRequest, view: SavedView | None, initial: Mapping[str, object]
) -> HttpResponse:
    share = P.VIEW_SHARE in request.actor.everywhere
    form = SavedViewForm(request.POST or None, initial=initial, may_share=share)
    listed = find(str(form["path"].value()))
    return ask(
        request,
        "saved_views/form.html",
        form,
        act=lambda values, _version: actions.keep(view, **values, by=request.actor),
        done=lambda kept: f"“{kept.name}” saved. Find it above the list.",
        back=reverse("saved:index"),
        then=lambda kept: kept.href,
        context={"view": view, "watched": bool(listed and listed.newest)},
    )


def _own(request: PortalRequest, pk: UUID) -> SavedView:
    return get_object_or_404(
        SavedView.objects.of(request.actor.user_id).select_related("person"), pk=pk
    )


def _title(view: SavedView) -> str:
    listed = find(view.path)
    return listed.title if listed else view.path
