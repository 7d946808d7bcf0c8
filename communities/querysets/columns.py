"""What a community's page shows besides its posts, as columns of the community's own statement."""

from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from communities.models import (
    Community,
    CommunityStep,
    Facilitator,
    Meeting,
    Member,
    MisuseReport,
    Rsvp,
    Series,
    Topic,
)
from communities.querysets.communities import with_standing_of
from communities.querysets.rsvps import Rsvps
from foundation.accounts.actors import Actor
from foundation.accounts.compiled import Compiled
from foundation.accounts.models import User
from foundation.calendars import clock
from foundation.workflow import embedded

# Meetings ahead and behind that the page lists.
AHEAD, BEHIND = 6, 3
# Steps that it lists; the others are on a page of their own.
STEPS = 5
PERSON = ("id", "name")
FACILITATOR = ("id", "ends_at")
MEMBER = ("id", "status", "joined_at", "ended_at", "reason")
STEP = ("id", "step", "about", "reason", "made_at")
SERIES = ("id", "frequency", "interval", "week", "weekday", "at", "last_day")
MEETING = embedded.columns_of(Meeting, but=("changed_at", "version"))


@Compiled
def for_page(actor: Actor, *, slug: str) -> QuerySet[Community]:
    """Find a community with everything that its page shows to the actor, for the functions below."""
    now, here = clock.now(), OuterRef("pk")
    found = Community.objects.visible_to(actor).named(slug).for_list()
    facilitators = Facilitator.objects.visible_to(actor).of_community(here).live(now)
    members = Member.objects.visible_to(actor).of_community(here)
    meetings = Meeting.objects.visible_to(actor).of_community(here)
    series = Series.objects.visible_to(actor).of_community(here)
    planned = Meeting.objects.planned().filter(series=OuterRef("pk"))
    reports = MisuseReport.objects.visible_to(actor).of_community(here)
    topics = Topic.objects.visible_to(actor).of_community(here)
    rsvps = Rsvp.objects.visible_to(actor).of_community(here)
    steps = CommunityStep.objects.visible_to(actor).of_community(here)
    return with_standing_of(actor, found, now).annotate(
        told_facilitators=embedded.rows(
            facilitators, FACILITATOR, person=embedded.fields(PERSON, "person__")
        ),
        told_steps=embedded.rows(
            steps[: STEPS + 1], STEP, made_by=embedded.fields(PERSON, "made_by__")
        ),
        told_series=embedded.rows(series.filter(Exists(planned)), SERIES),
        told_ahead=embedded.rows(meetings.ahead(now)[:AHEAD], MEETING),
        told_behind=embedded.rows(meetings.behind(now)[:BEHIND], MEETING),
        told_own=embedded.rows(members.latest_of(actor.user_id)[:1], MEMBER),
        told_members=_counted(members.live(), sites=Count("site", distinct=True)),
        told_waiting=_counted(members.waiting()),
        told_reported=_counted(reports.waiting()),
        told_topics=_counted(topics.waiting()),
        told_rsvps=_rsvps(rsvps.live().ahead(now), actor),
    )


def facilitators_of(community: Community) -> list[Facilitator]:
    """Return those who facilitate it now, with their people, the newest first."""
    return [
        embedded.made(Facilitator, row, person=User) for row in _told(community, "facilitators")
    ]


def steps_of(community: Community) -> list[CommunityStep]:
    """Return its latest steps with the people who took them: one more than ``STEPS`` where there are more."""
    return [embedded.made(CommunityStep, row, made_by=User) for row in _told(community, "steps")]


def series_of(community: Community) -> list[Series]:
    """Return the rules of its meetings, the latest first."""
    return [embedded.made(Series, row) for row in _told(community, "series")]


def ahead_of(community: Community) -> list[Meeting]:
    """Return its next meetings, canceled ones too, in order of time."""
    return [embedded.made(Meeting, row) for row in _told(community, "ahead")]


def behind_of(community: Community) -> list[Meeting]:
    """Return its last meetings, the latest first."""
    return [embedded.made(Meeting, row) for row in _told(community, "behind")]


def own_of(community: Community) -> Member | None:
    """Return the reader's latest membership or request, open or over; None without one."""
    return next((embedded.made(Member, row) for row in _told(community, "own")), None)


def members_of(community: Community) -> tuple[int, int]:
    """Return how many members there are, and from how many sites, as far as the reader sees them."""
    found = _told(community, "members") or {"n": 0, "sites": 0}
    return found["n"], found["sites"]


def waiting_in(community: Community) -> int:
    """Return how many requests to join wait, as far as the reader sees them."""
    return _number(community, "waiting")


def reported_in(community: Community) -> int:
    """Return how many reports of misuse wait, as far as the reader sees them."""
    return _number(community, "reported")


def topics_in(community: Community) -> int:
    """Return how many suggested topics wait, as far as the reader sees them."""
    return _number(community, "topics")


def rsvps_of(community: Community) -> dict[UUID, Rsvps]:
    """Return who said that they come to its meetings ahead, by the meeting's key; a meeting without any has no entry."""
    return {
        UUID(row["meeting"]): Rsvps(row["n"], is_mine=bool(row["mine"]))
        for row in _told(community, "rsvps")
    }


def _rsvps(found: QuerySet[Rsvp], actor: Actor) -> ArraySubquery:
    """Return how many people come to each meeting, and whether the actor does, as a column."""
    mine = Count("pk", filter=Q(member__person_id=actor.user_id))
    counts = found.order_by().values("meeting").annotate(n=Count("pk"), mine=mine)
    return ArraySubquery(counts.values(row=JSONObject(meeting="meeting", n="n", mine="mine")))


def _counted(found: QuerySet[Any, Any], **further: Count) -> Subquery:
    """Return how many rows there are (``n``), and what else is counted of them, as a column."""
    counts = found.order_by().values("community").annotate(n=Count("pk"), **further)
    return Subquery(counts.values(row=JSONObject(n="n", **{name: name for name in further})))


def _number(community: Community, what: str) -> int:
    found = _told(community, what)
    return found["n"] if found else 0


def _told(community: Community, what: str) -> Any:
    """Return a column that ``for_page`` added."""
    return getattr(community, f"told_{what}")
