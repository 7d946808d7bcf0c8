"""What changed at a site since the reader's last visit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse

from dashboards.presenters.timeline import PRINT, lines_of
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.timeline.columns import Asked
from foundation.timeline.reading import Happening
from foundation.ui import dates
from foundation.ui.types import Happened
from liaisons.models import EngagementUpdate
from sites.models import Site
from sites.presenters.tabs import tabs_of

MAX_SHOWN = 200
# How far back the page looks at a site that no one has visited.
WITHOUT_VISIT = timedelta(days=90)


@dataclass(frozen=True, slots=True, kw_only=True)
class SinceVisit:
    """Everything the page shows.

    Attributes:
        tabs: the site's pages.
        since: from which day on, and why from there, as a sentence.
        visit: the URL of the visit; empty without one.
        lines: what happened, newest first.
        rest: the URL of the timeline from that day on, if there is more than the page shows.
        is_printed: whether the page is made for paper.
        print_href: the URL of the page for paper.
    """

    tabs: Sequence[tuple[str, str, bool]]
    since: str
    visit: str
    lines: Sequence[Happened]
    rest: str
    is_printed: bool
    print_href: str


def first_day_of(site: Site, visit: EngagementUpdate | None) -> date:
    """Return the first day the page covers: the visit's, or some months back without one."""
    if visit is not None and visit.occurred_on is not None:
        return visit.occurred_on
    return clock.today(site.time_zone) - WITHOUT_VISIT


def asked_of(site: Site, first: date, *, now: datetime, on_paper: bool) -> Asked:
    """Return the part of the timeline since a day, one row more than is shown."""
    return Asked(
        site_id=site.pk,
        zone=site.time_zone,
        now=now,
        most=MAX_SHOWN + 1,
        first=first,
        on_paper=on_paper,
    )


def page_of(
    found: Sequence[Happening],
    site: Site,
    actor: Actor,
    *,
    visit: EngagementUpdate | None,
    asked: Asked,
    here: str,
) -> SinceVisit:
    """Show what happened since a visit, without the visit itself.

    Arguments:
        found: the timeline since the visit's day, newest first.
        site: the site.
        actor: the reader.
        visit: the visit; None if there was none.
        asked: the part of the timeline that was asked for.
        here: the path of the page.
    """
    rows = [each for each in found if visit is None or each.row.key != f"update:{visit.pk}"]
    is_cut = len(rows) > MAX_SHOWN or len(found) > MAX_SHOWN
    address = reverse("sites:since-visit", args=[site.slug])
    first = asked.first.isoformat() if asked.first else ""
    return SinceVisit(
        tabs=tabs_of(site, actor, here),
        since=_since(site, actor, visit, asked.first),
        visit=visit.get_absolute_url() if visit else "",
        lines=lines_of(rows[:MAX_SHOWN], actor.time_zone),
        rest=reverse("sites:timeline", args=[site.slug], query={"first": first}) if is_cut else "",
        is_printed=asked.on_paper,
        print_href=f"{address}?{PRINT}=1",
    )


def _since(site: Site, actor: Actor, visit: EngagementUpdate | None, first: date | None) -> str:
    today = clock.today(site.time_zone)
    day = dates.day(first, today=today) if first else ""
    if visit is None:
        return f"No visits logged yet. Shown since {day}."
    if visit.author_id == actor.user_id:
        return f"Since your last visit on {day}."
    return f"You haven't logged a visit here. Shown since {visit.author.name}'s visit on {day}."
