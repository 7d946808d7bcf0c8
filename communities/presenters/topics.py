"""Suggested topics in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from communities.enums import TopicState
from communities.models import Topic
from foundation.accounts.actors import Actor
from foundation.ui import dates


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicLine:
    """A suggested topic, with what became of it or what the reader may do."""

    text: str
    who: str
    when: str
    state: str
    reason: str
    thread_href: str
    accept_href: str
    decline_href: str


def lines_of(
    topics: Iterable[Topic], actor: Actor, *, may_decide: bool, may_accept: bool
) -> list[TopicLine]:
    """Show suggested topics.

    Arguments:
        may_decide: whether the reader facilitates or manages the community.
        may_accept: whether they do by a grant, and so write posts.
    """
    return [
        _line_of(
            each,
            actor,
            may_decide=may_decide and each.status == TopicState.SUGGESTED,
            may_accept=may_accept and each.status == TopicState.SUGGESTED,
        )
        for each in topics
    ]


def first_post_of(topic: Topic) -> str:
    """Return what the first post of a thread on a topic says, unless its writer changes it."""
    return f"{topic.suggested_by.name} suggested this topic:\n\n{topic.text}"


def _line_of(topic: Topic, actor: Actor, *, may_decide: bool, may_accept: bool) -> TopicLine:
    thread = reverse("communities:thread", args=[topic.post_id]) if topic.post_id else ""
    return TopicLine(
        text=topic.text,
        who="You" if topic.suggested_by_id == actor.user_id else topic.suggested_by.name,
        when=dates.when(topic.suggested_at, actor.time_zone),
        state=str(topic.get_status_display()),
        reason=topic.reason,
        thread_href=thread,
        accept_href=reverse("communities:accept-topic", args=[topic.pk]) if may_accept else "",
        decline_href=reverse("communities:decline-topic", args=[topic.pk]) if may_decide else "",
    )
