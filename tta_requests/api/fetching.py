"""What every API resource of requests does: fetch what the caller may see, refuse what it may not read."""

from typing import TYPE_CHECKING, cast

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from foundation.accounts.actors import Actor
from foundation.api.etags import etag
from foundation.calendars import clock
from tta_requests import policies
from tta_requests.models import TTARequest
from tta_requests.querysets import requests

if TYPE_CHECKING:
    from tta_requests.querysets.columns import SurroundedRequest


def fetch(actor: Actor, number: str) -> "SurroundedRequest":
    """Fetch a request with everything its representation shows.

    Raises:
        Http404: when this caller can't see it.
    """
    found = requests.with_surroundings(requests.shown_to(actor).for_page(), clock.now())
    return cast("SurroundedRequest", get_object_or_404(found.numbered(number)))


def fetch_whole(actor: Actor, number: str) -> TTARequest:
    """Fetch a request that the caller may read in full, for the resources that belong to it.

    Raises:
        Http404: when this caller can't see it.
        PermissionDenied: when the caller's organization has not accepted it.
    """
    tta_request = get_object_or_404(requests.shown_to(actor).for_step().numbered(number))
    if not policies.can_read_whole(actor, tta_request):
        raise PermissionDenied
    return tta_request


def tag_of(actor: Actor, tta_request: TTARequest) -> str:
    """Return the entity tag of what this caller sees of the request."""
    return etag(tta_request.version, "" if policies.can_read_whole(actor, tta_request) else "few")
