"""Posts: write one, read it with its replies, remove it, and show it again."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from communities import policies
from communities.actions import posts
from communities.forms.communities import PostForm, ReasonForm, ThreadForm
from communities.models import Post
from communities.presenters import posts as shown
from communities.querysets.communities import replies_of, thread_for
from communities.views.communities import ask, fetch
from foundation.accounts.access import signed_in
from foundation.accounts.http import PortalRequest, first_or_404
from foundation.ui import asking
from foundation.ui.asking import sent
from foundation.ui.forms import ButtonForm
from foundation.workflow.nonces import single_submit


@signed_in
@single_submit
def write(request: PortalRequest, slug: str) -> HttpResponse:
    """Write a post."""
    community = fetch(request, slug)
    if not policies.can_write(request.actor, community):
        raise PermissionDenied
    return ask(
        request,
        community,
        ThreadForm(request.POST or None),
        heading="Write a post",
        act=lambda values, _version: posts.write(community, **values, by=request.actor),
        done="Post added.",
    )


@signed_in
@single_submit
def thread(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Show a post with its replies, and add a reply."""
    post = first_or_404(thread_for(request.actor, pk=pk))
    community, actor = fetch(request, post.community.slug), request.actor
    may_write = policies.can_write(actor, community)
    if request.method == "POST" and not may_write:
        raise PermissionDenied
    form = PostForm(request.POST or None)
    replies = replies_of(actor, pk=pk)
    lines = shown.lines_of([post, *replies], community, actor, is_list=False)
    return asking.ask(
        request,
        "communities/thread.html",
        form,
        act=lambda values, _version: posts.write(community, **values, parent=post, by=actor),
        done="Reply added.",
        back=reverse("communities:thread", args=[pk]),
        context={
            "community": community,
            "thread": post.pk,
            "first": lines[0],
            "replies": lines[1:],
            "is_following": shown.is_followed(post, replies, actor),
            "form": form if may_write else None,
        },
    )


@signed_in
@single_submit
def remove(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Remove a post from view; its author needs no reason."""
    post = _fetch(request, pk)
    is_own = post.author_id == request.actor.user_id
    return ask(
        request,
        post.community,
        (ButtonForm if is_own else ReasonForm)(sent(request)),
        heading="Remove post",
        says="Members won't see it anymore. You can restore it.",
        act=lambda values, _version: posts.remove(
            post, reason=values.get("reason", ""), by=request.actor
        ),
        done="Post removed.",
        then=post.get_absolute_url(),
    )


@signed_in
@single_submit
def restore(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Show a removed post again."""
    post = _fetch(request, pk)
    if not policies.can_restore(request.actor, post):
        raise PermissionDenied
    return ask(
        request,
        post.community,
        ButtonForm(sent(request)),
        heading="Restore post",
        says="All members can see it.",
        act=lambda _values, _version: posts.restore(post, by=request.actor),
        done="Post restored.",
        then=post.get_absolute_url(),
    )


def _fetch(request: PortalRequest, pk: UUID) -> Post:
    seen = Post.objects.visible_to(request.actor).select_related("community", "author")
    post = get_object_or_404(seen, pk=pk)
    if not policies.can_remove(request.actor, post):
        raise PermissionDenied
    return post
