"""My day: what needs the reader, by when; what waits for others; what is new."""

from collections.abc import Callable
from datetime import date, datetime

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from dashboards.policies.readers import only_site
from dashboards.presenters.day import (
    by_request,
    change_line,
    closed_days_ahead,
    closed_soon,
    grouped,
    notice_line,
    sentence,
)
from dashboards.querysets import day
from dashboards.views.day import liaison, office, partners, team, triage
from dashboards.views.day.parts import Part, Reader, at
from foundation.accounts.access import signed_in
from foundation.accounts.actors import Actor
from foundation.accounts.http import PortalRequest, visited_before
from foundation.accounts.permissions import Permission as P
from foundation.accounts.roles import ADMINISTRATOR, ANALYST
from foundation.calendars import clock
from foundation.calendars.holidays import closed_days
from foundation.ui import dates, wording
from foundation.ui.pages import page
from foundation.ui.types import Fact, TimelineEntry

Source = Callable[[Reader], Part]

MAX_AHEAD = 6
MAX_CHANGED = 6


@signed_in
def my_day(request: PortalRequest) -> HttpResponse:
    """What needs me, by when, and who has the rest; executives go to their site's page."""
    actor = request.actor
    since = visited_before(request) if _reads_requests(actor) else None
    reader = Reader(actor, clock.now(), clock.today(actor.time_zone))
    if (home := only_site(actor)) is not None:
        return redirect("sites:workspace", reader.sites[home].slug)
    parts = [source(reader) for source in _sources(actor)]
    needs = [need for part in parts for need in part.needs]
    waiting = [each for part in parts for each in part.waiting]
    closed = closed_days()
    context = {
        "heading": dates.long_day(reader.today),
        "sentence": sentence(len(needs), len(waiting)),
        "closed": closed_soon(reader.today, closed),
        "groups": grouped(needs, now=reader.now, tz=actor.time_zone),
        "zone": dates.zone_word(reader.now.astimezone(dates.zone_of(actor.time_zone))),
        "waiting": waiting,
        "clocks": [fact for part in parts for fact in part.clocks],
        "clocks_of": "Clocks, all sites" if P.REQUEST_VIEW in actor.everywhere else "Clocks",
        "figures": _figures(parts) if actor.staff_role == ANALYST.slug else [],
        "news": _changes(since, reader) if since else _notices(reader),
        "since": at(since, reader) if since else "",
        "coming": _coming(parts, reader, closed) if actor.staff_role != ADMINISTRATOR.slug else [],
        "ask": _ask(actor),
        "is_admin": actor.may_anywhere(P.ADMIN_USE),
    }
    return page(request, "dashboards/my_day.html", context)


def _sources(actor: Actor) -> list[Source]:
    """What the reader's powers call for, the most urgent first."""
    triages, everywhere = actor.may_anywhere(P.REQUEST_TRIAGE), actor.everywhere
    is_team = bool(actor.powers) and not triages and not actor.staff_role
    called_for = (
        (P.REQUEST_TRIAGE in everywhere, triage.everywhere),
        (triages and P.REQUEST_TRIAGE not in everywhere, triage.own_sites),
        (actor.may_anywhere(P.UPDATE_LOG), liaison.contacts),
        (P.OFFER_VIEW in actor.elsewhere, partners.offers),
        (P.REQUEST_COMMENT in actor.elsewhere, partners.conversations),
        (bool(actor.agency_seats), partners.referrals),
        (actor.may_anywhere(P.ADMIN_USE), office.administration),
        (actor.staff_role == ANALYST.slug, office.nation),
        (is_team, team.requests),
        (is_team and actor.may_anywhere(P.TEAM_INVITE), team.seats),
    )
    return [source for calls, source in called_for if calls]


def _reads_requests(actor: Actor) -> bool:
    """Whether there are requests the reader sees whole: of sites, or worked on."""
    return actor.sites_for(P.REQUEST_VIEW) != frozenset() or P.OFFER_VIEW in actor.elsewhere


def _ask(actor: Actor) -> str:
    """The words of the button that begins a request; staff enter one for a site."""
    if not actor.may_anywhere(P.REQUEST_CREATE):
        return ""
    return "Ask for help" if actor.may_anywhere(P.REQUEST_SUBMIT) else "Enter a request"


def _figures(parts: list[Part]) -> list[Fact]:
    return [fact for part in parts for fact in part.links]


def _coming(parts: list[Part], reader: Reader, closed: dict[date, str]) -> list[Fact]:
    planned = [each for part in parts for each in part.coming]
    ahead = sorted([*planned, *closed_days_ahead(reader.today, closed)])[:MAX_AHEAD]
    return [Fact(dates.day(day), words) for day, words in ahead]


def _notices(reader: Reader) -> list[TimelineEntry]:
    """What is unread in the inbox: for who is here the first time, or reads no requests."""
    return [
        notice_line(notice, tz=reader.actor.time_zone)
        for notice in day.unread(reader.actor.user_id or 0)
    ]


def _changes(since: datetime, reader: Reader) -> list[TimelineEntry]:
    """What others did since the visit before, a line a request."""
    changed = by_request(day.changed_since(since, reader.actor))
    told = [
        change_line(newest, words, tz=reader.actor.time_zone)
        for newest, words in changed[:MAX_CHANGED]
    ]
    if further := len(changed) - len(told):
        others = wording.agree(further, "One more request", f"{further} more requests")
        told.append(
            TimelineEntry(
                what=others, rest="also changed.", when="", href=reverse("tta_requests:list")
            )
        )
    return told
