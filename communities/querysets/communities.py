"""How an actor belongs to communities."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from communities.models import Community, Facilitator, Member, Post
from foundation.accounts.actors import Actor
from foundation.workflow.cursors import Position
from sites.models import Membership

# Threads on a page.
PAGE = 25


def with_standing_of(
    actor: Actor, rows: QuerySet[Community], at: datetime
) -> QuerySet[Community, Any]:
    """Add to each community whether the actor is a member (``is_joined``) and has a live grant (``facilitates``)."""
    facilitated = Facilitator.objects.filter(
        community=OuterRef("pk"), person_id=actor.user_id
    ).live(at)
    mine = Member.objects.of_person(actor.user_id).in_force(at)
    joined = mine.filter(community=OuterRef("pk"))
    return rows.annotate(is_joined=Exists(joined), facilitates=Exists(facilitated))


def belongs_to(actor: Actor, pk: UUID, at: datetime) -> bool:
    """Return whether the actor is a member or a facilitator of a community at a moment."""
    mine = Member.objects.of_person(actor.user_id).in_force(at)
    return mine.filter(community_id=pk).exists() or Facilitator.objects.held_by(actor, pk, at)


def people_of(pk: UUID, at: datetime) -> set[int]:
    """Return the ids of a community's members and facilitators at a moment, as a job reads them."""
    facilitators = Facilitator.objects.of_community(pk).live(at).values_list("person_id", flat=True)
    return Member.objects.of_community(pk).in_force(at).people() | set(facilitators)


def threads_of(
    actor: Actor, community: Community, place: Position | None
) -> tuple[list[Post], bool]:
    """Return a page of threads the actor reads, newest first, and whether there are older ones.

    Arguments:
        place: the thread after which the page begins; None for the newest.
    """
    readable = Post.objects.visible_to(actor).of_community(community.pk)
    rows = readable.threads() if place is None else readable.threads().after(*place)
    found = list(rows.select_related("author").with_replies(readable)[: PAGE + 1])
    return found[:PAGE], len(found) > PAGE


def replies_of(actor: Actor, post: Post) -> QuerySet[Post]:
    """Return the replies to a post that the actor reads, in order of time, with their authors."""
    return Post.objects.visible_to(actor).replies_to(post.pk).select_related("author")


def sites_of_members(actor: Actor, community: Community) -> dict[int, str]:
    """Return the names of the sites of a community's members, by the ids of the people."""
    seen = Member.objects.visible_to(actor).of_community(community.pk).live()
    found = seen.filter(site__isnull=False)
    return dict(found.values_list("person_id", "site__name"))


def seat_in(actor: Actor, community: Community, at: datetime) -> Membership | None:
    """Return the actor's earliest live seat by which they join without being admitted; None without one.

    Someone who was removed once may only ask.
    """
    if Member.objects.is_removed(actor.user_id, community.pk):
        return None
    held = Membership.objects.of_user(actor.user_id or 0).live(at)
    return held.with_role(*community.open_to).order_by("starts_at", "pk").first()


def site_of(actor: Actor, at: datetime) -> int | None:
    """Return the site for which the actor speaks: that of their earliest live seat; None without one."""
    held = Membership.objects.of_user(actor.user_id or 0).live(at).order_by("starts_at", "pk")
    return held.values_list("site_id", flat=True).first()
