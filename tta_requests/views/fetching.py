"""What every page of requests does: fetch what the reader may see, refuse what the role may not do."""

from typing import TYPE_CHECKING, cast

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from foundation.accounts.http import PortalRequest
from tta_requests import policies
from tta_requests.models import TTARequest
from tta_requests.querysets import requests
from tta_requests.querysets.routing import run_for_page

if TYPE_CHECKING:
    from tta_requests.querysets.columns import OfferedRun


def fetch(request: PortalRequest, number: str, step: str = "") -> TTARequest:
    """Fetch a request for a step that the reader's role includes.

    Raises:
        Http404: when this reader can't see it.
        PermissionDenied: when the reader can, but may not take that step at that site.
    """
    tta_request = get_object_or_404(requests.shown_to(request.actor).for_step(), number=number)
    if step and not policies.can_take(request.actor, tta_request, step):
        raise PermissionDenied
    return tta_request


def latest_run(request: PortalRequest, tta_request: TTARequest) -> "OfferedRun | None":
    """Return the newest ranking of a request, with its offers; None if it was never ranked."""
    found = run_for_page(request.actor, request_id=tta_request.pk)
    return cast("OfferedRun | None", next(iter(found), None))
