"""What needs a site team: drafts, empty seats; what waits for others. Two statements."""

from typing import TYPE_CHECKING

from django.urls import reverse

from dashboards.policies.vacancies import limit_of
from dashboards.presenters.day import Need
from dashboards.presenters.vacancies import Plan, gap
from dashboards.querysets import day
from dashboards.views.day.parts import (
    Part,
    Reader,
    at,
    counted,
    due_clock,
    of_request,
    still,
    waits,
)
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.calendars.holidays import calendar_for
from foundation.ui.types import ClockState, ClockView
from sites import policies
from sites.models import Membership, Site
from sites.policies import SeatCell
from tta_requests.enums import Kind, Status
from tta_requests.models import TTARequest
from tta_requests.policies import AWAITED as AWAITED_STEPS
from tta_requests.policies import can_steer, can_take

if TYPE_CHECKING:
    from tta_requests.querysets.columns import RequestInHand


def requests(reader: Reader) -> Part:
    """The reader's drafts, and what is open at the reader's sites. One statement."""
    part = Part()
    views = []
    for tta_request in day.requests_in_hand(reader.actor):
        if tta_request.status == Status.DRAFT:
            part.needs.append(_draft(tta_request, reader))
            continue
        if need := _awaited(tta_request, reader):
            part.needs.append(need)
            continue
        if need := _unsteered(tta_request, reader):
            part.needs.append(need)
            continue
        view = of_request(tta_request, reader)
        views.append(view)
        part.waiting.append(waits(tta_request, view))
    states = [view.state for view in views if view]
    late, risk, fine = (
        states.count(state)
        for state in (ClockState.PAST_DUE, ClockState.AT_RISK, ClockState.ON_TIME)
    )
    part.clocks.extend(counted(late, risk, fine, reverse("tta_requests:list")))
    return part


# What the site's own people are waited for: the verb, and why.
AWAITED = {
    "answer": ("Answer", "DOJ asked for information. The clocks are paused until you answer."),
    "confirm-delivery": (
        "Confirm",
        "The provider reported delivery. Confirm it, or report what's missing.",
    ),
    "scope": ("Read and sign", "The scope of work needs the site's signature."),
}


def _awaited(tta_request: "RequestInHand", reader: Reader) -> Need | None:
    step = AWAITED_STEPS.get(Status(tta_request.status), "")
    signs = tta_request.scope_waits_for_site
    if step not in AWAITED or not can_take(
        reader.actor, tta_request, "schedule" if signs else step
    ):
        return None
    verb, why = AWAITED[step]
    return Need(
        title=tta_request.title,
        href=reverse("tta_requests:detail", args=[tta_request.number]),
        number=tta_request.number,
        where=tta_request.site.name,
        why=why,
        verb=verb,
        clock=of_request(tta_request, reader) or still("Needs you"),
    )


def _unsteered(tta_request: "RequestInHand", reader: Reader) -> Need | None:
    """A resource was asked for, and the Champion has pointed to none yet."""
    asked = tta_request.kind == Kind.RESOURCE and not tta_request.has_resource
    if not asked or not can_steer(reader.actor, tta_request):
        return None
    return Need(
        title=tta_request.title,
        href=tta_request.get_absolute_url(),
        number=tta_request.number,
        where=tta_request.site.name,
        why="The site asked for a resource, and none has been shared yet.",
        verb="Share a resource",
        action=reverse("tta_requests:point", args=[tta_request.number]),
        clock=of_request(tta_request, reader) or still("Needs you"),
    )


def _draft(tta_request: TTARequest, reader: Reader) -> Need:
    return Need(
        title=tta_request.title or "Untitled draft",
        href=reverse("tta_requests:edit", args=[tta_request.number]),
        number=tta_request.number,
        where=tta_request.site.name,
        why=f"DOJ entered this request for you {at(tta_request.sent_to_site_at, reader)}. Review it, then submit it."
        if tta_request.sent_to_site_at
        else f"Started {at(tta_request.created_at, reader)}; only your site can see it until you submit it.",
        verb="Confirm" if tta_request.sent_to_site_at else "Finish draft",
        clock=still("Draft"),
    )


def seats(reader: Reader) -> Part:
    """Empty required seats the reader may fill. One statement."""
    part = Part()
    ids = reader.actor.sites_for(P.TEAM_INVITE) or frozenset()
    members = day.seats_at(ids)
    for pk in sorted(ids):
        part.needs.extend(_vacancies(reader.sites[pk], members, reader))
    return part


def _vacancies(site: Site, members: list[Membership], reader: Reader) -> list[Need]:
    plan = plan_of(site, reader)
    roles = policies.roster(site, members, clock.now())
    href = plan.invite_href
    return [
        Need(
            title=f"Fill the seat: {seat.seat.title}",
            href=href,
            where=site.name,
            why=f"{gap(seat, plan.today, plan.calendar)}. Until you fill it, no one in that role can see your requests.",
            verb="Invite someone",
            clock=_seat_clock(seat, plan, reader),
            due_at=limit_of(seat, plan.calendar),
        )
        for role, seat in plan.vacant(roles)
        if plan.may_fill(role)
    ]


def _seat_clock(seat: SeatCell, plan: Plan, reader: Reader) -> ClockView:
    """The limit as a clock: business time left, or over; no clock where nobody ever sat there."""
    due = limit_of(seat, plan.calendar)
    if due is None:
        return still("Vacant seat", state=ClockState.AT_RISK)
    return due_clock(min(reader.now, due), due, plan.site.time_zone, reader)


def plan_of(site: Site, reader: Reader) -> Plan:
    """The site's roster as this reader sees it."""
    return Plan(
        site=site,
        actor=reader.actor,
        calendar=calendar_for(site.time_zone),
        today=clock.today(site.time_zone),
        invite_href=reverse("sites:invite", args=[site.slug]),
    )
