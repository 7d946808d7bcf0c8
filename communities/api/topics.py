"""Suggest topics, read them, and decide on them."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from rest_framework.response import Response

from communities import policies
from communities.actions import topics
from communities.api.communities import fetch
from communities.forms.communities import PostForm, ReasonForm
from communities.forms.topics import TopicForm
from communities.models import Topic
from communities.models.topics import TOPICS
from communities.serializers.topics import (
    AcceptTopicBody,
    CommunityTopicBody,
    CommunityTopicOut,
    DeclineTopicBody,
)
from foundation.accounts.access import SIGNED_IN
from foundation.api.http import Call
from foundation.api.idempotency import idempotent
from foundation.api.inputs import as_typed, clean, read
from foundation.api.outputs import page_of
from foundation.api.pages import listed
from foundation.api.resources import Resource


class CommunityTopics(Resource):
    """Topics that members suggested to a community's facilitators."""

    access = SIGNED_IN
    changes = SIGNED_IN  # members may; the policies of the row decide
    paged = True
    inputs = {"POST": CommunityTopicBody}
    outputs = {"GET": (200, page_of(CommunityTopicOut)), "POST": (201, CommunityTopicOut)}

    def get(self, call: Call, slug: str) -> Response:
        """List suggested topics, newest first: your own, and all of them for facilitators."""
        found = Topic.objects.visible_to(call.actor).of_community(fetch(call, slug).pk)
        return listed(call, found, TOPICS, lambda row: dict(CommunityTopicOut(row).data))

    @idempotent
    def post(self, call: Call, slug: str) -> Response:
        """Suggest a topic."""
        community, form = fetch(call, slug), TopicForm(as_typed(read(call, CommunityTopicBody)))
        if not policies.can_write(call.actor, community):
            raise PermissionDenied
        made = topics.suggest(community, **clean(form), by=call.actor)
        answer = _shown(call, made, status=201)
        answer["Location"] = reverse("api:community-topics", args=[slug])
        return answer


class AcceptedTopic(Resource):
    """A thread on a suggested topic."""

    access = SIGNED_IN
    changes = SIGNED_IN  # facilitators may; the policies of the row decide
    inputs = {"POST": AcceptTopicBody}
    outputs = {"POST": (200, CommunityTopicOut)}

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Start a thread on a suggested topic."""
        topic, form = _fetch(call, pk), PostForm(as_typed(read(call, AcceptTopicBody)))
        return _shown(call, topics.accept(topic, **clean(form), by=call.actor))


class DeclinedTopic(Resource):
    """A suggested topic that is declined."""

    access = SIGNED_IN
    changes = SIGNED_IN  # facilitators may; the policies of the row decide
    inputs = {"POST": DeclineTopicBody}
    outputs = {"POST": (200, CommunityTopicOut)}

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Decline a suggested topic with a reason."""
        topic, form = _fetch(call, pk), ReasonForm(as_typed(read(call, DeclineTopicBody)))
        return _shown(call, topics.decline(topic, **clean(form), by=call.actor))


def _fetch(call: Call, pk: UUID) -> Topic:
    seen = Topic.objects.visible_to(call.actor).select_related("community", "suggested_by")
    topic = get_object_or_404(seen, pk=pk)
    if not policies.can_facilitate(call.actor, topic.community):
        raise PermissionDenied
    return topic


def _shown(call: Call, topic: Topic, *, status: int = 200) -> Response:
    found = Topic.objects.visible_to(call.actor).of_community(topic.community_id).get(pk=topic.pk)
    return Response(CommunityTopicOut(found).data, status=status)
