"""The log of updates, and an update in facts: its requests, and what corrections replaced."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.exports.forms import ExportForm, export_of
from foundation.ui import dates
from foundation.ui.types import Fact, PageLinks
from liaisons.models import EngagementUpdate
from liaisons.presenters import addresses
from sites.models import Site

REVISED = {
    "occurred_on": "When",
    "kind": "Kind",
    "participants": "Participants",
    "summary": "What happened",
    "outcome": "Outcome",
    "agenda": "Agenda",
    "findings": "Findings",
    "risk": "Risk",
    "next_contact_on": "Next contact",
}


@dataclass(frozen=True, slots=True)
class Slice:
    """The rows of one page, and where the pager leads."""

    rows: Sequence[EngagementUpdate]
    links: PageLinks


@dataclass(frozen=True, slots=True, kw_only=True)
class LogPage:
    """Everything the log shows.

    Attributes:
        slice: its rows.
        drafts: the reader's own drafts.
        site: the site asked for; None for all of the reader's.
        may_log: whether the reader logs updates.
        may_review: whether the reader reviews them.
        query: the filters, as a saved view stores them.
        export: the export form; None if there is nothing to export.
    """

    slice: Slice
    drafts: Sequence[EngagementUpdate]
    site: Site | None
    may_log: bool
    may_review: bool
    query: str
    export: ExportForm | None


def log_page(
    part: Slice,
    actor: Actor,
    *,
    drafts: Sequence[EngagementUpdate],
    site: Site | None,
    query: str,
) -> LogPage:
    """Show a page of the log to a reader.

    Arguments:
        part: its rows.
        actor: the reader.
        drafts: the reader's own drafts.
        site: the site asked for; None for all of the reader's.
        query: the filters, as a saved view stores them.
    """
    return LogPage(
        slice=part,
        drafts=drafts,
        site=site,
        may_log=actor.may_anywhere(P.UPDATE_LOG),
        may_review=actor.may_anywhere(P.UPDATE_REVIEW),
        query=query,
        export=export_of("updates", query, actor) if part.rows else None,
    )


@dataclass(frozen=True, slots=True)
class Change:
    """The old text of each field that a correction replaced, and until when it was current."""

    version: EngagementUpdate
    replaced: list[Fact]


def changes_of(versions: list[EngagementUpdate]) -> list[Change]:
    """Return each correction with the text it replaced, newest first."""
    found = [Change(new, _replaced(old, new)) for old, new in pairwise(versions)]
    return found[::-1]


def _replaced(old: EngagementUpdate, new: EngagementUpdate) -> list[Fact]:
    changed = [name for name in REVISED if getattr(old, name) != getattr(new, name)]
    return [Fact(REVISED[name], _words(old, name)) for name in changed]


def _words(version: EngagementUpdate, name: str) -> str:
    value = getattr(version, name)
    if isinstance(value, date):
        return dates.full_day(value)
    shown = getattr(version, f"get_{name}_display", None)
    return str(shown() if shown else value) or "(empty)"


def request_facts(update: EngagementUpdate) -> Sequence[Fact]:
    """Return the linked requests by number and title, each with its URL."""
    links = [link.request for link in update.request_links.all()]
    return [
        Fact(tta_request.number, tta_request.title, addresses.page_of(tta_request))
        for tta_request in links
    ]
