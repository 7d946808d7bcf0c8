"""Requests related to a request."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from foundation.accounts.actors import Actor
from tta_requests import policies
from tta_requests.enums import LinkKind

if TYPE_CHECKING:
    from tta_requests.querysets.columns import LinkRow, WorkedRequest


@dataclass(frozen=True, slots=True)
class Related:
    """A related request: the link's key, how it is related, its number, and its title."""

    pk: str
    how: str
    number: str
    title: str


def related(tta_request: "WorkedRequest", actor: Actor) -> list[Related]:
    """Return the related requests, for DOJ staff only."""
    if not policies.can_link(actor, tta_request):
        return []
    return [
        Related(row["pk"], _how(row), row["number"], row["title"]) for row in tta_request.related
    ]


def _how(row: "LinkRow") -> str:
    kind = LinkKind(row["kind"])
    return kind.reverse if row["is_reverse"] else str(kind.label)
