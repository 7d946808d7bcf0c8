"""The sites DOJ's staff work with: what the caseload knows of each, and the clock that is due there first."""

from dataclasses import dataclass

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from liaisons.policies.caseload import is_on_board
from liaisons.querysets.caseload import CaseFacts, facts_of, with_work
from liaisons.querysets.places import sites_where
from sites.models import Site
from tta_requests.models import Clock
from tta_requests.querysets import clocks


@dataclass(frozen=True, slots=True)
class WorkedSite:
    """A site, what is known of its work, and the clock that is due there first; None if none runs."""

    site: Site
    facts: CaseFacts
    clock: Clock | None

    @property
    def open_requests(self) -> int:
        """Return how many of its requests are open."""
        return self.facts.counted.requests.total()

    @property
    def is_past(self) -> bool:
        """Whether its engagement is over, and nothing is open there and no one is its liaison."""
        is_over = self.facts.term is not None and not is_on_board(self.facts)
        return is_over and not self.open_requests


def worked_sites(actor: Actor) -> list[WorkedSite]:
    """Find every site whose caseload the actor sees, by name, in four queries at any number."""
    sites = sites_where(actor, P.CASELOAD_VIEW).select_related("state", "district")
    due = clocks.first_of_sites(sites, actor)
    known = facts_of(sites, actor)
    counted = with_work(list(known.values()), actor)
    return [
        WorkedSite(site, facts, due.get(site.pk))
        for site, facts in zip(known, counted, strict=True)
    ]
