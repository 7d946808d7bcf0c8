"""The list of sites for DOJ's staff: its filters, a site as a row, and the map of the same sites."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from urllib.parse import urlencode

from django.urls import reverse

from dashboards.forms import SiteListForm
from dashboards.querysets.site_list import WorkedSite
from engagements.presenters.journey import progress_of
from foundation.ui import wording
from foundation.ui.sorting import Column, Sorting
from foundation.ui.types import ClockView, Heading, Link, MapGroup, MapSite, MapView
from foundation.workflow.folds import found_by, has_words
from liaisons.presenters.addresses import home_of, requests_of
from liaisons.presenters.cases import (
    ends_on,
    last_contact,
    last_contact_href,
    liaison_names,
    phase,
    seated,
)
from tta_requests.presenters import clocks

DUE = "due"
CURRENT, PAST_DUE, NO_LIAISON, PAST, ALL = "", "past-due", "no-liaison", "past", "all"
GROUP_WORDS = {
    CURRENT: "Current",
    PAST_DUE: "Clock past due",
    NO_LIAISON: "No liaison",
    PAST: "Past",
    ALL: "All",
}
COLUMNS: tuple[Column[WorkedSite], ...] = (
    Column("site", "Site", lambda row: row.site.name),
    Column(DUE, "Clock due first", lambda row: row.clock and row.clock.due_at),
    Column("requests", "Open requests", lambda row: row.open_requests, falls=True),
    Column("engagement", "Engagement", lambda row: ends_on(row.facts)),
    Column("liaison", "Liaison", lambda row: liaison_names(row.facts) or None),
    Column("contact", "Last update", lambda row: row.facts.last and row.facts.last.occurred_on),
)
SHAPES: dict[str, Literal["square", "circle", "diamond"]] = {
    PAST_DUE: "diamond",
    CURRENT: "circle",
    PAST: "square",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the URL of the list asks for: each filter and the order by name."""

    query: Mapping[str, str]

    def value(self, name: str) -> str:
        """Return a filter; empty for any."""
        return self.query.get(name, "")

    @property
    def words(self) -> str:
        """The query of the URL, without what is empty."""
        return urlencode({name: value for name, value in self.query.items() if value})

    def address(self, **changes: str) -> str:
        """Return the URL of the list with some of the query changed."""
        query = {name: value for name, value in {**self.query, **changes}.items() if value}
        return reverse("sites:directory", query=query)


def asked_of(query: Mapping[str, str], found: Sequence[WorkedSite]) -> tuple[SiteListForm, Asked]:
    """Return the list's form, and what a URL asks of it.

    Arguments:
        query: of the URL.
        found: every site the reader sees.
    """
    states = sorted({(row.site.state_id, row.site.state.name) for row in found})
    form = SiteListForm(query, states=states)
    filled = form.cleaned_data if form.is_valid() else {}
    return form, Asked({name: query.get(name, "") for name in ("show", "sort")} | filled)


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRow:
    """A site as the list shows it."""

    name: str
    href: str
    state: str
    clock: ClockView | None
    clock_of: Link | None
    requests: str
    requests_href: str
    month: str
    phase: str
    liaison: str
    contact: str
    contact_href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteListPage:
    """Everything the list shows besides its filter form.

    Attributes:
        sentence: how many sites are shown.
        groups: the quick filters, each with its number of sites.
        headings: the headings that sort the list.
        rows: the sites.
        map: the same sites on the map.
        kept: names and values that the filter form keeps.
        is_narrowed: whether any filter is on.
        words: the query of the URL, for a saved view.
    """

    sentence: str
    groups: Sequence[tuple[str, str, bool]]
    headings: Sequence[Heading]
    rows: Sequence[SiteRow]
    map: MapView
    kept: Sequence[tuple[str, str]]
    is_narrowed: bool
    words: str


def shown_of(found: Iterable[WorkedSite], asked: Asked, *, now: datetime) -> list[WorkedSite]:
    """Return the sites that the URL asks for, in its order."""
    within = _groups(now)
    sorting = Sorting(COLUMNS, asked.value("sort") or DUE)
    return sorting.applied(
        row for row in found if _is_named(row, asked) and within[_group_of(asked)](row)
    )


