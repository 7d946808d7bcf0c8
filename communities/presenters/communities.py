"""Communities as a list, and the page of one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.urls import reverse

from communities.enums import MemberState
from communities.models import Community, CommunityStep, Facilitator, Meeting, Member
from communities.models.members import OPEN
from communities.presenters.meetings import span_of
from communities.querysets.columns import STEPS
from foundation.ui import dates
from foundation.ui.steps import OpenStep, open_steps
from foundation.ui.types import Link, TimelineEntry
from foundation.ui.wording import counted
from foundation.workflow.transition import Transition

GLYPHS: Mapping[str, str] = {
    "forming": "draft",
    "active": "in-delivery",
    "paused": "on-hold",
    "retired": "closed",
}


JOIN = "Join the community to read and write posts."
NO_FACILITATOR = "No one facilitates this community yet, so you can't join it."
ASKED = "You asked to join. A facilitator will answer your request."
LAPSED = (
    "You joined by a role that you no longer hold. Leave the community, and ask to join it again."
)
ANSWERS: Mapping[MemberState, str] = {
    MemberState.DECLINED: "Your request to join was declined",
    MemberState.REMOVED: "You were removed from this community",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityLine:
    """A community in the list."""

    href: str
    name: str
    audience: str
    next_meeting: str
    state: str
    glyph: str
    mine: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FacilitatorLine:
    """A person who facilitates the community."""

    name: str
    until: str
    end_href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the page asked the database for.

    Attributes:
        members: how many there are, and from how many sites; None for readers who don't see them.
    """

    facilitators: Sequence[Facilitator]
    latest: Member | None
    steps: Sequence[CommunityStep]
    offered: Iterable[tuple[Transition, str]]
    may_manage: bool
    may_facilitate: bool
    may_read: bool
    members: tuple[int, int] | None = None
    waiting: int = 0
    reported: int = 0
    topics: int = 0

    @property
    def own(self) -> Member | None:
        """The reader's membership or open request."""
        return self.latest if self.latest and self.latest.status in OPEN else None


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityPage:
    """Everything a community's page shows besides its own fields, meetings, and posts."""

    glyph: str
    how_to_read: str
    answer: str
    actions: Sequence[Link]
    facts: Sequence[tuple[str, str]]
    published: Sequence[tuple[str, str]]
    facilitators: Sequence[FacilitatorLine]
    steps: Sequence[OpenStep]
    history: Sequence[TimelineEntry]
    history_href: str
    links: Sequence[Link] = field(default=())


def lines_of(rows: Iterable[Community], next_meetings: Iterable[Meeting]) -> list[CommunityLine]:
    """Show communities.

    Arguments:
        next_meetings: the next meeting of each community that has one.
    """
    following = {each.community_id: each for each in next_meetings}
    return [_line_of(row, following.get(row.pk)) for row in rows]


def _line_of(row: Community, following: Meeting | None) -> CommunityLine:
    return CommunityLine(
        href=reverse("communities:detail", args=[row.slug]),
        name=row.name,
        audience=row.audience,
        next_meeting=span_of(following.starts_at, following.ends_at) if following else "",
        state=row.get_status_display(),
        glyph=GLYPHS[row.status],
        mine="You facilitate it"
        if getattr(row, "facilitates", False)
        else "You're a member"
        if getattr(row, "is_joined", False)
        else "",
    )


