"""Links between related requests of a site."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.ui.asking import sent
from foundation.ui.forms import ButtonForm
from foundation.workflow.errors import InvalidInput
from foundation.workflow.nonces import single_submit
from tta_requests import policies
from tta_requests.actions import links
from tta_requests.forms import LinkForm
from tta_requests.models import RequestLink, TTARequest
from tta_requests.querysets import requests
from tta_requests.views.fetching import ask, fetch

NO_SUCH = "This site has no other request with that number."


@access(P.REQUEST_LINK)
@single_submit
def add(request: PortalRequest, number: str) -> HttpResponse:
    """Link another request of the site to this one."""
    tta_request = _fetch(request, number)

    def act(values: dict[str, Any], _version: str | None) -> TTARequest:
        other = _other(request, tta_request, values["number"])
        if other is None:
            raise InvalidInput(NO_SUCH, field="number")
        links.add(tta_request, other=other, kind=values["kind"], by=request.actor)
        return other

    return ask(
        request,
        tta_request,
        LinkForm(request.POST or None),
        template="link_form",
        heading="Link a related request",
        button="Link requests",
        says="Both requests show the link, to DOJ staff only. Linking doesn't change either request.",
        act=act,
        done=lambda other: f"Linked to {other.number}.",
    )


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
        tta_request,
        ButtonForm(sent(request)),
        part=f"{link.request.number}: {link.get_kind_display().lower()} {link.other.number}",
        heading="Remove this link?",
        button="Remove link",
        says="Neither request will show it. The timelines of both will show that you removed it.",
        act=lambda _values, _version: links.remove(link, by=request.actor),
        done=f"No longer linked to {other.number}.",
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
