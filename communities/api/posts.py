"""Read and write posts, and follow them."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from rest_framework.response import Response

from communities import policies
from communities.actions import marks, posts, proposals, subscriptions
from communities.api.communities import fetch
from communities.forms.communities import ThreadForm
from communities.models import Community, Post
from communities.models.posts import THREADS
from communities.querysets.communities import with_marks
from communities.serializers.posts import CommunityPostBody, CommunityPostOut, FollowingOut
from foundation.accounts.access import SIGNED_IN
from foundation.api.http import Call
from foundation.api.idempotency import idempotent
from foundation.api.inputs import as_typed, clean, read
from foundation.api.outputs import created, page_of
from foundation.api.pages import listed
from foundation.api.resources import Resource
from library.forms import ProposalForm
from library.serializers import ProposalBody, ProposalOut


class CommunityPosts(Resource):
    """Posts of a community, for its members."""

    access = SIGNED_IN
    changes = SIGNED_IN  # members may; the policies of the row decide
    paged = True
    inputs = {"POST": CommunityPostBody}
    outputs = {"GET": (200, page_of(CommunityPostOut)), "POST": (201, CommunityPostOut)}

    def get(self, call: Call, slug: str) -> Response:
        """List a community's posts and replies, newest first; none for people who don't belong to it."""
        found = Post.objects.visible_to(call.actor).of_community(fetch(call, slug).pk)
        rows: Any = with_marks(call.actor, found.newest_first().select_related("author"))
        return listed(call, rows, THREADS, CommunityPostOut)

    @idempotent
    def post(self, call: Call, slug: str) -> Response:
        """Write a post, or a reply to one of the community's posts."""
        community, values = fetch(call, slug), read(call, CommunityPostBody)
        if not policies.can_write(call.actor, community):
            raise PermissionDenied
        parent = _parent(call, community, values.pop("reply_to", None))
        said = clean(ThreadForm(as_typed(values)))
        made = posts.write(community, **said, parent=parent, by=call.actor)
        seen = Post.objects.visible_to(call.actor).select_related("author")
        shown = with_marks(call.actor, seen).get(pk=made.pk)
        return created(CommunityPostOut(shown), "api:community-posts", slug)


class PostProposal(Resource):
    """A post that is proposed for the library."""

    access = SIGNED_IN
    changes = SIGNED_IN  # its author's or a facilitator's; the policy of the row says which
    inputs = {"POST": ProposalBody}
    outputs = {"POST": (201, ProposalOut)}

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Propose what a post shares for the library; only what you send leaves the community."""
        post, form = _post(call, pk), ProposalForm(as_typed(read(call, ProposalBody)))
        made = proposals.propose(post, **clean(form), by=call.actor)
        return created(ProposalOut(made), "api:library-proposals")


class PostMark(Resource):
    """Whether you found a post useful."""

    access = SIGNED_IN
    changes = SIGNED_IN  # members may; the policies of the row decide
    outputs = {"POST": (204, None), "DELETE": (204, None)}

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Mark a post as useful; not one of your own."""
        marks.mark(_post(call, pk), by=call.actor)
        return Response(status=204)

    def delete(self, call: Call, pk: UUID) -> Response:
        """Remove your mark from a post."""
        marks.unmark(_post(call, pk), by=call.actor)
        return Response(status=204)


class CommunityFollowing(Resource):
    """Whether you're notified of a community's new posts."""

    access = SIGNED_IN
    changes = SIGNED_IN  # members may; the policies of the row decide
    outputs = {"POST": (200, FollowingOut), "DELETE": (200, FollowingOut)}

    @idempotent
    def post(self, call: Call, slug: str) -> Response:
        """Follow all new posts of a community."""
        return _choose(call, fetch(call, slug), is_following=True)

    def delete(self, call: Call, slug: str) -> Response:
        """Stop following the new posts of a community."""
        return _choose(call, fetch(call, slug), is_following=False)


class ThreadFollowing(Resource):
    """Whether you're notified of the replies to a post."""

    access = SIGNED_IN
    changes = SIGNED_IN  # members may; the policies of the row decide
    outputs = {"POST": (200, FollowingOut), "DELETE": (200, FollowingOut)}

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Follow the replies to a post."""
        post = _thread(call, pk)
        return _choose(call, fetch(call, post.community.slug), post, is_following=True)

    def delete(self, call: Call, pk: UUID) -> Response:
        """Stop following the replies to a post, even one you wrote."""
        post = _thread(call, pk)
        return _choose(call, fetch(call, post.community.slug), post, is_following=False)


def _choose(
    call: Call, community: Community, post: Post | None = None, *, is_following: bool
) -> Response:
    if not policies.can_write(call.actor, community):
        raise PermissionDenied
    subscriptions.choose(community, post=post, is_following=is_following, by=call.actor)
    return Response(FollowingOut({"is_following": is_following}).data)


def _thread(call: Call, pk: UUID) -> Post:
    seen = Post.objects.visible_to(call.actor).threads().select_related("community")
    return get_object_or_404(seen, pk=pk)


def _post(call: Call, pk: UUID) -> Post:
    seen = Post.objects.visible_to(call.actor).select_related("community")
    return get_object_or_404(seen, pk=pk)


def _parent(call: Call, community: Community, pk: UUID | None) -> Post | None:
    """Return the post that is replied to; None for a new thread."""
    if pk is None:
        return None
    return get_object_or_404(Post.objects.visible_to(call.actor).of_community(community.pk), pk=pk)
