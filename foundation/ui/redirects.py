"""Redirect after a form: to the page that shows the result, with a sentence on what happened."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme, urlencode


def see_other(
    to: Any, *args: object, query: Mapping[str, Any] | None = None, fragment: str = ""
) -> HttpResponseRedirect:
    """Redirect the browser to a page (303), so that reloading it never sends the form again.

    Arguments:
        to: a record with a page of its own, a URL name, or a URL.
        args: the arguments of the URL name.
        query: the query string's parameters.
        fragment: the part of the page to show.
    """
    address = resolve_url(to, *args)
    asked = f"?{urlencode(query)}" if query else ""
    answer = HttpResponseRedirect(f"{address}{asked}{f'#{fragment}' if fragment else ''}")
    answer.status_code = 303
    return answer


def onward(request: HttpRequest, wanted: str, otherwise: str) -> str:
    """Return the address a form names as the next page if it is one of ours, else another."""
    ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, request.is_secure()
    )
    return wanted if ours else otherwise


def redirect_with_message(
    request: HttpRequest, sentence: str, to: Any, *args: object, fragment: str = ""
) -> HttpResponseRedirect:
    """Redirect to a page that shows a sentence on what was done."""
    messages.success(request, sentence)
    return see_other(to, *args, fragment=fragment)
