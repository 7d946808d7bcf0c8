"""Links between related requests of a site."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.ui.asking import ask
from foundation.ui.forms import ButtonForm
from foundation.ui.pages import page
from foundation.ui.redirects import redirect_with_message
from foundation.workflow.nonces import single_submit
from tta_requests import policies
from tta_requests.actions import links
from tta_requests.forms import LinkForm
from tta_requests.models import RequestLink, TTARequest
from tta_requests.querysets import requests
from tta_requests.views.fetching import fetch


@access(P.REQUEST_LINK)
@single_submit
def add(request: PortalRequest, number: str) -> HttpResponse:
    """Link another request of the site to this one."""
    tta_request = _fetch(request, number)
    form = LinkForm(request.POST or None)
    if form.is_valid():
        other = _other(request, tta_request, form.cleaned_data["number"])
        if other is not None:
            links.add(tta_request, other=other, kind=form.cleaned_data["kind"], by=request.actor)
            return redirect_with_message(
                request, f"Linked to {other.number}.", "tta_requests:detail", number
            )
        form.add_error("number", "This site has no other request with that number.")
    return page(request, "tta_requests/link_form.html", {"tta_request": tta_request, "form": form})


@access(P.REQUEST_LINK)
@single_submit
def remove(request: PortalRequest, number: str, pk: UUID) -> HttpResponse:
    """Remove a link, from the page of either request."""
    tta_request = _fetch(request, number)
    of_both = RequestLink.objects.of_request(tta_request.pk).with_requests()
    link = get_object_or_404(of_both, pk=pk)
    other = link.other if link.request_id == tta_request.pk else link.request
    return ask(
        request,
        "tta_requests/form.html",
        ButtonForm(request.POST if request.method == "POST" else None),
        act=lambda _values, _version: links.remove(link, by=request.actor),
        done=f"No longer linked to {other.number}.",
        back=tta_request.get_absolute_url(),
        context={
            "tta_request": tta_request,
            "part": f"{link.request.number}: {link.get_kind_display().lower()} {link.other.number}",
            "heading": "Remove this link?",
            "button": "Remove link",
            "kind": "danger",
            "says": "Neither request will show it. The timelines of both will show that you removed it.",
        },
    )


def _fetch(request: PortalRequest, number: str) -> TTARequest:
    """Fetch a request whose links the reader may change.

    Raises:
        Http404: when this reader can't see it.
        PermissionDenied: when the reader can, but isn't DOJ staff.
    """
    tta_request = fetch(request, number)
    if not policies.can_link(request.actor, tta_request):
        raise PermissionDenied
    return tta_request


def _other(request: PortalRequest, tta_request: TTARequest, number: str) -> TTARequest | None:
    return (
        requests.shown_to(request.actor)
        .at(tta_request.site_id)
        .numbered(number)
        .first_but(tta_request.pk)
    )
