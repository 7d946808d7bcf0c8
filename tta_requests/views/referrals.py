"""The federal branch of a request: agencies asked and what they say, resources of program offices."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.urls import reverse

from foundation.accounts.access import access
from foundation.accounts.actors import Actor
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.ui import dates
from foundation.ui.pages import page
from foundation.ui.redirects import redirect_with_message
from foundation.workflow.nonces import single_submit
from tta_requests import policies
from tta_requests.actions import referrals, resources
from tta_requests.enums import BranchAgency, ProgramOffice, ReferralState
from tta_requests.forms import ReferForm, ReferralAnswerForm, ResourceForm
from tta_requests.models import FederalReferral, TTARequest
from tta_requests.views.fetching import fetch


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
    """A resource in the panel of a request's page."""

    title: str
    href: str
    about: str
    note: str


def asked(tta_request: TTARequest, actor: Actor, *, tz: str) -> list[Asked]:
    """The agencies a request brought along (``with_federal``)."""
    told: list[dict[str, Any]] = getattr(tta_request, "referrals_told", [])
    return [_asked(row, tta_request, actor, tz) for row in told]


def may_offer(tta_request: TTARequest, actor: Actor) -> list[str]:
    """Agencies of the reader's that nobody has asked yet: they may offer help."""
    told: list[dict[str, Any]] = getattr(tta_request, "referrals_told", [])
    mine = policies.agencies_of(actor, tta_request.site_id) - {row["agency"] for row in told}
    return [
        agency
        for agency in sorted(mine)
        if tta_request.is_open and policies.can_answer_for(actor, tta_request, agency, seated=True)
    ]


def resources_of(tta_request: TTARequest, *, tz: str) -> list[Pointed]:
    """The resources a request brought along."""
    told: list[dict[str, Any]] = getattr(tta_request, "resources_told", [])
    return [
        Pointed(
            title=row["title"],
            href=row["url"],
            about=f"{ProgramOffice(row['office']).label} · {row['who']}, {_at(row['added_at'], tz)}",
            note=row["note"],
        )
        for row in told
    ]


@access(P.REFERRAL_ASK)
@single_submit
def refer(request: PortalRequest, number: str) -> HttpResponse:
    """Ask an agency to help, or to lead together with the provider."""
    tta_request = fetch(request, number)
    if not policies.can_refer(request.actor, tta_request):
        raise PermissionDenied
    form = ReferForm(request.POST or None, initial={"agency": request.GET.get("agency", "")})
    if form.is_valid():
        referrals.ask(tta_request, **form.cleaned_data, by=request.actor)
        return redirect_with_message(
            request,
            f"{form.cleaned_data['agency']} was asked. Its answer will appear here.",
            "tta_requests:detail",
            number,
            fragment="federal",
        )
    return page(
        request, "tta_requests/referral_form.html", {"tta_request": tta_request, "form": form}
    )


@access(P.REFERRAL_ANSWER)
@single_submit
def answer(request: PortalRequest, number: str, agency: str) -> HttpResponse:
    """Say what the agency will do, or that it cannot; unasked, offer its help."""
    tta_request = fetch(request, number)
    if agency not in BranchAgency.values:
        raise Http404
    referral = FederalReferral.objects.of_request(tta_request.pk).to_agency(agency).first()
    if not policies.can_speak_for(request.actor, tta_request, agency, referral):
        raise PermissionDenied
    form = ReferralAnswerForm(request.POST or None)
    if form.is_valid():
        referrals.answer(
            tta_request, agency=BranchAgency(agency), **form.cleaned_data, by=request.actor
        )
        return redirect_with_message(
            request,
            "Answer sent. It's on the request's page, and the people involved were notified.",
            "tta_requests:detail",
            number,
            fragment="federal",
        )
    context = {"tta_request": tta_request, "form": form, "agency": agency, "referral": referral}
    return page(request, "tta_requests/referral_answer.html", context)


@access(P.REQUEST_STEER)
@single_submit
def point(request: PortalRequest, number: str) -> HttpResponse:
    """Point to what a program office has for this request."""
    tta_request = fetch(request, number)
    if not policies.can_steer(request.actor, tta_request):
        raise PermissionDenied
    form = ResourceForm(request.POST or None)
    if form.is_valid():
        resources.share(tta_request, **form.cleaned_data, by=request.actor)
        return redirect_with_message(
            request,
            "Resource shared. It's on the request's page, and the site was notified.",
            "tta_requests:detail",
            number,
            fragment="resources",
        )
    return page(
        request, "tta_requests/resource_form.html", {"tta_request": tta_request, "form": form}
    )


def _asked(row: dict[str, Any], tta_request: TTARequest, actor: Actor, tz: str) -> Asked:
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
