"""The month plan of a liaison: for each site its contacts, commitments and milestones; leave; what is missing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from engagements.enums import State
from engagements.models import Engagement
from foundation.accounts.actors import Actor
from foundation.agenda.reading import Entry
from foundation.calendars import clock
from foundation.calendars.months import months_after
from foundation.ui import dates
from foundation.ui.types import Link
from liaisons import policies
from liaisons.policies.caseload import IDLE
from liaisons.presenters.addresses import home_of
from liaisons.presenters.leave import LeaveLine
from liaisons.presenters.leave import page_of as leave_page
from sites.models import Membership, Site

CONTACTS = frozenset({"planned-contact", "next-contact"})
COMMITMENTS = frozenset({"commitment", "site-commitment"})
MILESTONES = frozenset({"milestone", "engagement-end"})


@dataclass(frozen=True, slots=True)
class Planned:
    """One dated thing of a site: its day in the site's zone, what it is, its page, and whether it is done."""

    on: date
    what: str
    href: str
    is_done: bool

    @property
    def day(self) -> str:
        """The day in words."""
        return dates.week_day(self.on)


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteMonth:
    """One site's month.

    Attributes:
        plan: the URL to plan a contact; empty for a reader who doesn't.
        is_missing: whether a contact is expected and none is planned.
    """

    slug: str
    name: str
    href: str
    contacts: Sequence[Planned]
    commitments: Sequence[Planned]
    milestones: Sequence[Planned]
    plan: str
    is_missing: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthPage:
    """Everything the page shows.

    Attributes:
        name: the month's name.
        whose: the liaison's name; empty for the reader's own plan.
        months: where the months before and after and this one are.
        sites: the liaison's sites, by name.
        missing: those where a contact is expected and none is planned.
        leave: the liaison's leave, and what they cover.
        plan: the URL to plan a contact; empty for a reader who doesn't.
    """

    name: str
    whose: str
    months: Sequence[Link]
    sites: Sequence[SiteMonth]
    missing: Sequence[SiteMonth]
    leave: Sequence[LeaveLine]
    plan: str


def last_day_of(month: date) -> date:
    """Return the last day of a month given by its first."""
    return months_after(month, 1) - timedelta(days=1)


def page_of(
    month: date,
    sites: Sequence[Site],
    actor: Actor,
    *,
    entries: Iterable[Entry],
    engagements: Mapping[int, Engagement],
    leave: Iterable[Membership],
    whose: str = "",
    liaison: int | None = None,
) -> MonthPage:
    """Show a liaison's month.

    Arguments:
        month: its first day.
        sites: the liaison's sites.
        actor: the reader.
        entries: what has a date in it, in order.
        engagements: the newest engagement of each site.
        leave: the liaison's leave, and what they cover.
        whose: the liaison's name; empty for the reader's own plan.
        liaison: the liaison's id, where the reader asked for another's plan.
    """
    shown = sites_in(month, sites, actor, entries=entries, engagements=engagements)
    asked = {"liaison": str(liaison)} if liaison else {}
    return MonthPage(
        name=dates.month(month),
        whose=whose,
        months=[
            Link(label, reverse("liaisons:month", query={**asked, "month": f"{day:%Y-%m}"}))
            for label, day in (
                ("Previous month", (month - timedelta(days=1)).replace(day=1)),
                ("This month", clock.today(actor.time_zone)),
                ("Next month", months_after(month, 1)),
            )
        ],
        sites=shown,
        missing=[each for each in shown if each.is_missing],
        leave=leave_page(leave, actor).lines,
        plan=reverse("liaisons:plan-contact") if any(each.plan for each in shown) else "",
    )


def sites_in(
    month: date,
    sites: Sequence[Site],
    actor: Actor,
    *,
    entries: Iterable[Entry],
    engagements: Mapping[int, Engagement],
) -> list[SiteMonth]:
    """Show the month of each of a liaison's sites; arguments as for ``page_of``."""
    by_site: dict[int, list[Entry]] = {site.pk: [] for site in sites}
    for entry in entries:
        if entry.row.site_id in by_site and not entry.is_canceled:
            by_site[entry.row.site_id].append(entry)
    return [
        _site(site, month, actor, entries=by_site[site.pk], engagement=engagements.get(site.pk))
        for site in sites
    ]


def _site(
    site: Site,
    month: date,
    actor: Actor,
    *,
    entries: Sequence[Entry],
    engagement: Engagement | None,
) -> SiteMonth:
    def those(kinds: frozenset[str]) -> list[Planned]:
        return [_planned(each) for each in entries if each.kind.slug in kinds]

    contacts = those(CONTACTS)
    today = clock.today(site.time_zone)
    state = engagement.state_on(max(today, month)) if engagement else None
    expects = state not in IDLE | {State.SUSPENDED}
    query = {"site": site.slug}
    return SiteMonth(
        slug=site.slug,
        name=site.name,
        href=home_of(site) or reverse("liaisons:list", query=query),
        contacts=contacts,
        commitments=those(COMMITMENTS),
        milestones=those(MILESTONES),
        plan=reverse("liaisons:plan-contact", query=query)
        if policies.can_log(actor, site.pk)
        else "",
        is_missing=expects and not contacts and last_day_of(month) >= today,
    )


def _planned(entry: Entry) -> Planned:
    title = " ".join(filter(None, (entry.row.number, entry.row.title)))
    return Planned(
        on=entry.day_in(entry.row.zone),
        what=": ".join(filter(None, (entry.what, title))),
        href=entry.href,
        is_done=entry.row.state == "done",
    )
