"""Read communities, their meetings and members, join, and leave."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from rest_framework.response import Response

from communities import policies
from communities.actions import members
from communities.forms.communities import JoinForm
from communities.models import Community, Meeting, Member
from communities.models.communities import COMMUNITIES
from communities.models.meetings import MEETINGS
from communities.models.members import MEMBERS
from communities.querysets.communities import named, with_standing_of
from communities.serializers.communities import (
    CommunityMeetingOut,
    CommunityMemberOut,
    CommunityOut,
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
        return listed(call, rows, COMMUNITIES, CommunityOut)


class OneCommunity(Resource):
    """A community of practice."""

    access = SIGNED_IN
    outputs = {"GET": (200, CommunityOut)}
    versioned = {"GET"}

    def get(self, call: Call, slug: str) -> Response:
        """Get a community."""
        found = fetch(call, slug)
        return tagged(call, CommunityOut(found).data, etag(found.version))


class CommunityMeetings(Resource):
    """The meetings of a community."""

    access = SIGNED_IN
    paged = True
    outputs = {"GET": (200, page_of(CommunityMeetingOut))}

    def get(self, call: Call, slug: str) -> Response:
        """List a community's meetings in order of time, canceled ones too."""
        found = Meeting.objects.visible_to(call.actor).of_community(fetch(call, slug).pk)
        return listed(call, found, MEETINGS, CommunityMeetingOut)


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
        made = members.join(fetch(call, slug), **clean(form), by=call.actor)
        return Response(MembershipOut(made).data, status=201)

    def delete(self, call: Call, slug: str) -> Response:
        """Leave a community, or take back your request to join it."""
        mine = Member.objects.visible_to(call.actor).of_community(fetch(call, slug).pk)
        found = mine.of_person(call.actor.user_id).select_related("community")
        members.leave(get_object_or_404(found), by=call.actor)
        return Response(status=204)


class CommunityMembers(Resource):
    """The members of a community."""

    access = SIGNED_IN
    paged = True
    outputs = {"GET": (200, page_of(CommunityMemberOut))}

    def get(self, call: Call, slug: str) -> Response:
        """List the members, in the order they asked to join, for members and facilitators."""
        community = fetch(call, slug)
        reads = policies.can_read_posts(call.actor, community)
        if not (reads or policies.can_facilitate(call.actor, community)):
            raise PermissionDenied
        found = Member.objects.visible_to(call.actor).of_community(community.pk).live()
        rows = found.oldest_first()
        return listed(call, rows, MEMBERS, CommunityMemberOut)


def fetch(call: Call, slug: str) -> Community:
    """Return a community that the caller sees, with how they belong to it."""
    return first_or_404(named(call.actor, slug=slug))
