"""Facts about a request in short: who has it, and its details."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from foundation.ui import dates
from foundation.ui.types import Fact
from tta_requests.enums import OfferState, ReferralState, Urgency
from tta_requests.models import MatchRun, TTARequest
from tta_requests.presenters import routing
from tta_requests.presenters.request_list import holder
from tta_requests.querysets import choices

if TYPE_CHECKING:
    from tta_requests.querysets.columns import DetailedRequest


@dataclass(frozen=True, slots=True)
class Routing:
    """The state of the search for a provider, as far as the reader may see it."""

    run: MatchRun | None = None
    offers: Sequence[routing.Offered] = ()

    @property
    def standing(self) -> routing.Offered | None:
        """The offer that was accepted or waits for an answer."""
        return routing.standing(self.offers)


def few_facts(tta_request: TTARequest) -> list[tuple[str, object]]:
    """Return the facts a provider needs to answer an offer: site, area, kind, urgency, needed-by date."""
    return [
        ("Site", tta_request.site.name),
        ("Core area", str(tta_request.core_area or "")),
        ("Kind", tta_request.get_kind_display()),
        ("Urgency", tta_request.get_urgency_display()),
        (
            "Needed by",
            dates.day(tta_request.needed_by) if tta_request.needed_by else "No date given",
        ),
    ]


def holders(tta_request: "DetailedRequest", routed: Routing) -> list[Fact]:
    """List who has the request: now, next, the federal partners, and the portal's people."""
    following = routing.next_in_line(routed.run, routed.offers)
    waits = routed.standing is not None and routed.standing.state == OfferState.OPEN
    federal = "; ".join(_federal(tta_request)) if routed.run else ""
    return [
        Fact(label, value)
        for label, value in (
            ("Now", holder(tta_request)),
            ("Next", following if waits else ""),
            ("Federal", federal),
            ("Owner", str(tta_request.owner or "")),
            ("Liaison", tta_request.liaison_name or ""),
            ("Requested by", str(tta_request.requester)),
        )
        if value
    ]


def _federal(tta_request: "DetailedRequest") -> Iterable[str]:
    for row in tta_request.referrals_told:
        how = (
            "co-leads"
            if row["agency"] in tta_request.co_leads
            else STANDS[ReferralState(row["state"])]
        )
        yield f"{row['agency']} {how}"


# An agency's state, in a few words for the side rail.
STANDS = {
    ReferralState.ASKED: "asked",
    ReferralState.HELPS: "helps",
    ReferralState.DECLINED: "can't help",
}


def _endorsement(tta_request: TTARequest) -> str:
    """Say who endorsed a critical request, or that an endorsement is pending; empty for other requests."""
    if tta_request.urgency != Urgency.CRITICAL:
        return ""
    if tta_request.endorsed_at is None:
        return "Not yet. The site's leadership was asked."
    return f"{tta_request.endorsed_by}, {dates.when(tta_request.endorsed_at, tta_request.site.time_zone)}"


def facts(tta_request: TTARequest) -> list[Fact]:
    """Return kind, endorsement, dates, and other details; empty ones are left out."""
    return [
        Fact(label, value)
        for label, value in (
            ("Kind", tta_request.get_kind_display()),
            ("Endorsed", _endorsement(tta_request)),
            ("Needed by", dates.day(tta_request.needed_by) if tta_request.needed_by else ""),
            ("Delivery", tta_request.get_delivery_mode_display()),
            ("Audience", tta_request.audience),
            ("DOJ principles", names_of(tta_request.principles)),
            ("Source", tta_request.get_source_display()),
        )
        if value
    ]


def names_of(principles: Sequence[str]) -> str:
    """Return the names of DOJ's principles with those slugs."""
    if not principles:
        return ""
    return ", ".join(each.name for each in choices.current().principles if each.slug in principles)
