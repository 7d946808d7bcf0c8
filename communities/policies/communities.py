"""Decide who may manage and facilitate a community, and evaluate the guards of its steps."""

from collections.abc import Callable, Mapping
from typing import Any

from communities.enums import LIFECYCLE
from communities.models import Community, Facilitator, Meeting, Post
from communities.models.meetings import MEETS
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.workflow.transition import Hand, Transition

FACILITATOR_POWERS = frozenset({P.COMMUNITY_FACILITATE})


def hand_of(actor: Actor, community: Community) -> Hand:
    """Return the actor with what they may do at this community."""
    if can_manage(actor):
        return Hand(actor, frozenset())
    held = getattr(community, "facilitates", None)  # where the page asked for it with the row
    if held is None:
        held = Facilitator.objects.held_by(actor, community.pk, clock.now())
    return Hand(actor, FACILITATOR_POWERS if held else frozenset())


def can_manage(actor: Actor) -> bool:
    """Return whether the actor may manage every community: set it up, give it facilitators, retire it."""
    return actor.may(P.COMMUNITY_MANAGE, at=None)


def can_facilitate(actor: Actor, community: Community) -> bool:
    """Return whether the actor may change this community, its meetings, and members; nobody once it is retired."""
    if community.is_retired:
        return False
    return hand_of(actor, community).may(P.COMMUNITY_FACILITATE, at=None)


def can_write(actor: Actor, community: Community) -> bool:
    """Return whether the actor may write posts: a member or a facilitator, until it is retired.

    Arguments:
        community: read with ``querysets.communities.with_standing_of``.
    """
    return not community.is_retired and can_read_posts(actor, community)


def can_read_posts(actor: Actor, community: Community) -> bool:
    """Return whether the actor reads the posts: a member or a facilitator, and no one else.

    Arguments:
        community: read with ``querysets.communities.with_standing_of``.
    """
    facilitates = getattr(community, "facilitates", False)
    return actor.user_id is not None and (facilitates or getattr(community, "is_joined", False))


def is_granted(community: Community) -> bool:
    """Return whether the actor is a facilitator by a grant, as ``querysets.communities`` found with the row."""
    return bool(getattr(community, "facilitates", False))


def can_remove(actor: Actor, post: Post) -> bool:
    """Return whether the actor may remove a post they read: its author, or a facilitator with a grant."""
    if post.community.is_retired:
        return False
    facilitates = Facilitator.objects.held_by(actor, post.community_id, clock.now())
    return post.author_id == actor.user_id or facilitates


def can_restore(actor: Actor, post: Post) -> bool:
    """Return whether the actor may show a removed post again: its author who removed it, or a facilitator."""
    if post.community.is_retired:
        return False
    if post.author_id == actor.user_id and post.hidden_by_id in (None, actor.user_id):
        return True
    return Facilitator.objects.held_by(actor, post.community_id, clock.now())


def can_report(actor: Actor, post: Post) -> bool:
    """Return whether the actor may report a post they read: any but their own, until the community is retired."""
    return not post.community.is_retired and post.author_id != actor.user_id


def can_propose(actor: Actor, post: Post) -> bool:
    """Return whether the actor may propose a post for the library: its author, or a facilitator with a grant."""
    return not post.is_hidden and can_remove(actor, post)


def can_mark(actor: Actor, post: Post) -> bool:
    """Return whether the actor may mark a post they read as useful: one that is shown and isn't their own."""
    return not post.is_hidden and post.author_id != actor.user_id


def takes_place(meeting: Meeting) -> bool:
    """Return whether a meeting is ahead, isn't canceled, and its community meets."""
    meets = meeting.community.status in MEETS and not meeting.is_canceled
    return meets and meeting.starts_at > clock.now()


def can_say_yes(community: Community) -> bool:
    """Return whether the actor may say that they come to the community's meetings: a member.

    Arguments:
        community: read with ``querysets.communities.with_standing_of``.
    """
    return not community.is_retired and bool(getattr(community, "is_joined", False))


def steps_open_to(actor: Actor, community: Community) -> list[tuple[Transition, str]]:
    """Return the steps the actor may take in the community's present state, each with its refusal or ""."""
    return LIFECYCLE.choices(community, hand_of(actor, community), GUARDS)


def can_take(actor: Actor, community: Community, step: str) -> bool:
    """Return whether the step is the actor's to take at this community."""
    hand = hand_of(actor, community)
    return any(hand.may(row.permission, at=None) for row in LIFECYCLE.rows if row.name == step)


def has_facilitator(_actor: object, community: Community) -> bool | str:
    """Return whether somebody facilitates it now."""
    found = Facilitator.objects.of_community(community.pk).live(clock.now())
    return found.exists() or "Add a facilitator first."


GUARDS: Mapping[str, Callable[[Any, Community], bool | str]] = {
    guard.__name__: guard for guard in (has_facilitator,)
}
