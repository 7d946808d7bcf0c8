"""A site's documents as text: each file with where it came from."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from dashboards.querysets.documents import PLACES
from foundation.accounts.actors import Actor
from foundation.files.enums import ScanState
from foundation.files.intake import size_in_words
from foundation.ui import dates
from foundation.ui.types import PageLinks
from liaisons.models import UpdateFile
from liaisons.querysets.origins import title_of
from sites.models import Site
from sites.presenters.tabs import tabs_of
from tta_requests.enums import MessageAudience
from tta_requests.models import Attachment


@dataclass(frozen=True, slots=True)
class Document:
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
    rows: Sequence[Document]
    links: PageLinks
    is_narrowed: bool


def page_of(
    found: Sequence[Attachment | UpdateFile],
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
            next=to(after=PLACES.write(rows[-1])) if len(found) > size else "",
        ),
        is_narrowed=bool(words),
    )


def _document(file: Attachment | UpdateFile, tz: str) -> Document:
    scan = ScanState(file.scan)
    origin, origin_href = _origin(file)
    return Document(
        name=file.name,
        href=file.get_absolute_url() if file.is_readable else "",
        about=file.description,
        scan="" if scan == ScanState.CLEAN else str(scan.label),
        is_internal=isinstance(file, Attachment) and file.audience == MessageAudience.INTERNAL,
        origin=origin,
        origin_href=origin_href,
        who=file.uploaded_by.name,
        when=dates.when(file.uploaded_at, tz),
        size=size_in_words(file.size),
    )


def _origin(file: Attachment | UpdateFile) -> tuple[str, str]:
    """Return what a file was attached to, and its address."""
    if isinstance(file, UpdateFile):
        return title_of(file.update), file.update.get_absolute_url()
    return f"{file.request.number} {file.request.title}", file.request.get_absolute_url()
