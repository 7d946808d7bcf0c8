"""The facts of an engagement update: its requests, and what corrections replaced."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from foundation.ui import dates
from foundation.ui.types import Fact
from liaisons.models import EngagementUpdate
from liaisons.presenters.addresses import page_of

REVISED = {
    "occurred_on": "When",
    "kind": "Kind",
    "participants": "Participants",
    "summary": "What happened",
    "outcome": "Outcome",
    "risk": "Risk",
    "next_contact_on": "Next contact",
}


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
        Fact(tta_request.number, tta_request.title, page_of(tta_request)) for tta_request in links
    ]
