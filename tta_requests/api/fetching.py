"""What every API resource of requests does: fetch what the caller may see, refuse what it may not read."""

from typing import TYPE_CHECKING, Any, cast

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from foundation.accounts.actors import Actor
from foundation.api.etags import etag
from foundation.api.records import Record
from foundation.calendars import clock
from tta_requests import policies
from tta_requests.models import TTARequest
from tta_requests.querysets import requests
from tta_requests.serializers.output import RequestOut, representation

if TYPE_CHECKING:
    from tta_requests.querysets.columns import SurroundedRequest


class RequestRecord(Record["SurroundedRequest"]):
    """A request, of which a provider sees a part until it accepts."""

    def told(self, actor: Actor, found: "SurroundedRequest") -> Any:
        """Return the request, or the part of it that this caller sees."""
        return representation(found, whole=policies.can_read_whole(actor, found))

    def tag(self, actor: Actor, found: "SurroundedRequest") -> str:
        """Return the tag of the version, another one for the part."""
        return etag(found.version, "" if policies.can_read_whole(actor, found) else "few")


def _seen(actor: Actor) -> "QuerySet[SurroundedRequest]":
    """Return the requests that a caller sees, with everything their representation shows."""
    found = requests.with_surroundings(requests.shown_to(actor).for_page(), clock.now())
    return cast("QuerySet[SurroundedRequest]", found)


REQUEST = RequestRecord(seen=_seen, output=RequestOut, address="api:request", key="number")


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
