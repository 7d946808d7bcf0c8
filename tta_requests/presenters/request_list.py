"""The list of requests: its filters, a request as a row, and who has it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.exports.forms import ExportOffer, export_of
from foundation.ui import dates
from foundation.ui.addresses import address
from foundation.ui.types import ClockView, PageLinks
from tta_requests.enums import ClockKind, Status
from tta_requests.forms import FilterForm
from tta_requests.models import TTARequest
from tta_requests.presenters import clocks
from tta_requests.presenters.list_address import Asked, Ordering, ordering_of
from tta_requests.querysets.filters import OPEN
from tta_requests.querysets.orders import Order

if TYPE_CHECKING:
    from tta_requests.querysets.columns import ListedRequest

PAGE = "tta_requests:detail"
DAMAGED = "That page of the list is no longer available, so this is the first page."
QUICK = (
    Status.DRAFT,
    Status.TRIAGE,
    Status.OFFERED,
    Status.SCOPING,
    Status.IN_DELIVERY,
    Status.DELIVERED,
    Status.NEEDS_INFORMATION,
    Status.CLOSED,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The rows of one page, whether newer and older ones follow, and whether its position was damaged."""

    rows: Sequence["ListedRequest"]
    newer: bool
    older: bool
    damaged: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A request as the list shows it, with everything formatted once."""

    href: str
    number: str
    title: str
    site: str
    status: str
    urgency: str
    area: str
    kind: str
    needed_by: str
    holder: str
    clock: ClockView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """The filters above the list, besides the form.

    Attributes:
        quick: the states as chips.
        chosen: the filters that are on and not a chip of those, with the URL without each.
        is_open: whether they are shown as a form, which ``closed_href`` closes; ``open_href`` opens it.
        kept: names and values that a search for words keeps.
        narrowed: whether any filter is on.
        several_sites: whether there is a site to choose.
        query: the filters, as a saved view stores them.
    """

    quick: Sequence[tuple[str, str, bool]]
    chosen: Sequence[tuple[str, str, bool]]
    is_open: bool
    open_href: str
    closed_href: str
    kept: Sequence[tuple[str, str]]
    narrowed: bool
    several_sites: bool
    query: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """Everything the list shows besides its filter form.

    Attributes:
        rows: the requests of this page.
        pages: where the pager leads.
        order: the order of the rows, and the headings that change it.
        notes: which parts of the URL were not understood.
        filters: what narrows the list.
        for_provider: whether the reader sees requests through shares only.
        ask: what a reader who can ask for help, or enter a request for a site, is offered; empty for others.
        may_import: whether the reader can import spreadsheets.
        export: the export form; None if there is nothing to export.
    """

    rows: Sequence[Row]
    pages: PageLinks
    notes: Sequence[str]
    order: Ordering
    filters: Filters
    for_provider: bool
    ask: str
    may_import: bool
    export: ExportOffer | None


def page_of(
    part: Part,
    form: FilterForm,
    actor: Actor,
    *,
    asked: Asked,
    order: Order,
    now: datetime,
    may_ask: bool,
) -> ListPage:
    """Return a page of the list for a reader.

    Arguments:
        part: the rows, loaded with ``for_list``.
        form: the filter form, already validated.
        actor: the reader.
        asked: the same filters as in the URL.
        now: the current time.
        may_ask: whether the reader may start a request for any site.
    """
    within = f"?{urlencode({'list': asked.filters})}" if asked.filters else ""
    return ListPage(
        rows=[row_of(each, now=now, tz=actor.time_zone, within=within) for each in part.rows],
        pages=_links(part, asked, order),
        notes=_notes(form, damaged=part.damaged),
        order=ordering_of(order, asked),
        filters=Filters(
            quick=_quick(asked),
            chosen=_chosen(form, asked),
            is_open=asked.is_open,
            open_href=asked.with_filters_open(),
            closed_href=asked.at(),
            kept=asked.kept,
            narrowed=asked.names_one([name for name in form.fields if name != "sort"]),
            several_sites=len(form.sites) > 1,
            query=asked.filters,
        ),
        for_provider=_is_provider(actor),
        ask=_ask(actor) if may_ask else "",
        may_import=actor.may_anywhere(P.DATA_IMPORT),
        export=export_of("requests", asked.filters, actor) if part.rows else None,
    )


def _notes(form: FilterForm, *, damaged: bool) -> list[str]:
    wrong = [form[name].label for name in form.errors if name in form.fields]
    notes = [DAMAGED] if damaged else []
    return notes + [f"The filter “{label}” isn't recognized and was ignored." for label in wrong]


def _links(part: Part, asked: Asked, order: Order) -> PageLinks:
    if not part.rows or not (part.newer or part.older):
        return PageLinks()
    first, last = part.rows[0], part.rows[-1]
    return PageLinks(
        first=asked.at() if part.newer else "",
        previous=asked.at(before=order.places.write(first)) if part.newer else "",
        next=asked.at(after=order.places.write(last)) if part.older else "",
        last=asked.at(last="1") if part.older else "",
    )


def _quick(asked: Asked) -> list[tuple[str, str, bool]]:
    """Return a filter for any state, then one for each state."""
    current = asked.status
    chips = [("All", "", not current), ("Open", OPEN, current == OPEN)]
    chips += [(str(status.label), str(status), current == status) for status in QUICK]
    return [(words, asked.with_status(value), on) for words, value, on in chips]


def _chosen(form: FilterForm, asked: Asked) -> list[tuple[str, str, bool]]:
    """Return the filters that no chip and no input shows, each with the URL without it."""
    shown = {"q"} | ({"status"} if asked.status in {OPEN, *QUICK} else set())
    return [
        (f"{label}: {words} \N{MULTIPLICATION SIGN}", asked.without(name), False)
        for name, label, words in form.chosen()
        if name not in shown
    ]


def _is_provider(actor: Actor) -> bool:
    """Return whether the reader sees requests through shares only."""
    return bool(actor.organizations) and not actor.powers and not actor.everywhere


def row_of(tta_request: "ListedRequest", *, now: datetime, tz: str, within: str) -> Row:
    """Return a request as a row of the list.

    Arguments:
        tta_request: loaded with ``for_list``.
        now: the current time.
        tz: the reader's time zone.
        within: the list's filters, as the query string of the row's address.
    """
    return Row(
        href=f"{address(PAGE, tta_request.number)}{within}",
        number=tta_request.number,
        title=tta_request.title,
        site=tta_request.site.name,
        status=tta_request.status,
        urgency=tta_request.urgency,
        area=tta_request.core_area.name if tta_request.core_area else "",
        kind=tta_request.get_kind_display(),
        needed_by=dates.day(tta_request.needed_by) if tta_request.needed_by else "",
        holder=holder(tta_request),
        clock=clock_of(tta_request, now=now, tz=tz),
    )


def clock_of(tta_request: "ListedRequest", *, now: datetime, tz: str) -> ClockView | None:
    """Show a request's clock that is due next, or since when all are paused; None if none is running."""
    return clocks.paused(tta_request.status, tta_request.status_since, now) or clocks.compact(
        site_zone=tta_request.site.time_zone,
        warn_at=tta_request.clock_warn_at,
        due_at=tta_request.clock_due_at,
        now=now,
        tz=tz,
        stage=str(ClockKind(tta_request.clock_kind).label) if tta_request.clock_kind else "",
    )


