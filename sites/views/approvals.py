"""Pages for second approvals: seats that read federal items, and DOJ roles."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_safe

from foundation.accounts.access import access
from foundation.accounts.actions import staff_roles
from foundation.accounts.enums import ApprovalState
from foundation.accounts.http import PortalRequest
from foundation.accounts.models import StaffApproval
from foundation.accounts.permissions import Permission as P
from foundation.accounts.roles import ROLES
from foundation.calendars import clock
from foundation.ui.asking import sent
from foundation.ui.pages import page
from foundation.ui.redirects import see_other
from foundation.ui.types import Fact
from foundation.workflow.nonces import single_submit
from sites import policies
from sites.actions import approvals
from sites.forms import DecisionForm
from sites.forms.people import READERS_OF_SEATS
from sites.models import SeatApproval
from sites.presenters.approvals import approval_facts


@access(P.TEAM_APPROVE)
@require_safe
def approval_queue(request: PortalRequest) -> HttpResponse:
    """List seats and roles that wait, first deadline first, and older seats to review."""
    actor = request.actor
    seats = SeatApproval.objects.visible_to(actor)
    approves_roles, reviews = (
        P.STAFF_APPROVE in actor.everywhere,
        P.TEAM_MANAGE in actor.everywhere,
    )
    context = {
        "seats": seats.waiting().for_queue(),
        "roles": StaffApproval.objects.waiting().for_queue() if approves_roles else None,
        "reviews": seats.to_review(clock.now()).for_review() if reviews else None,
        "zone": actor.time_zone,
    }
    return page(request, "sites/approvals.html", context)


@access(P.TEAM_APPROVE)
@require_http_methods(["GET", "HEAD", "POST"])
@single_submit
def seat_approval(request: PortalRequest, pk: str) -> HttpResponse:
    """Show who is proposed for which seat, by whom, and its access; approve or decline it."""
    found = SeatApproval.objects.visible_to(request.actor).for_queue()
    approval = get_object_or_404(found, pk=pk)
    form = DecisionForm(
        sent(request),
        readers=READERS_OF_SEATS,
    )
    if form.is_valid():
        if form.cleaned_data["decision"] == "approve":
            approvals.approve(approval, by=request.actor)
            messages.success(request, f"{approval.name} approved for {approval.site}.")
        else:
            approvals.decline(approval, reason=form.cleaned_data["reason"], by=request.actor)
            messages.success(request, f"{approval.name} declined for {approval.site}.")
        return see_other("sites:approvals")
    role = ROLES[approval.role]
    facts = approval_facts(approval, approval.name, request.actor.time_zone)
    facts[1:1] = [
        Fact("Site", approval.site.name),
        Fact("Seat", policies.seat_words(role.title, approval.seat_title)),
        Fact("Access", f"{role.purpose} {policies.reach_of(approval.role, approval.seat)}"),
    ]
    context = {
        "approval": approval,
        "heading": f"Approve a seat: {approval.name}",
        "facts": facts,
        "form": form,
        "decidable": approval.is_waiting and policies.can_decide(request.actor, approval),
        "confirmable": approval.state == ApprovalState.REVIEW
        and policies.can_decide(request.actor, approval),
    }
    return page(request, "sites/approval.html", context)


@access(P.STAFF_APPROVE)
@require_http_methods(["GET", "HEAD", "POST"])
@single_submit
def role_approval(request: PortalRequest, pk: str) -> HttpResponse:
    """Show who is proposed for which DOJ role, by whom, and its access; decide on it."""
    approval = get_object_or_404(StaffApproval.objects.for_queue(), pk=pk)
    form = DecisionForm(
        sent(request),
        readers="Program Managers and administrators",
    )
    if form.is_valid():
        if form.cleaned_data["decision"] == "approve":
            staff_roles.approve_role(approval, by=request.actor)
            messages.success(request, f"{approval.user.name} approved.")
        else:
            reason = form.cleaned_data["reason"]
            staff_roles.decline_role(approval, reason=reason, by=request.actor)
            messages.success(request, f"{approval.user.name} declined.")
        return see_other("sites:approvals")
    role = ROLES[approval.role]
    facts = approval_facts(approval, approval.user.name, request.actor.time_zone)
    facts[1:1] = [Fact("DOJ role", role.title), Fact("Access", role.purpose)]
    context = {
        "approval": approval,
        "heading": f"Approve a DOJ role: {approval.user.name}",
        "facts": facts,
        "form": form,
        "decidable": approval.is_waiting
        and request.actor.user_id not in {approval.proposed_by_id, approval.user_id},
    }
    return page(request, "sites/approval.html", context)
