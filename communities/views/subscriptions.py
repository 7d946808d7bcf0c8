"""Follow the posts of a community or of one thread, and stop: buttons of their pages."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from communities import policies
from communities.actions import subscriptions
from communities.models import Post
from communities.views.communities import fetch
from foundation.accounts.access import signed_in
from foundation.accounts.http import PortalRequest
from foundation.ui.redirects import redirect_with_message
from foundation.workflow.nonces import single_submit

FOLLOWING = "You follow these posts. We'll notify you of new ones."
STOPPED = "You don't follow these posts anymore."


@signed_in
@single_submit
def follow(request: PortalRequest, slug: str) -> HttpResponse:
    """Follow all new posts of a community."""
    return _choose(request, slug, is_following=True)


@signed_in
@single_submit
def unfollow(request: PortalRequest, slug: str) -> HttpResponse:
    """Stop following the new posts of a community."""
    return _choose(request, slug, is_following=False)


@signed_in
@single_submit
def follow_thread(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Follow the replies to a post."""
    post = _fetch_thread(request, pk)
    return _choose(request, post.community.slug, post, is_following=True)


@signed_in
@single_submit
def unfollow_thread(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Stop following the replies to a post, even one the reader wrote."""
    post = _fetch_thread(request, pk)
    return _choose(request, post.community.slug, post, is_following=False)


def _choose(
    request: PortalRequest, slug: str, post: Post | None = None, *, is_following: bool
) -> HttpResponse:
    community = fetch(request, slug)
    if not policies.can_write(request.actor, community):
        raise PermissionDenied
    back = post.get_absolute_url() if post else community.get_absolute_url()
    if request.method != "POST":
        return redirect(back)
    subscriptions.choose(community, post=post, is_following=is_following, by=request.actor)
    return redirect_with_message(request, FOLLOWING if is_following else STOPPED, back)


def _fetch_thread(request: PortalRequest, pk: UUID) -> Post:
    seen = Post.objects.visible_to(request.actor).threads().select_related("community")
    return get_object_or_404(seen, pk=pk)
