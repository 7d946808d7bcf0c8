"""A site's workspace, part by part; first the things that need this reader there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from dashboards.presenters.needs import clock_view
from engagements.models import Engagement
from engagements.presenters.journey import journey_of
from engagements.presenters.rail import rail_of
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.needs.reading import Need
from foundation.ui import dates, wording
from foundation.ui.types import ClockState, ClockView, JourneyView, Link, TeamCell, TimelineEntry
from liaisons.models import EngagementUpdate
from sites.enums import Handling
from sites.models import Site
from sites.policies import RoleCell
from sites.presenters.roster import Roster
from sites.presenters.tabs import tabs_of
from tta_requests.models import TTARequest

MAX_REQUESTS = 6
MAX_SUMMARY = 90
GLYPHS = {ClockState.PAST_DUE: "past-due", ClockState.AT_RISK: "at-risk"}


@dataclass(frozen=True, slots=True)
class SiteNeed:
    """One line of the panel: icon, what to do, why; without a URL it is someone else's to do."""

    glyph: str
    what: str
    href: str
    why: str


def need_line(need: Need, now: datetime, tz: str) -> SiteNeed:
    """Show what needs the reader as a line: what to do, why, and by when."""
    clock = clock_view(need, now, tz)
    what = f"{need.verb}: {need.title}" if need.row.number else need.title
    due = f" {clock.due[:1].upper()}{clock.due[1:]}." if clock.due else ""
    return SiteNeed(
        GLYPHS.get(clock.state, "submitted"), f"{what}.", need.action, f"{need.why}{due}"
    )


def needs_heading(needs: int) -> str:
    """Return a heading such as "2 things need you", also when nothing does."""
    if not needs:
        return "Nothing needs you right now"
    return f"{wording.counted(needs, 'thing needs', 'things need')} you"


def site_line(site: Site, engagement: Engagement | None) -> Sequence[str]:
    """Return a site's cohort, district and population, without unknown ones."""
    parts = [
        f"{engagement.cohort_id} cohort" if engagement else "No engagement yet",
        site.district.name if site.district else "",
        f"population {site.population:,} ({site.population_year})" if site.population else "",
        "engagement dates are made up for the demonstration" if site.is_demo and engagement else "",
    ]
    return [part for part in parts if part]


def update_line(update: EngagementUpdate) -> TimelineEntry:
    """Return an update as a line of the timeline, with a shortened summary."""
    return TimelineEntry(
        what=update.get_kind_display(),
        rest=wording.shortened(update.summary, MAX_SUMMARY),
        href=update.get_absolute_url(),
        when=dates.day(update.occurred_on) if update.occurred_on else "",
        who=f"by {update.author.name}{', federal only' if update.handling == Handling.FEDERAL else ''}",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedsPanel:
    """What needs this reader at the site; the heading stays where nothing does."""

    heading: str
    rows: Sequence[SiteNeed]


@dataclass(frozen=True, slots=True, kw_only=True)
class JourneyPanel:
    """The site's engagement on its time line."""

    heading: str
    rail: JourneyView


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamPanel:
    """The six roles with their seats, and how many seats are vacant."""

    seats: str
    cells: Sequence[TeamCell]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRequests:
    """The newest open requests, each with its clock, and the list of all."""

    rows: Sequence[tuple[TTARequest, ClockView | None]]
    more: bool
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LatestUpdates:
    """The newest updates, and the list of all."""

    lines: Sequence[TimelineEntry]
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkspacePage:
    """Everything the page shows besides the site's own fields; a part not shown is None."""

    meta: Sequence[str]
    tabs: Sequence[tuple[str, str, bool]]
    needs: NeedsPanel
    journey: JourneyPanel | None
    team: TeamPanel
    requests: OpenRequests
    updates: LatestUpdates
    ask: Link | None
    log: Link | None


def page_of(
    roster: Roster,
    roles: list[RoleCell],
    *,
    here: str,
    engagement: Engagement | None,
    requests: Sequence[tuple[TTARequest, ClockView | None]],
    updates: Sequence[EngagementUpdate],
    needs: Sequence[SiteNeed],
    may_ask: bool,
) -> WorkspacePage:
    """Show a site to a reader who can enter it.

    Arguments:
        roster: the site's roster as the reader sees it.
        roles: its roles with their seats.
        here: the path of the open page, whose tab is marked.
        engagement: the current engagement; None without one.
        requests: the newest open requests with their clocks, one more than is shown.
        updates: the newest updates.
        needs: what needs the reader there.
        may_ask: whether the reader may ask for help for it.
    """
    site, actor = roster.site, roster.actor
    return WorkspacePage(
        meta=site_line(site, engagement),
        tabs=tabs_of(site, actor, here),
        needs=NeedsPanel(heading=needs_heading(len(needs)), rows=needs),
        journey=_journey(engagement, roster.today) if engagement else None,
        team=TeamPanel(seats=_seats_line(len(roster.vacant(roles))), cells=roster.cells(roles)),
        requests=OpenRequests(
            rows=requests[:MAX_REQUESTS],
            more=len(requests) > MAX_REQUESTS,
            href=reverse("tta_requests:list", query={"site": site.slug, "status": "open"}),
        ),
        updates=LatestUpdates(
            lines=[update_line(each) for each in updates],
            href=reverse("liaisons:list", query={"site": site.slug}),
        ),
        ask=_ask(site, actor) if may_ask else None,
        log=Link("Log an update", log_href(site)) if actor.may(P.UPDATE_LOG, at=site.pk) else None,
    )


def log_href(site: Site) -> str:
    """Return the URL where an update of the site is logged."""
    return reverse("liaisons:new", query={"site": site.slug})


def _journey(engagement: Engagement, today: date) -> JourneyPanel:
    journey = journey_of(engagement, today)
    return JourneyPanel(heading=journey.heading, rail=rail_of(journey))


def _seats_line(vacant: int) -> str:
    if not vacant:
        return "Six roles · all seats filled"
    return f"Six roles · {wording.counted(vacant, 'seat')} vacant"


def _ask(site: Site, actor: Actor) -> Link:
    words = "Ask for help" if actor.may(P.REQUEST_SUBMIT, at=site.pk) else "Enter a request"
    return Link(words, reverse("tta_requests:new", query={"site": site.slug}))
