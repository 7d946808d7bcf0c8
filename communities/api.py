"""The API of communities: read them and their meetings, join and leave, and read and write posts."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from rest_framework.response import Response

from communities import policies
from communities.actions import members, posts
from communities.forms.communities import JoinForm, PostForm
from communities.models import Community, Meeting, Member, Post
from communities.models.communities import COMMUNITIES
from communities.models.meetings import MEETINGS
from communities.models.posts import THREADS
from communities.querysets.communities import named, with_standing_of
from communities.serializers import (
    CommunityMeetingOut,
    CommunityOut,
    CommunityPostBody,
    CommunityPostOut,
    JoinBody,
    MembershipOut,
)
from foundation.accounts.access import SIGNED_IN
from foundation.accounts.http import first_or_404
from foundation.api.etags import etag, tagged
from foundation.api.http import Call
from foundation.api.idempotency import idempotent
from foundation.api.inputs import as_typed, clean, read
from foundation.api.outputs import page_of
from foundation.api.pages import listed
from foundation.api.resources import Resource
from foundation.calendars import clock


class Communities(Resource):
    """Communities of practice."""

    access = SIGNED_IN
    paged = True
    outputs = {"GET": (200, page_of(CommunityOut))}

    def get(self, call: Call) -> Response:
        """List every community, newest first, with how you belong to each."""
        found = Community.objects.visible_to(call.actor).newest_first()
        rows: Any = with_standing_of(call.actor, found, clock.now())
        return listed(call, rows, COMMUNITIES, lambda row: dict(CommunityOut(row).data))


class OneCommunity(Resource):
    """A community of practice."""

    access = SIGNED_IN
    outputs = {"GET": (200, CommunityOut)}
    versioned = {"GET"}

    def get(self, call: Call, slug: str) -> Response:
        """Get a community."""
        found = _fetch(call, slug)
        return tagged(call, CommunityOut(found).data, etag(found.version))


class CommunityMeetings(Resource):
    """The meetings of a community."""

    access = SIGNED_IN
    paged = True
    outputs = {"GET": (200, page_of(CommunityMeetingOut))}

    def get(self, call: Call, slug: str) -> Response:
        """List a community's meetings in order of time, canceled ones too."""
        found = Meeting.objects.visible_to(call.actor).of_community(_fetch(call, slug).pk)
        return listed(call, found, MEETINGS, lambda row: dict(CommunityMeetingOut(row).data))


class CommunityMembership(Resource):
    """Your membership of a community."""

    access = SIGNED_IN
    changes = SIGNED_IN  # members may; the policies of the row decide
    inputs = {"POST": JoinBody}
    outputs = {"POST": (201, MembershipOut), "DELETE": (204, None)}

    @idempotent
    def post(self, call: Call, slug: str) -> Response:
        """Join a community by a role it is open to, or ask to be admitted."""
        form = JoinForm(as_typed(read(call, JoinBody)))
        made = members.join(_fetch(call, slug), **clean(form), by=call.actor)
        return Response(MembershipOut(made).data, status=201)

    def delete(self, call: Call, slug: str) -> Response:
        """Leave a community, or take back your request to join it."""
        mine = Member.objects.visible_to(call.actor).of_community(_fetch(call, slug).pk)
        found = mine.of_person(call.actor.user_id).select_related("community")
        members.leave(get_object_or_404(found), by=call.actor)
        return Response(status=204)


class CommunityPosts(Resource):
    """Posts of a community, for its members."""

    access = SIGNED_IN
    changes = SIGNED_IN  # members may; the policies of the row decide
    paged = True
    inputs = {"POST": CommunityPostBody}
    outputs = {"GET": (200, page_of(CommunityPostOut)), "POST": (201, CommunityPostOut)}

    def get(self, call: Call, slug: str) -> Response:
        """List a community's posts and replies, newest first; none for people who don't belong to it."""
        found = Post.objects.visible_to(call.actor).of_community(_fetch(call, slug).pk)
        rows = found.newest_first().select_related("author")
        return listed(call, rows, THREADS, lambda row: dict(CommunityPostOut(row).data))

    @idempotent
    def post(self, call: Call, slug: str) -> Response:
        """Write a post, or a reply to one of the community's posts."""
        community, values = _fetch(call, slug), read(call, CommunityPostBody)
        if not policies.can_write(call.actor, community):
            raise PermissionDenied
        parent = _parent(call, community, values.pop("reply_to", None))
        text = clean(PostForm(as_typed(values)))["text"]
        made = posts.write(community, text=text, parent=parent, by=call.actor)
        shown = Post.objects.visible_to(call.actor).select_related("author").get(pk=made.pk)
        answer = Response(CommunityPostOut(shown).data, status=201)
        answer["Location"] = reverse("api:community-posts", args=[slug])
        return answer


def _fetch(call: Call, slug: str) -> Community:
    return first_or_404(named(call.actor, slug=slug))


def _parent(call: Call, community: Community, pk: UUID | None) -> Post | None:
    """Return the post that is replied to; None for a new thread."""
    if pk is None:
        return None
    return get_object_or_404(Post.objects.visible_to(call.actor).of_community(community.pk), pk=pk)