def page_of(found: Sequence[WorkedSite], asked: Asked, *, now: datetime, tz: str) -> SiteListPage:
    """Return the list for a reader.

    Arguments:
        found: every site the reader sees, by name.
        asked: what the URL asks for.
        now: the current time.
        tz: the reader's time zone.
    """
    within = _groups(now)
    named = [row for row in found if _is_named(row, asked)]
    group = _group_of(asked)
    sorting = Sorting(COLUMNS, asked.value("sort") or DUE)
    shown = shown_of(found, asked, now=now)
    return SiteListPage(
        sentence=f"{wording.counted(len(shown), 'site')}.",
        groups=[
            (f"{words} {sum(map(within[key], named))}", asked.address(show=key), key == group)
            for key, words in GROUP_WORDS.items()
        ],
        headings=sorting.headings(lambda order: asked.address(sort=order)),
        rows=[row_of(each, now=now, tz=tz) for each in shown],
        map=_map(shown, within),
        kept=[(name, asked.value(name)) for name in ("show", "sort") if asked.value(name)],
        is_narrowed=any(asked.value(name) for name in ("q", "state", "show")),
        words=asked.words,
    )


def row_of(row: WorkedSite, *, now: datetime, tz: str) -> SiteRow:
    """Return a site as a row, with everything formatted once."""
    facts, due = row.facts, row.clock
    return SiteRow(
        name=row.site.name,
        href=home_of(row.site),
        state=row.site.state.name,
        clock=clocks.running(due, now=now, tz=tz) if due else None,
        clock_of=Link(due.request.number, due.request.get_absolute_url()) if due else None,
        requests=str(row.open_requests),
        requests_href=requests_of(row.site) if row.open_requests else "",
        month=_month(row),
        phase=phase(facts),
        liaison=seated(facts),
        contact=last_contact(facts),
        contact_href=last_contact_href(facts),
    )


def _group_of(asked: Asked) -> str:
    group = asked.value("show")
    return group if group in GROUP_WORDS else CURRENT


def _groups(now: datetime) -> dict[str, Callable[[WorkedSite], bool]]:
    return {
        CURRENT: lambda row: not row.is_past,
        PAST_DUE: lambda row: row.clock is not None and row.clock.due_at <= now,
        NO_LIAISON: lambda row: not row.is_past and not row.facts.liaisons,
        PAST: lambda row: row.is_past,
        ALL: lambda _: True,
    }


def _is_named(row: WorkedSite, asked: Asked) -> bool:
    site, state, words = row.site, asked.value("state"), asked.value("q")
    said = found_by(f"{site.name} {site.state.name} {site.county} {liaison_names(row.facts)}")
    return state in {"", site.state_id} and (not words or has_words(said, words))


def _month(row: WorkedSite) -> str:
    """Return the engagement's month, such as "Month 27 of 36"; empty if none is open."""
    facts = row.facts
    if facts.term is None or not facts.is_engaged:
        return ""
    found = progress_of(facts.term, facts.day)
    return f"Month {found.month} of {found.months_total}"


def _map(
    shown: Sequence[WorkedSite], within: Mapping[str, Callable[[WorkedSite], bool]]
) -> MapView:
    kinds = {PAST_DUE: "Clock past due", CURRENT: "Other current sites", PAST: "Past sites"}
    group_of = {row.site.pk: next(key for key in kinds if within[key](row)) for row in shown}
    drawn = [row.site for row in shown if row.site.latitude is not None]
    away = [row.site.name for row in shown if row.site.latitude is None]
    counts = list(group_of.values())
    return MapView(
        title="Map of the sites in this list",
        sites=tuple(
            MapSite(
                name=site.name,
                href=home_of(site),
                latitude=float(site.latitude or 0),
                longitude=float(site.longitude or 0),
                group=group_of[site.pk],
            )
            for site in drawn
        ),
        groups=tuple(
            MapGroup(key, f"{words}: {counts.count(key)}", SHAPES[key])
            for key, words in kinds.items()
            if key in counts
        ),
        missing=f"Not on the map, because no location is known: {'; '.join(away)}." if away else "",
    )
