"""What every page of requests does: fetch what the reader may see, refuse what the role may not do, ask with a form."""

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from foundation.accounts.http import PortalRequest
from foundation.ui import asking
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


def ask(
    request: PortalRequest,
    tta_request: TTARequest,
    form: forms.Form,
    *,
    heading: str,
    act: asking.Act,
    done: asking.Done,
    fragment: str = "",
    template: str = "form",
    version: int = 0,
    **more: Any,
) -> HttpResponse:
    """Show a form about a request; act once it is valid, and return to the request's page.

    Arguments:
        act: what is done with the clean values and the version the form was based on.
        done: the sentence afterward, or what makes it of what ``act`` returns.
        fragment: the part of the request's page that the form is about.
        template: the page's name among those of this room.
        version: the present version of the row that the form changes; 0 where nothing is compared.
        more: what else the page shows: ``part``, of a form about a part of the request, ``says``, ``button``, and
            ``title``, the page's name where it isn't the button's.
    """
    page = tta_request.get_absolute_url()
    return asking.ask(
        request,
        f"tta_requests/{template}.html",
        form,
        act=act,
        done=done,
        back=f"{page}#{fragment}" if fragment else page,
        version=version,
        context={"tta_request": tta_request, "heading": heading, **more},
    )
