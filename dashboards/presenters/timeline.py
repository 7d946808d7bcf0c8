"""A site's timeline: what it asks for, its rows as text, and as cells of an export."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from urllib.parse import urlencode

from dashboards.forms import TimelineForm
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.exports.forms import ExportOffer, export_of
from foundation.exports.registry import Cell, moment_of
from foundation.timeline.columns import Asked, Row
from foundation.timeline.reading import MAX_READ, PLACES, Happening
from foundation.ui import dates
from foundation.ui.addresses import address
from foundation.ui.types import Happened, PageLinks
from sites.enums import Handling
from sites.models import Site
from sites.presenters.tabs import tabs_of
from tta_requests.querysets import choices

PAGE_SIZE, MAX_PRINTED = 50, 500
# Filter forms that a process remembers: most readers ask for everything.
MAX_FORMS = 256
# Where the export's query names the site; the page's own is in its path.
SITE = "site"
PRINT = "print"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelinePage:
    """Everything the page shows besides its filter form.

    Attributes:
        tabs: the site's pages: label, URL, whether it is this one.
        lines: the rows, newest first.
        links: where the pager leads.
        clear_href: the URL of the whole timeline; empty if no filter is set.
        is_printed: whether the page is made for paper.
        print_href: the URL of the page for paper.
        is_cut: whether the page for paper leaves rows out.
        export: the export form; None if there is nothing to export.
    """

    tabs: Sequence[tuple[str, str, bool]]
    lines: Sequence[Happened]
    links: PageLinks
    clear_href: str
    is_printed: bool
    print_href: str
    is_cut: bool
    export: ExportOffer | None


def form_of(query: Mapping[str, str]) -> TimelineForm:
    """Return the filter form of a query string: the same one for all who ask the same."""
    asked = tuple((name, query[name]) for name in TimelineForm.base_fields if name in query)
    return _form(asked, tuple((area.slug, area.name) for area in choices.current().areas))


@lru_cache(maxsize=MAX_FORMS)
def _form(asked: tuple[tuple[str, str], ...], areas: tuple[tuple[str, str], ...]) -> TimelineForm:
    form = TimelineForm(dict(asked), areas=areas)
    form.is_valid()  # fills what could be read
    return form


def asked_of(
    form: TimelineForm,
    site: Site,
    *,
    now: datetime,
    most: int,
    after: str = "",
    on_paper: bool = False,
) -> Asked:
    """Return what a filter form asks for; a field that can't be read filters nothing.

    Arguments:
        form: the filter form.
        site: the site.
        now: the instant.
        most: the most rows.
        after: the cursor of the row the page continues after.
        on_paper: whether it is printed.
    """
    filled = form.cleaned_data
    area = next((a for a in choices.current().areas if a.slug == filled.get("area")), None)
    return Asked(
        site_id=site.pk,
        zone=site.time_zone,
        now=now,
        most=most,
        source=filled.get("show", ""),
        area_id=area.pk if area else None,
        first=filled.get("first"),
        last=filled.get("last"),
        after=PLACES.read(after) if after else None,
        on_paper=on_paper,
    )


def page_of(
    found: Sequence[Happening],
    site: Site,
    actor: Actor,
    *,
    query: Mapping[str, str],
    here: str,
    size: int,
) -> TimelinePage:
    """Show a page of a site's timeline to a reader.

    Arguments:
        found: its rows, newest first; one more than the page shows if there are more.
        site: the site.
        actor: the reader.
        query: the query string of the page.
        here: the path of the page.
        size: how many rows it shows.
    """
    rows, is_cut = found[:size], len(found) > size
    kept = {name: query[name] for name in TimelineForm.base_fields if query.get(name)}
    is_printed = bool(query.get(PRINT))

    everything = address("sites:timeline", site.slug)

    def to(more: Mapping[str, str]) -> str:
        query = urlencode({**kept, **more})
        return f"{everything}{'?' if query else ''}{query}"

    more = is_cut and not is_printed
    return TimelinePage(
        tabs=tabs_of(site, actor, here),
        lines=lines_of(rows, actor.time_zone),
        links=PageLinks(
            first=to({}) if query.get("after") else "",
            next=to({"after": PLACES.write(rows[-1].row)}) if more else "",
        ),
        clear_href=everything if kept else "",
        is_printed=is_printed,
        print_href=to({PRINT: "1"}),
        is_cut=is_cut and is_printed,
        export=export_of("timeline", urlencode({SITE: site.slug, **kept}), actor) if rows else None,
    )


def cells_of(found: Happening, zone: str) -> Sequence[Cell]:
    """Return the cells of a row in an export; a time is in the site's zone."""
    row = found.row
    mark = Handling.FEDERAL if _is_federal(row) else Handling.SITE
    when = row.day or moment_of(row.at, zone)
    return (when, found.what, row.number, row.title, row.who, row.note, str(mark.label))


def lines_of(found: Iterable[Happening], tz: str) -> list[Happened]:
    """Show rows; times are in the reader's zone."""
    years = clock.today("UTC").year, clock.today(tz).year
    return [_line(each, tz, years) for each in found]


@lru_cache(maxsize=MAX_READ)
def _line(found: Happening, tz: str, _years: tuple[int, int]) -> Happened:
    """Show one row, once in a process while days of these years are told without them."""
    row = found.row
    return Happened(
        when=dates.day(row.day) if row.day else dates.when(row.at, tz),
        what=found.what,
        href=found.href,
        about=f"{row.number} {row.title}".strip(),
        who=row.who,
        note=row.note,
        is_federal=_is_federal(row),
    )


def _is_federal(row: Row) -> bool:
    return row.detail.get("handling") == Handling.FEDERAL
