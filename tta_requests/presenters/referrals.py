"""The federal branch of a request: agencies that were asked, their answers, and program offices' resources."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from foundation.accounts.actors import Actor
from foundation.ui import dates
from tta_requests import policies
from tta_requests.enums import ProgramOffice, ReferralState
from tta_requests.models import TTARequest

if TYPE_CHECKING:
    from tta_requests.querysets.columns import ReferralRow, ReferredRequest


@dataclass(frozen=True, slots=True)
class Asked:
    """An agency in the panel of a request's page."""

    agency: str
    why: str
    note: str
    state: str
    answer: str
    href: str
    verb: str


@dataclass(frozen=True, slots=True)
class Pointed:
    """A resource in the panel of a request's page; ``remove_href`` is empty for those who can't remove it."""

    title: str
    href: str
    about: str
    note: str
    remove_href: str


def asked(tta_request: "ReferredRequest", actor: Actor, *, tz: str) -> list[Asked]:
    """Return the agencies a request was loaded with (``with_federal``)."""
    return [_asked(row, tta_request, actor, tz) for row in tta_request.referrals_told]


def may_offer(tta_request: "ReferredRequest", actor: Actor) -> list[str]:
    """Return the reader's agencies that weren't asked, and so may offer help."""
    known = {row["agency"] for row in tta_request.referrals_told}
    mine = policies.agencies_of(actor, tta_request.site_id) - known
    return [
        agency
        for agency in sorted(mine)
        if tta_request.is_open and policies.can_answer_for(actor, tta_request, agency, seated=True)
    ]


def resources_of(tta_request: "ReferredRequest", actor: Actor, *, tz: str) -> list[Pointed]:
    """Return the resources a request was loaded with."""
    return [
        Pointed(
            title=row["title"],
            href=row["url"],
            about=f"{ProgramOffice(row['office']).label} · {row['who']}, {_at(row['added_at'], tz)}",
            note=row["note"],
            remove_href=reverse(
                "tta_requests:remove-resource", args=[tta_request.number, row["pk"]]
            )
            if policies.can_remove_resource(actor, tta_request, row["added_by_id"])
            else "",
        )
        for row in tta_request.resources_told
    ]


def _asked(row: "ReferralRow", tta_request: TTARequest, actor: Actor, tz: str) -> Asked:
    agency, state = row["agency"], ReferralState(row["state"])
    answers = tta_request.is_open and policies.can_answer_for(
        actor, tta_request, agency, seated=row["membership_id"] is not None
    )
    at = f", {_at(row['answered_at'], tz)}" if row["answered_at"] else ""
    leads = agency in tta_request.co_leads
    said = "Leads" if leads else str(state.label)
    return Asked(
        agency=agency,
        why=row["why"],
        note=row["note"],
        state=f"{said}{at}",
        answer=row["answer"],
        href=reverse("tta_requests:answer-referral", args=[tta_request.number, agency])
        if answers
        else "",
        verb="Answer" if state == ReferralState.ASKED else "Change answer",
    )


def _at(moment: str, tz: str) -> str:
    return dates.when(datetime.fromisoformat(moment), tz)
