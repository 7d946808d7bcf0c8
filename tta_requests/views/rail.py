"""The rail beside a request: who has it, and its details in short."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from foundation.ui import dates
from foundation.ui.types import Fact
from tta_requests.enums import OfferState, ReferralState, Urgency
from tta_requests.models import MatchRun, TTARequest
from tta_requests.views import routing
from tta_requests.views.request_list import holder


@dataclass(frozen=True, slots=True)
class Routing:
    """Where the search for a provider stands, as far as the reader may know it."""

    run: MatchRun | None = None
    offers: Sequence[routing.Offered] = ()

    @property
    def standing(self) -> routing.Offered | None:
        """The offer that waits or was accepted."""
        return routing.standing(self.offers)


def few_facts(request: TTARequest) -> list[tuple[str, object]]:
    """Title, area, kind, urgency, place and needed-by: all a provider needs to say yes or no."""
    return [
        ("Site", request.site.name),
        ("Core area", str(request.core_area or "")),
        ("Kind", request.get_kind_display()),
        ("Urgency", request.get_urgency_display()),
        ("Needed by", dates.day(request.needed_by) if request.needed_by else "No date given"),
    ]


def holders(request: TTARequest, routed: Routing) -> list[Fact]:
    """List those who have it: now, next, the federal partners, and the people of the portal."""
    following = routing.next_in_line(routed.run, routed.offers)
    waits = routed.standing is not None and routed.standing.state == OfferState.OPEN
    federal = "; ".join(_federal(request)) if routed.run else ""
    return [
        Fact(label, value)
        for label, value in (
            ("Now", holder(request)),
            ("Next", following if waits else ""),
            ("Federal", federal),
            ("Owner", str(request.owner or "")),
            ("Liaison", getattr(request, "liaison_name", None) or ""),
            ("Requested by", str(request.requester)),
        )
        if value
    ]


def _federal(request: TTARequest) -> Iterable[str]:
    told: list[dict[str, Any]] = getattr(request, "referrals_told", [])
    for row in told:
        how = (
            "co-leads" if row["agency"] in request.co_leads else STANDS[ReferralState(row["state"])]
        )
        yield f"{row['agency']} {how}"


# How an agency stands, in the rail's few words.
STANDS = {
    ReferralState.ASKED: "asked",
    ReferralState.HELPS: "helps",
    ReferralState.DECLINED: "can't help",
}


def _endorsement(request: TTARequest) -> str:
    """Of a critical request: by whom, or that it is waited for."""
    if request.urgency != Urgency.CRITICAL:
        return ""
    if request.endorsed_at is None:
        return "Not yet. The site's leadership was asked."
    return f"{request.endorsed_by}, {dates.when(request.endorsed_at, request.site.time_zone)}"


def facts(request: TTARequest) -> list[Fact]:
    """Kind, endorsement, date and the rest; what is empty is left out."""
    return [
        Fact(label, value)
        for label, value in (
            ("Kind", request.get_kind_display()),
            ("Endorsed", _endorsement(request)),
            ("Needed by", dates.day(request.needed_by) if request.needed_by else ""),
            ("Delivery", request.get_delivery_mode_display()),
            ("Audience", request.audience),
            ("Source", request.get_source_display()),
        )
        if value
    ]
