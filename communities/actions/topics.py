"""Suggest a topic to the facilitators; they start a thread on it, or decline it."""

from django.db.models import QuerySet

from communities import policies
from communities.actions import posts
from communities.enums import TopicState
from communities.errors import AlreadyDecided, FacilitatorsOnly, MembersOnly, Retired
from communities.models import Community, Topic
from communities.querysets.communities import belongs_to
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.notifications import notify
from foundation.outbox import emit
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow import locks


@atomic_savepoint
def suggest(community: Community, *, text: str, by: Actor) -> Topic:
    """Suggest a topic for a thread or a meeting; the facilitators are notified.

    Raises:
        Retired: when the community is retired.
        MembersOnly: when the actor is neither a member nor a facilitator.
    """
    if community.is_retired:
        raise Retired
    if by.user_id is None or not belongs_to(by, community.pk, clock.now()):
        raise MembersOnly
    topic = Topic.objects.create(
        community=community,
        text=text.strip(),
        suggested_by_id=by.user_id,
        suggested_at=clock.now(),
    )
    emit(
        "communities.tell_topic",
        key=f"communities.topic:{topic.pk}",
        payload={"topic": str(topic.pk)},
    )
    return topic


@atomic_savepoint
def accept(topic: Topic, *, text: str, by: Actor) -> Topic:
    """Start a thread on a suggested topic; who suggested it is notified.

    Arguments:
        text: what the thread's first post says.

    Raises:
        FacilitatorsOnly: when the actor doesn't facilitate the community.
        MembersOnly: when they manage it without being one of its facilitators.
        AlreadyDecided: when someone decided before.
        Retired: when the community is retired.
    """
    held = _lock(topic, by=by)
    held.post = posts.write(held.community, text=text, by=by)
    return _decide(held, TopicState.ACCEPTED, by=by)


@atomic_savepoint
def decline(topic: Topic, *, reason: str, by: Actor) -> Topic:
    """Decline a suggested topic; who suggested it is notified, and reads the reason.

    Raises:
        FacilitatorsOnly, AlreadyDecided, Retired: as ``accept``.
    """
    held = _lock(topic, by=by)
    held.reason = reason.strip()
    return _decide(held, TopicState.DECLINED, by=by)


def _lock(topic: Topic, *, by: Actor) -> Topic:
    if topic.community.is_retired:
        raise Retired
    rows: QuerySet[Topic, Topic] = Topic.objects.visible_to(by).select_related("community")
    held = locks.hold(rows, topic.pk, refusal=FacilitatorsOnly)
    if not policies.can_facilitate(by, held.community):
        raise FacilitatorsOnly
    if held.status != TopicState.SUGGESTED:
        raise AlreadyDecided
    return held


def _decide(held: Topic, status: TopicState, *, by: Actor) -> Topic:
    held.status, held.decided_at, held.decided_by_id = status, clock.now(), by.user_id
    held.save(update_fields=["status", "post", "reason", "decided_at", "decided_by"])
    notify.changed(held.community.name, key=f"community-topic:{held.pk}")
    emit(
        "communities.tell_topic_decided",
        key=f"communities.topic-decided:{held.pk}",
        payload={"topic": str(held.pk)},
    )
    return held
