"""How an actor belongs to communities."""

from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, JSONObject

from communities.models import (
    Attendance,
    Community,
    CommunityStep,
    Facilitator,
    Meeting,
    Member,
    Post,
    Subscription,
    UsefulMark,
)
from foundation.accounts.actors import Actor
from foundation.accounts.compiled import Compiled
from foundation.calendars import clock
from foundation.workflow.cursors import Position
from sites.models import Membership

# Threads, steps, or past meetings on a page.
PAGE = 25


def with_standing_of(actor: Actor, rows: QuerySet[Community], at: datetime) -> QuerySet[Community]:
    """Add to each community how the actor belongs to it.

    They are a member (``is_joined``), have a live grant (``facilitates``), or follow all its posts (``follows``).
    """
    facilitated = Facilitator.objects.filter(
        community=OuterRef("pk"), person_id=actor.user_id
    ).live(at)
    mine = Member.objects.of_person(actor.user_id).in_force(at)
    joined = mine.filter(community=OuterRef("pk"))
    chosen = Subscription.objects.visible_to(actor).to_community(OuterRef("pk"))
    return rows.annotate(
        is_joined=Exists(joined),
        facilitates=Exists(facilitated),
        follows=Exists(chosen.filter(is_following=True)),
    )


@Compiled
def for_list(actor: Actor) -> QuerySet[Community]:
    """Find every community, with how the actor belongs to it."""
    rows = Community.objects.visible_to(actor).for_list()
    return with_standing_of(actor, rows, clock.now())


@Compiled
def next_of_each(actor: Actor) -> QuerySet[Meeting]:
    """Find the next meeting of each community that has one."""
    seen = Meeting.objects.visible_to(actor).taking_place()
    return seen.ahead(clock.now()).first_of_each()


@Compiled
def named(actor: Actor, *, slug: str) -> QuerySet[Community]:
    """Find the community with that slug, with how the actor belongs to it."""
    seen = Community.objects.visible_to(actor).named(slug).for_list()
    return with_standing_of(actor, seen, clock.now())


def belongs_to(actor: Actor, pk: UUID, at: datetime) -> bool:
    """Return whether the actor is a member or a facilitator of a community at a moment."""
    mine = Member.objects.of_person(actor.user_id).in_force(at)
    return mine.filter(community_id=pk).exists() or Facilitator.objects.held_by(actor, pk, at)


def people_of(pk: UUID, at: datetime) -> set[int]:
    """Return the ids of a community's members and facilitators at a moment, as a job reads them."""
    return Member.objects.of_community(pk).in_force(at).people() | facilitators_of(pk, at)


def facilitators_of(pk: UUID, at: datetime) -> set[int]:
    """Return the ids of a community's facilitators at a moment, as a job reads them."""
    found = Facilitator.objects.of_community(pk).live(at)
    return set(found.values_list("person_id", flat=True))


def threads_of(
    actor: Actor, community: Community, place: Position | None
) -> tuple[list[Post], bool]:
    """Return a page of threads the actor reads, newest first, and whether there are older ones.

    Arguments:
        place: the thread after which the page begins; None for the newest.
    """
    after = place._asdict() if place else {}
    found = _threads(actor, community=community.pk, **after)
    return found[:PAGE], len(found) > PAGE


@Compiled
def _threads(
    actor: Actor, *, community: UUID, at: datetime | None = None, pk: UUID | None = None
) -> QuerySet[Post]:
    readable = Post.objects.visible_to(actor).of_community(community)
    rows = readable.threads() if at is None or pk is None else readable.threads().after(at, pk)
    shown = with_sites(actor, rows.select_related("author").with_replies(readable))
    return with_marks(actor, shown)[: PAGE + 1]


def steps_for(
    actor: Actor, community: Community, place: Position | None
) -> tuple[list[CommunityStep], bool]:
    """Return a page of a community's steps, the latest first, and whether there are older ones.

    Arguments:
        place: the step after which the page begins; None for the latest.
    """
    found = CommunityStep.objects.visible_to(actor).of_community(community.pk)
    rows = list((found.after(*place) if place else found)[: PAGE + 1])
    return rows[:PAGE], len(rows) > PAGE


def behind_for(
    actor: Actor, community: Community, place: Position | None
) -> tuple[list[Meeting], bool]:
    """Return a page of a community's meetings that are over, the latest first, and whether there are older ones.

    Each says whether the actor came (``is_attended``).

    Arguments:
        place: the meeting before which the page's were; None for the latest.
    """
    before = place._asdict() if place else {}
    found = _behind(actor, community=community.pk, **before)
    return found[:PAGE], len(found) > PAGE


@Compiled
def _behind(
    actor: Actor, *, community: UUID, at: datetime | None = None, pk: UUID | None = None
) -> QuerySet[Meeting]:
    over = Meeting.objects.visible_to(actor).of_community(community).behind(clock.now())
    rows = over if at is None or pk is None else over.before(at, pk)
    mine = Attendance.objects.visible_to(actor).of_person(actor.user_id)
    return rows.annotate(is_attended=Exists(mine.of_meeting(OuterRef("pk"))))[: PAGE + 1]


@Compiled
def thread_for(actor: Actor, *, pk: UUID) -> QuerySet[Post]:
    """Find the first post of a thread, with what the actor chose for it (``chosen``); None without a choice."""
    seen = Post.objects.visible_to(actor).threads().select_related("community", "author")
    chosen = Subscription.objects.visible_to(actor).to_thread(OuterRef("pk"))
    rows = seen.filter(pk=pk).annotate(chosen=Subquery(chosen.values("is_following")[:1]))
    return with_marks(actor, with_sites(actor, rows))


@Compiled
def replies_of(actor: Actor, *, pk: UUID) -> QuerySet[Post]:
    """Return the replies to a post that the actor reads, in order of time, with their authors."""
    found = Post.objects.visible_to(actor).replies_to(pk).select_related("author")
    return with_marks(actor, with_sites(actor, found))


def with_marks(actor: Actor, posts: QuerySet[Post]) -> QuerySet[Post]:
    """Add to each post how many people found it useful (``useful_count``), and whether the actor did (``is_marked``)."""
    marks = UsefulMark.objects.visible_to(actor).on(OuterRef("pk")).order_by()
    counted = marks.values("post").annotate(n=Count("pk")).values("n")
    return posts.annotate(
        useful_count=Coalesce(Subquery(counted), 0),
        is_marked=Exists(marks.of_person(actor.user_id)),
    )


def with_sites(actor: Actor, posts: QuerySet[Post]) -> QuerySet[Post]:
    """Add to each post the id, name, and slug of the site its author is a member for (``author_site``), or None."""
    members = Member.objects.visible_to(actor).live().filter(community=OuterRef("community"))
    author = members.filter(person=OuterRef("author")).order_by()
    site = JSONObject(id="site__pk", name="site__name", slug="site__slug")
    named = author.filter(site__isnull=False).values(told=site)
    return posts.annotate(author_site=Subquery(named[:1]))


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
