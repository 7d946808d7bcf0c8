"""The first part of a site's workspace: the items that need this reader there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from dashboards.presenters.vacancies import Plan, gap
from engagements.models import Engagement
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.ui import dates, wording
from foundation.ui.types import TimelineEntry
from liaisons.models import EngagementUpdate
from sites.models import Site
from sites.policies import RoleCell, SeatCell
from tta_requests.enums import Status
from tta_requests.models import TTARequest


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
