"""The log of updates, and an update in facts: its requests, and what corrections replaced."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from django.urls import reverse

from engagements.enums import Party
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.exports.forms import ExportOffer, export_of
from foundation.ui import dates, wording
from foundation.ui.types import Fact, FileLine, PageLinks
from liaisons import policies
from liaisons.enums import CommitmentRole, Risk
from liaisons.models import EngagementUpdate, UpdateCommitment
from liaisons.presenters import addresses
from liaisons.presenters.files import files_of
from sites.models import Site

REVISED = {
    "occurred_on": "When",
    "kind": "Type of contact",
    "participants": "Participants",
    "summary": "What happened",
    "outcome": "Outcome",
    "agenda": "Agenda",
    "findings": "Findings",
    "risk": "Risk",
    "next_contact_on": "Next contact",
    "hours": "Hours",
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
        hours_url: the page of hours; empty for a reader without a caseload.
        query: the filters, as a saved view stores them.
        export: the export form; None if there is nothing to export.
    """

    slice: Slice
    drafts: Sequence[EngagementUpdate]
    site: Site | None
    may_log: bool
    may_review: bool
    hours_url: str
    query: str
    export: ExportOffer | None


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
        hours_url=reverse("liaisons:hours") if actor.may_anywhere(P.CASELOAD_VIEW) else "",
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
    return [Fact(REVISED[name], words_of(old, name)) for name in changed]


def words_of(version: EngagementUpdate, name: str) -> str:
    """Return a field of a version in words."""
    value = getattr(version, name)
    if isinstance(value, date):
        return dates.full_day(value)
    if isinstance(value, Decimal):
        return hours_text(value)
    shown = getattr(version, f"get_{name}_display", None)
    return str(shown() if shown else value or "") or "(empty)"


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdatePage:
    """What an update led to, and what the reader can do with it.

    Attributes:
        site_url: the site's page; empty if no app serves it.
        areas: its core areas by name.
        requests: its linked requests by number and title.
        made: the commitments made with it: who owes each and when it is due.
        done: the commitments it shows to be done.
        files: its files, newest first.
        hours: the author's time in words; empty where none was entered.
        has_risk: whether it reports a risk.
        can_correct: whether the reader may correct it.
        can_use_template: whether commitments of a template may come from it: not where it is about a
            federal request, whose readers alone see what follows.
    """

    site_url: str
    areas: Sequence[str]
    requests: Sequence[Fact]
    made: Sequence[Fact]
    done: Sequence[Fact]
    files: Sequence[FileLine]
    hours: str
    has_risk: bool
    can_correct: bool
    can_use_template: bool


def update_page(update: EngagementUpdate, actor: Actor) -> UpdatePage:
    """Show an update, loaded with ``for_page``, to a reader."""
    links = list(update.commitment_links.all())
    can_correct = policies.can_correct(actor, update)
    return UpdatePage(
        site_url=addresses.home_of(update.site),
        areas=[link.core_area.name for link in update.area_links.all()],
        requests=request_facts(update),
        made=[_commitment(each) for each in links if each.role == CommitmentRole.MADE],
        done=[_commitment(each) for each in links if each.role == CommitmentRole.FINISHED],
        files=files_of(list(update.files.all()), tz=update.site.time_zone, may_remove=can_correct),
        hours=hours_text(update.hours),
        has_risk=update.risk != Risk.NONE,
        can_correct=can_correct,
        can_use_template=can_correct and not is_federal(update),
    )


def is_federal(update: EngagementUpdate) -> bool:
    """Return whether one of its requests that the reader sees has the federal mark."""
    return any(link.request.is_federal for link in update.request_links.all())


def hours_text(hours: Decimal | None) -> str:
    """Return hours in words: "1.5 hours"; empty for none."""
    return "" if hours is None else f"{hours.normalize():f} {wording.agree(float(hours), 'hour')}"


def _commitment(link: UpdateCommitment) -> Fact:
    made = link.commitment
    whose = made.owner.name if made.owner else str(Party(made.owed_by).label)
    state = "done" if made.done_at else f"due {dates.day(made.due_on)}"
    return Fact(f"{whose}, {state}", made.text, addresses.of_commitment(made))


def request_facts(update: EngagementUpdate) -> Sequence[Fact]:
    """Return the linked requests by number and title, each with its URL."""
    links = [link.request for link in update.request_links.all()]
    return [
        Fact(tta_request.number, tta_request.title, addresses.page_of(tta_request))
        for tta_request in links
    ]