def page_of(community: Community, known: Known) -> CommunityPage:
    """Show a community with what its reader may do with it."""
    slug = [community.slug]
    actions = _membership(community, known)
    if known.may_facilitate:
        actions.append(Link("Schedule meetings", reverse("communities:schedule", args=slug)))
    if known.may_read and not community.is_retired:
        actions.append(Link("Suggest a topic", reverse("communities:suggest-topic", args=slug)))
    links = []
    if known.may_read or known.may_facilitate:
        waiting = f" ({known.waiting} waiting)" if known.may_facilitate and known.waiting else ""
        links.append(Link(f"Members{waiting}", reverse("communities:members", args=slug)))
    if known.may_facilitate:
        reported = f" ({known.reported} open)" if known.reported else ""
        links.append(Link(f"Reported posts{reported}", reverse("communities:reports", args=slug)))
    if known.may_read or known.may_facilitate:
        topics = f" ({known.topics} waiting)" if known.topics else ""
        links.append(Link(f"Suggested topics{topics}", reverse("communities:topics", args=slug)))
    if known.may_manage and not community.is_retired:
        links.append(Link("Add a facilitator", reverse("communities:add-facilitator", args=slug)))
    return CommunityPage(
        glyph=GLYPHS[community.status],
        how_to_read=_how_to_read(community, known),
        answer=_answer_of(known),
        actions=actions,
        facts=_facts_of(community, known),
        published=_published_of(community),
        facilitators=[
            _facilitator_of(each, may_end=known.may_manage and not community.is_retired)
            for each in known.facilitators
        ],
        steps=open_steps(known.offered, "communities:{}", community.slug),
        history=history_of(known.steps[:STEPS]),
        history_href=reverse("communities:history", args=slug) if len(known.steps) > STEPS else "",
        links=links,
    )


def _membership(community: Community, known: Known) -> list[Link]:
    slug = [community.slug]
    if community.is_retired:
        return []
    if known.own is None:
        join = Link("Join community", reverse("communities:join", args=slug))
        facilitates = getattr(community, "facilitates", False)
        return [join] if known.facilitators and not facilitates else []
    said = "Leave community" if known.own.status == MemberState.MEMBER else "Withdraw your request"
    return [Link(said, reverse("communities:leave", args=slug))]


def _how_to_read(community: Community, known: Known) -> str:
    """Say to someone who doesn't read the posts what to do."""
    if community.is_retired:
        return "No one can join a retired community."
    if known.own is None:
        return JOIN if known.facilitators else NO_FACILITATOR
    return LAPSED if known.own.status == MemberState.MEMBER else ASKED


def _answer_of(known: Known) -> str:
    """Return the last decision about a person who isn't a member, with its reason; "" without one."""
    row = known.latest
    if row is None or row.ended_at is None or row.status not in ANSWERS:
        return ""
    return f"{ANSWERS[MemberState(row.status)]} on {dates.when(row.ended_at)}. {row.reason}".strip()


def _facts_of(community: Community, known: Known) -> list[tuple[str, str]]:
    named = (
        ("Who it's for", community.audience),
        ("Core area", str(community.core_area or "")),
        ("Members", _members_of(*known.members) if known.members else ""),
        ("You", _own_of(community, known.own)),
    )
    return [(label, value) for label, value in named if value]


def _members_of(members: int, sites: int) -> str:
    return f"{members} from {counted(sites, 'site')}" if sites else f"{members}"


def _own_of(community: Community, own: Member | None) -> str:
    """Say how the reader belongs to it; "" for someone who doesn't."""
    if getattr(community, "facilitates", False):
        return "Facilitator"
    if own is None or own.joined_at is None or not getattr(community, "is_joined", False):
        return ""
    return f"Member since {dates.full_day(own.joined_at.date())}"


def _published_of(community: Community) -> list[tuple[str, str]]:
    """Show what the program published about it, with source and date."""
    if not community.is_imported or community.source_as_of is None:
        return []
    return [
        ("Meetings as published", community.published_cadence),
        ("Named in", f"{community.evidenced_from} to {community.evidenced_until}"),
        ("Source", f"{community.source}, collected {dates.full_day(community.source_as_of)}"),
    ]


def _facilitator_of(row: Facilitator, *, may_end: bool) -> FacilitatorLine:
    return FacilitatorLine(
        name=row.person.name,
        until=f"until {dates.when(row.ends_at)}" if row.ends_at else "",
        end_href=reverse("communities:end-facilitator", args=[row.pk]) if may_end else "",
    )


def history_of(steps: Iterable[CommunityStep]) -> list[TimelineEntry]:
    """Show what was done with a community."""
    return [_entry_of(step) for step in steps]


def _entry_of(step: CommunityStep) -> TimelineEntry:
    return TimelineEntry(
        what=str(step.get_step_display()),
        rest=step.about,
        reason=step.reason,
        when=dates.when(step.made_at),
        who=f"by {step.made_by.name}" if step.made_by else "by the portal",
    )
