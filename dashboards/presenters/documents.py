"""A site's documents as text: each file with where it came from."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from dashboards.querysets.documents import Document
from foundation.accounts.actors import Actor
from foundation.files.enums import READABLE, ScanState
from foundation.files.intake import size_in_words
from foundation.timeline.reading import PLACES
from foundation.ui import dates
from foundation.ui.types import PageLinks
from sites.models import Site
from sites.presenters.tabs import tabs_of


@dataclass(frozen=True, slots=True)
class Line:
    """One file: where to download it and where it came from."""

    name: str
    href: str
    about: str
    scan: str
    is_internal: bool
    origin: str
    origin_href: str
    who: str
    when: str
    size: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentsPage:
    """Everything the page shows besides its filter form.

    Attributes:
        tabs: the site's pages: label, URL, whether it is this one.
        rows: the files, newest first.
        links: where the pager leads.
        is_narrowed: whether words are searched for.
    """

    tabs: Sequence[tuple[str, str, bool]]
    rows: Sequence[Line]
    links: PageLinks
    is_narrowed: bool


def page_of(
    found: Sequence[Document],
    site: Site,
    actor: Actor,
    *,
    words: str,
    here: str,
    size: int,
    continued: bool,
) -> DocumentsPage:
    """Show a page of a site's files to a reader.

    Arguments:
        found: the files, newest first; one more than the page shows if there are more.
        site: the site.
        actor: the reader.
        words: the words searched for.
        here: the path of the page.
        size: how many files it shows.
        continued: whether it is a later page.
    """
    rows = found[:size]
    kept = {"q": words} if words else {}

    def to(**more: str) -> str:
        return reverse("sites:documents", args=[site.slug], query={**kept, **more} or None)

    return DocumentsPage(
        tabs=tabs_of(site, actor, here),
        rows=[_document(each, actor.time_zone) for each in rows],
        links=PageLinks(
            first=to() if continued else "",
            next=to(after=PLACES.write(rows[-1].row)) if len(found) > size else "",
        ),
        is_narrowed=bool(words),
    )


def _document(found: Document, tz: str) -> Line:
    row, kind = found.row, found.kind
    scan = ScanState(row.detail["scan"])
    return Line(
        name=row.title,
        href=kind.href(row) if scan in READABLE else "",
        about=row.note,
        scan="" if scan == ScanState.CLEAN else str(scan.label),
        is_internal=row.detail["is_internal"],
        origin=kind.origin(row),
        origin_href=kind.origin_href(row),
        who=row.who,
        when=dates.when(row.at, tz),
        size=size_in_words(row.detail["size"]),
    )
