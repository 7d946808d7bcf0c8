"""A page about a request that asks with one form and acts once."""

from typing import Any

from django import forms
from django.http import HttpResponse

from foundation.accounts.http import PortalRequest
from foundation.ui import asking
from tta_requests.models import TTARequest


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
        more: what else the page shows: ``part``, of a form about a part of the request, ``says``, ``button``.
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
