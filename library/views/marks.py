"""Mark a resource as useful, and undo it: two buttons of its page."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import redirect

from foundation.accounts.access import signed_in
from foundation.accounts.http import PortalRequest
from foundation.ui.redirects import redirect_with_message
from foundation.workflow.nonces import single_submit
from library.actions import marks
from library.views.resources import fetch


@signed_in
@single_submit
def mark(request: PortalRequest, slug: str) -> HttpResponse:
    """Mark a resource as useful."""
    return _press(request, slug, marks.mark, "Marked as useful.")


@signed_in
@single_submit
def unmark(request: PortalRequest, slug: str) -> HttpResponse:
    """Remove the reader's own mark."""
    return _press(request, slug, marks.unmark, "Mark removed.")


def _press(request: PortalRequest, slug: str, act: Callable[..., None], done: str) -> HttpResponse:
    resource = fetch(request, slug)
    if request.method != "POST":
        return redirect(resource)
    act(resource, by=request.actor)
    return redirect_with_message(request, done, resource)
