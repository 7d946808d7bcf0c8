"""Where a form leads once it is done: to the page that shows it, with what happened in a sentence."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.http import urlencode


def see_other(
    to: Any, *args: object, query: Mapping[str, Any] | None = None, fragment: str = ""
) -> HttpResponseRedirect:
    """Send the browser to read a page (303), so that reloading it never sends the form again.

    Arguments:
        to: a record with a page of its own, the name of an address, or an address.
        args: what the named address is made with.
        query: what follows its question mark.
        fragment: the part of the page to show.
    """
    address = resolve_url(to, *args)
    asked = f"?{urlencode(query)}" if query else ""
    answer = HttpResponseRedirect(f"{address}{asked}{f'#{fragment}' if fragment else ''}")
    answer.status_code = 303
    return answer


def redirect_with_message(
    request: HttpRequest, sentence: str, to: Any, *args: object, fragment: str = ""
) -> HttpResponseRedirect:
    """Say on the next page what was done, and send the browser there."""
    messages.success(request, sentence)
    return see_other(to, *args, fragment=fragment)
