"""The list of exchanges, the board for staff, one exchange, and how it is asked for."""

from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from exchanges import policies
from exchanges.actions import exchanges
from exchanges.enums import Side
from exchanges.forms.exchanges import AskForm, DatesForm, ReasonForm
from exchanges.models import PeerExchange, ReportedExchange
from exchanges.models.exchanges import PLACES
from exchanges.presenters import board, lists
from exchanges.presenters import exchanges as shown
from exchanges.querysets import columns
from exchanges.querysets.board import load_around, waiting_over_limit
from exchanges.querysets.exchanges import commitments_of, hosts_for, visitors_for
from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest, first_or_404, place_or_404
from foundation.accounts.permissions import Permission as P
from foundation.ui import asking
from foundation.ui.pages import page
from foundation.workflow.nonces import single_submit
from sites.models import CoreArea

PAGE = 25


@access(P.SITE_VIEW)
def index(request: PortalRequest) -> HttpResponse:
    """Show the exchanges of the reader's sites, newest first, and those that the program reported."""
    found = PeerExchange.objects.visible_to(request.actor).for_page().newest_first()
    place = place_or_404(PLACES, request.GET.get("before", ""))
    rows = list((found.after(*place) if place else found)[: PAGE + 1])
    reported = ReportedExchange.objects.visible_to(request.actor).for_list()
    context = {
        "lines": lists.lines_of(rows[:PAGE]),
        "older": f"?before={PLACES.write(rows[PAGE - 1])}" if len(rows) > PAGE else "",
        "is_first": place is None,
        "reported": lists.reported_of(reported),
        "may_ask": request.actor.sites_for(P.EXCHANGE_ASK) != frozenset(),
        "may_manage": request.actor.may(P.EXCHANGE_MANAGE, at=None),
    }
    return page(request, "exchanges/index.html", context)


@access(P.EXCHANGE_MANAGE)
def show_board(request: PortalRequest) -> HttpResponse:
    """Show staff what is under way in each state, and which requests exceed a host's limit."""
    open_rows = PeerExchange.objects.visible_to(request.actor).in_states(*board.STATES).for_page()
    rows = list(open_rows.newest_first())
    context = {"groups": board.groups_of(rows, waiting_over_limit(rows))}
    return page(request, "exchanges/board.html", context)


@access(P.SITE_VIEW)
def detail(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Show one exchange to the people of its two sites and to staff."""
    exchange, actor = first_or_404(columns.for_page(request.actor, pk=pk)), request.actor
    sees = [side for side in Side if actor.may(P.SITE_VIEW, at=exchange.site_of(side).pk)]
    known = shown.Known(
        goals=columns.goals_of(exchange),
        files=columns.files_of(exchange),
        agenda=columns.agenda_of(exchange),
        participants=columns.participants_of(exchange),
        commitments=commitments_of(exchange),
        notes=columns.notes_of(exchange),
        steps=columns.steps_of(exchange),
        offered=policies.steps_open_to(actor, exchange),
        own_sites=[exchange.site_of(side).pk for side in sees],
        keeps=policies.sides_of(actor, exchange),
        reader_id=actor.user_id,
        may_plan=policies.can_change_days(actor, exchange),
        may_change_goals=policies.can_change_goals(actor, exchange),
        may_keep=policies.can_keep(actor, exchange),
        commits_for=policies.sides_to_commit(actor, exchange),
        may_report=policies.can_report(actor, exchange),
        may_allow=policies.can_allow(actor, exchange),
        load=shown.load_of(exchange, *load_around(exchange))
        if Side.HOST in sees and exchange.is_open
        else "",
    )
    context = {"exchange": exchange, "shown": shown.page_of(exchange, known)}
    return page(request, "exchanges/exchange.html", context)


@access(P.EXCHANGE_ASK)
@single_submit
def ask_for(request: PortalRequest) -> HttpResponse:
    """Ask a site to host a visit; a page that leads here names the sites and the core area it knows."""
    visitors = visitors_for(request.actor)
    only, given = visitors.only_one(), request.GET
    form = AskForm(
        request.POST or None,
        visitors=visitors,
        hosts=hosts_for(request.actor),
        areas=CoreArea.objects.all(),
        initial={
            "visitor": only.slug if only else given.get("site", ""),
            "host": given.get("host", ""),
            "core_area": given.get("area", ""),
        },
    )
    return ask(
        request,
        None,
        form,
        heading="Ask for a visit",
        says="The host accepts or declines. Both sites share what you enter here.",
        act=lambda values, _version: exchanges.ask(**values, by=request.actor),
        done="We asked the host site for a visit.",
    )


@access(P.EXCHANGE_KEEP)
@single_submit
def set_dates(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Set the days and the place of a visit."""
    exchange = fetch_for_planning(request, pk)
    initial = {each: getattr(exchange, each) for each in ("starts_on", "ends_on", "place")}
    return ask(
        request,
        exchange,
        DatesForm(request.POST or None, initial=initial),
        heading="Set dates",
        says=f"Days are in the time zone of {exchange.host.name}.",
        act=lambda values, version: exchanges.set_dates(
            exchange, **values, version=version, by=request.actor
        ),
        done="Dates set.",
        version=exchange.version,
    )


@access(P.EXCHANGE_MANAGE)
@single_submit
def allow(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Let the host take a visit over its limit."""
    exchange = fetch(request, pk)
    if not policies.can_allow(request.actor, exchange):
        raise PermissionDenied
    return ask(
        request,
        exchange,
        ReasonForm(request.POST or None),
        heading="Allow over the limit",
        says=f"{exchange.host.name} still accepts or declines the visit.",
        act=lambda values, version: exchanges.allow(
            exchange, **values, version=version, by=request.actor
        ),
        done="Visit allowed over the limit.",
        version=exchange.version,
    )


def fetch(request: PortalRequest, pk: UUID) -> PeerExchange:
    """Return an exchange of one of the reader's sites."""
    seen = PeerExchange.objects.visible_to(request.actor).for_page()
    return get_object_or_404(seen, pk=pk)


def fetch_for_planning(request: PortalRequest, pk: UUID) -> PeerExchange:
    """Return an exchange whose days, agenda, and participants the reader changes."""
    exchange = fetch(request, pk)
    if not policies.can_change_days(request.actor, exchange):
        raise PermissionDenied
    return exchange


def ask(
    request: PortalRequest,
    exchange: PeerExchange | None,
    form: forms.Form,
    *,
    heading: str,
    act: asking.Act,
    done: str,
    says: str = "",
    version: int = 0,
) -> HttpResponse:
    """Show a form about an exchange; act once it is valid, and go on to the page that shows the result.

    Arguments:
        act: what is done with the clean values and the version the form was based on.
        version: the present version of the row that the form changes.
    """
    back = exchange.get_absolute_url() if exchange else reverse("exchanges:list")
    return asking.ask(
        request,
        "exchanges/form.html",
        form,
        act=act,
        done=done,
        back=back,
        then=None if exchange else PeerExchange.get_absolute_url,
        version=version,
        context={"exchange": exchange, "heading": heading, "says": says},
    )