@dataclass(frozen=True, slots=True)
class WaitingRequest:
    """A request that another person or organization has."""

    title: str
    number: str
    href: str
    where: str
    status: str
    holder: str
    clock: ClockView | None


def waiting(tta_request: TTARequest, clock: ClockView | None) -> WaitingRequest:
    """Return a request that another person or organization has, with its running clock."""
    return WaitingRequest(
        title=tta_request.title,
        number=tta_request.number,
        href=address(PAGE, tta_request.number),
        where=tta_request.site.name,
        status=tta_request.status,
        holder=holder(tta_request),
        clock=clock,
    )


def holder(tta_request: TTARequest) -> str:
    """Return the name of the person or organization that has the request now."""
    coordinator = str(tta_request.owner or "TTA Coordinator")
    provider = str(tta_request.provider or "A provider")
    workers = tta_request.workers or "A provider"
    return {
        Status.DRAFT: "The site, not submitted yet",
        Status.OFFERED: f"{provider} to answer"
        if tta_request.acknowledged_at
        else f"{provider} to answer, {coordinator} to acknowledge",
        Status.ACCEPTED: f"{coordinator} to confirm {workers}",
        Status.SCOPING: workers,
        Status.SCHEDULED: workers,
        Status.IN_DELIVERY: workers,
        Status.DELIVERED: "The site to confirm",
        Status.CONFIRMED: "Participants, to complete evaluations",
        Status.NEEDS_INFORMATION: "The site to answer",
        Status.CLOSED: "No one",
        Status.DECLINED: "No one",
        Status.WITHDRAWN: "No one",
    }.get(Status(tta_request.status), coordinator)


def _ask(actor: Actor) -> str:
    return "Ask for help" if actor.may_anywhere(P.REQUEST_SUBMIT) else "Enter a request"
