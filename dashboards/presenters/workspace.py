"""A site's workspace, part by part; first the things that need this reader there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.http import urlencode

from dashboards.presenters.vacancies import Plan, gap
from engagements.models import Engagement
from engagements.presenters.journey import journey_of
from engagements.presenters.rail import rail_of
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.ui import dates, wording
from foundation.ui.types import ClockView, JourneyView, Link, TeamCell, TimelineEntry
from liaisons.models import EngagementUpdate
from sites.models import Site
from sites.policies import RoleCell, SeatCell
from tta_requests.enums import Status
from tta_requests.models import TTARequest

MAX_REQUESTS = 6


@dataclass(frozen=True, slots=True)
class SiteNeed:
    """One line of the panel: icon, what to do, why; without a URL it is someone else's to do."""

    glyph: str
    what: str
    href: str
    why: str


def needs_of(
    plan: Plan,
    vacancies: Sequence[tuple[RoleCell, SeatCell]],
    requests: Sequence[TTARequest],
    actor: Actor,
) -> list[SiteNeed]:
    """Return vacant seats the reader can fill, requests to acknowledge, offers to confirm."""
    seats = [_seat(plan, seat) for role, seat in vacancies if plan.may_fill(role)]
    return seats + [need for each in requests for need in _of_request(each, actor)]


def _seat(plan: Plan, seat: SeatCell) -> SiteNeed:
    return SiteNeed(
        "past-due",
        f"Fill the seat: {seat.seat.title}.",
        plan.invite_href,
        f"{gap(seat, plan.today, plan.calendar)}. Until you fill it, no one in that role can see the site's requests.",
    )


def _of_request(tta_request: TTARequest, actor: Actor) -> list[SiteNeed]:
    href, site = reverse("tta_requests:detail", args=[tta_request.number]), tta_request.site_id
    if tta_request.status == Status.ACCEPTED and actor.may(P.REQUEST_CONFIRM_OFFER, at=site):
        who = f"{tta_request.provider} accepted. Confirm the provider or withdraw the offer."
        return [SiteNeed("accepted", f"Confirm the provider for {tta_request.number}.", href, who)]
    waits = tta_request.acknowledged_at is None and tta_request.status in {
        Status.SUBMITTED,
        Status.OFFERED,
        Status.MATCHING,
    }
    if waits and actor.may(P.REQUEST_TRIAGE, at=site):
        return [
            SiteNeed("submitted", f"Acknowledge {tta_request.number}.", href, tta_request.title)
        ]
    return []


def contact_due(last: date | None, today: date, *, due_after: int, href: str) -> list[SiteNeed]:
    """Return the liaison's reminder of contact; nothing after a recent one."""
    if last is None:
        return [SiteNeed("at-risk", "Log an update.", href, "No updates yet.")]
    days = (today - last).days
    if days < due_after:
        return []
    return [SiteNeed("at-risk", "Log an update.", href, f"Last contact was {days} days ago.")]


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
        rest=_short(update.summary),
        href=update.get_absolute_url(),
        when=dates.day(update.occurred_on) if update.occurred_on else "",
        who=f"by {update.author.name}",
    )


def _short(text: str, most: int = 90) -> str:
    return text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0]} …"


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
    plan: Plan,
    roles: list[RoleCell],
    *,
    here: str,
    engagement: Engagement | None,
    requests: Sequence[tuple[TTARequest, ClockView | None]],
    updates: Sequence[EngagementUpdate],
    needs: Sequence[SiteNeed],
) -> WorkspacePage:
    """Show a site to a reader who can enter it.

    Arguments:
        plan: the site's roster as the reader sees it.
        roles: its roles with their seats.
        here: the path of the open page, whose tab is marked.
        engagement: the current engagement; None without one.
        requests: the newest open requests with their clocks, one more than is shown.
        updates: the newest updates.
        needs: what needs the reader there.
    """
    site, actor = plan.site, plan.actor
    return WorkspacePage(
        meta=site_line(site, engagement),
        tabs=_tabs(site, actor, here),
        needs=NeedsPanel(heading=needs_heading(len(needs)), rows=needs),
        journey=_journey(engagement, plan.today) if engagement else None,
        team=TeamPanel(seats=_seats_line(len(plan.vacant(roles))), cells=plan.cells(roles)),
        requests=OpenRequests(
            rows=requests[:MAX_REQUESTS],
            more=len(requests) > MAX_REQUESTS,
            href=reverse("tta_requests:list", query={"site": site.slug}),
        ),
        updates=LatestUpdates(
            lines=[update_line(each) for each in updates], href=_updates_href(site)
        ),
        ask=_ask(site, actor),
        log=Link("Log an update", log_href(site)) if actor.may(P.UPDATE_LOG, at=site.pk) else None,
    )


def log_href(site: Site) -> str:
    """Return the URL where an update of the site is logged."""
    return f"{reverse('liaisons:new')}?{urlencode({'site': site.slug})}"


def _journey(engagement: Engagement, today: date) -> JourneyPanel:
    journey = journey_of(engagement, today)
    return JourneyPanel(heading=journey.heading, rail=rail_of(journey))


def _seats_line(vacant: int) -> str:
    if not vacant:
        return "Six roles · all seats filled"
    return f"Six roles · {wording.counted(vacant, 'seat')} vacant"


def _ask(site: Site, actor: Actor) -> Link | None:
    if not actor.may(P.REQUEST_CREATE, at=site.pk):
        return None
    words = "Ask for help" if actor.may(P.REQUEST_SUBMIT, at=site.pk) else "Enter a request"
    return Link(words, reverse("tta_requests:new", query={"site": site.slug}))


def _tabs(site: Site, actor: Actor, here: str) -> list[tuple[str, str, bool]]:
    """Return the site's pages that the reader may open, with their tabs."""
    found = [("Overview", reverse("sites:workspace", args=[site.slug]))]
    if actor.may(P.REQUEST_VIEW, at=site.pk):
        found.append(("Requests", reverse("tta_requests:list", query={"site": site.slug})))
    if actor.may(P.UPDATE_VIEW, at=site.pk):
        found.append(("Updates", _updates_href(site)))
    found.append(("Team", reverse("sites:team", args=[site.slug])))
    return [(words, href, href == here) for words, href in found]


def _updates_href(site: Site) -> str:
    return f"{reverse('liaisons:list')}?{urlencode({'site': site.slug})}"
