"""The list of commitments and a site's own, as rows of a table, as cells of an export, and on paper."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from dashboards.forms import CommitmentFilterForm
from dashboards.querysets.commitments import EVERYONES, Asked, people_at, sites_of
from engagements.enums import Party
from engagements.models import Commitment, origins
from engagements.presenters.commitments import origin_of, owner_of, standing_of, state_of
from engagements.querysets.commitments import PLACES
from engagements.querysets.owners import Duty
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.exports.forms import ExportOffer, export_of
from foundation.exports.registry import Cell
from foundation.ui import dates
from foundation.ui.types import Cell as TextCell
from foundation.ui.types import CommitmentRow, Link, PageLinks
from foundation.ui.wording import counted
from liaisons.presenters.owned import owned_commitment
from sites.models import Site

PAGE_SIZE, MAX_PRINTED, MAX_SHOWN = 25, 500, 100
PRINT = "print"


@dataclass(frozen=True, slots=True)
class SiteRow:
    """A commitment of one site's list, whatever its state; ``href`` leads to where it is kept."""

    text: str
    due: str
    owner: str
    state: str
    origin: Link | None
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Inbox:
    """Everything the list shows besides its filter form.

    Attributes:
        rows: the commitments, in the order asked for.
        links: where the pager leads.
        is_everyones: whether it shows all that the reader can read, not only their own.
        is_narrowed: whether a filter is set.
        is_printed: whether the page is made for paper.
        is_cut: whether the page for paper leaves rows out.
        print_href: the URL of the page for paper.
        words: the query of the URL, for a saved view.
        may_add: whether the reader adds commitments anywhere.
        export: the export form; None if there is nothing to export.
    """

    rows: Sequence[CommitmentRow]
    links: PageLinks
    is_everyones: bool
    is_narrowed: bool
    is_printed: bool
    is_cut: bool
    print_href: str
    words: str
    may_add: bool
    export: ExportOffer | None


def asked_of(query: Mapping[str, str], actor: Actor) -> tuple[CommitmentFilterForm, Asked]:
    """Return the filter form of a query string, and what it asks; a field that can't be read filters nothing."""
    sites = sites_of(actor)
    site = next((each for each in sites if each.slug == query.get("site")), None)
    people = dict(people_at(actor, site_id=site.pk)) if site else {}
    form = CommitmentFilterForm(query, sites=sites, people=people)
    form.is_valid()  # fills what could be read
    return form, Asked({name: value for name, value in form.cleaned_data.items() if value}, site)


def page_of(
    part: tuple[Sequence[Commitment], bool, bool],
    asked: Asked,
    actor: Actor,
    duty: Duty,
    *,
    is_printed: bool,
) -> Inbox:
    """Show a page of the list to a reader.

    Arguments:
        part: its rows, and whether there is more before and after them.
        asked: what it was asked for.
        actor: the reader.
        duty: whose work the reader does now.
        is_printed: whether it is made for paper.
    """
    rows, has_before, has_after = part

    def to(**place: str) -> str:
        return reverse("dashboards:commitments", query={**asked.filters, **place} or None)

    links = PageLinks(
        first=to() if has_before else "",
        previous=to(before=PLACES.write(rows[0])) if has_before and rows else "",
        next=to(after=PLACES.write(rows[-1])) if has_after and rows else "",
    )
    words = urlencode(asked.filters)
    return Inbox(
        rows=[_row(each, actor, duty) for each in rows],
        links=PageLinks() if is_printed else links,
        is_everyones=asked.is_everyones,
        is_narrowed=bool(asked.filters),
        is_printed=is_printed,
        is_cut=is_printed and has_after,
        print_href=to(**{PRINT: "1"}),
        words=words,
        may_add=actor.sites_for(P.COMMITMENT_KEEP) != frozenset(),
        export=export_of("commitments", words, actor) if rows and not is_printed else None,
    )


def cells_of(commitment: Commitment, actor: Actor) -> Sequence[Cell]:
    """Return the cells of a commitment in an export."""
    origin = origin_of(commitment, actor)
    done = commitment.done_at
    evidence, *_ = origins.evidence(commitment.evidence, commitment.site.slug)
    return (
        commitment.text,
        commitment.get_kind_display(),
        commitment.due_on,
        state_of(commitment),
        commitment.owner.name if commitment.owner else "",
        Party(commitment.owed_by).label,
        commitment.site.name,
        origin.label if origin else "",
        evidence,
        done.astimezone(dates.zone_of(commitment.site.time_zone)).date() if done else None,
    )


def _row(commitment: Commitment, actor: Actor, duty: Duty) -> CommitmentRow:
    owned = owned_commitment(commitment, actor, duty)
    due = (
        TextCell("Due", f"{owned.due}, {owned.day}", glyph=owned.state)
        if commitment.is_open
        else TextCell("Due", f"{owned.day} ({state_of(commitment)})")
    )
    cells = due, TextCell("Owner", owner_of(commitment)), TextCell("Site", owned.site)
    return CommitmentRow(
        href=owned.href,
        text=owned.text,
        cells=cells,
        origin=origin_of(commitment, actor),
        done_href=owned.done if commitment.is_open else "",
    )


def rows_of_site(found: Sequence[Commitment], actor: Actor) -> list[SiteRow]:
    """Show commitments loaded with ``for_site``."""
    return [
        SiteRow(
            each.text,
            dates.full_day(each.due_on),
            owner_of(each),
            standing_of(each),
            origin_of(each, actor),
            f"{each.request.get_absolute_url()}#work"
            if each.request
            else reverse("engagements:commitment", args=[each.pk]),
        )
        for each in found[:MAX_SHOWN]
    ]


@dataclass(frozen=True, slots=True)
class Undo:
    """What the reader added last from a template: how many can be undone, of which template, and where."""

    said: str
    template: str
    href: str


def undo_of(found: Sequence[Commitment], batch: str, site: Site) -> Undo | None:
    """Return what of a batch can be undone, from commitments loaded with ``for_site``; None for nothing."""
    ours = [each for each in found if each.batch and str(each.batch) == batch]
    unchanged = [each for each in ours if each.is_open and each.version == 1]
    if not unchanged:
        return None
    template = unchanged[0].template
    return Undo(
        said=counted(len(unchanged), "commitment"),
        template=template.title if template else "",
        href=reverse("engagements:undo-commitment-template", args=[site.slug, batch]),
    )


def all_of(site: Site) -> str:
    """Return the URL of the list with all commitments of a site, whatever their state."""
    query = {"whose": EVERYONES, "site": site.slug, "state": "all"}
    return reverse("dashboards:commitments", query=query)
