"""Suggest topics, read them, and decide on them."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
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
from foundation.api.outputs import created, page_of
from foundation.api.pages import listed
from foundation.api.records import Record
from foundation.api.resources import Resource

TOPIC = Record(
    seen=lambda actor: Topic.objects.visible_to(actor).select_related("community", "suggested_by"),
    output=CommunityTopicOut,
    address="api:community-topics",
)


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
        return listed(call, found, TOPICS, CommunityTopicOut)

    @idempotent
    def post(self, call: Call, slug: str) -> Response:
        """Suggest a topic."""
        community, form = fetch(call, slug), TopicForm(as_typed(read(call, CommunityTopicBody)))
        if not policies.can_write(call.actor, community):
            raise PermissionDenied
        made = topics.suggest(community, **clean(form), by=call.actor)
        told = CommunityTopicOut(TOPIC.fetch(call, made.pk))
        return created(told, "api:community-topics", slug)


class AcceptedTopic(Resource):
    """A thread on a suggested topic."""

    access = SIGNED_IN
    changes = SIGNED_IN  # facilitators may; the policies of the row decide
    inputs = {"POST": AcceptTopicBody}
    outputs = {"POST": (200, CommunityTopicOut)}

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Start a thread on a suggested topic."""
        topic, form = _waiting(call, pk), PostForm(as_typed(read(call, AcceptTopicBody)))
        topics.accept(topic, **clean(form), by=call.actor)
        return Response(CommunityTopicOut(TOPIC.fetch(call, pk)).data)


class DeclinedTopic(Resource):
    """A suggested topic that is declined."""

    access = SIGNED_IN
    changes = SIGNED_IN  # facilitators may; the policies of the row decide
    inputs = {"POST": DeclineTopicBody}
    outputs = {"POST": (200, CommunityTopicOut)}

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Decline a suggested topic with a reason."""
        topic, form = _waiting(call, pk), ReasonForm(as_typed(read(call, DeclineTopicBody)))
        topics.decline(topic, **clean(form), by=call.actor)
        return Response(CommunityTopicOut(TOPIC.fetch(call, pk)).data)


def _waiting(call: Call, pk: UUID) -> Topic:
    """Return a topic on which the caller may decide."""
    return TOPIC.allowed(
        call, pk, lambda actor, found: policies.can_facilitate(actor, found.community)
    )
