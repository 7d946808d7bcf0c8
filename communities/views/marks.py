"""Mark a post as useful, and undo it: a button of each post in its thread."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from communities.actions import marks
from communities.models import Post
from foundation.accounts.access import signed_in
from foundation.accounts.http import PortalRequest
from foundation.ui.redirects import redirect_with_message
from foundation.workflow.nonces import single_submit


@signed_in
@single_submit
def mark(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Mark a post as useful."""
    return _press(request, pk, marks.mark, "Marked as useful.")


@signed_in
@single_submit
def unmark(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Remove the reader's own mark."""
    return _press(request, pk, marks.unmark, "Mark removed.")


def _press(request: PortalRequest, pk: UUID, act: Callable[..., None], done: str) -> HttpResponse:
    seen = Post.objects.visible_to(request.actor).select_related("community")
    post = get_object_or_404(seen, pk=pk)
    if request.method != "POST":
        return redirect(post)
    act(post, by=request.actor)
    return redirect_with_message(request, done, post)
