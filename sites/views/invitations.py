"""Pages for inviting a person to a seat, and for accepting."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from foundation.accounts.access import access, public
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.accounts.roles import ROLES
from foundation.calendars import clock
from foundation.ui.asking import ask
from foundation.ui.pages import page
from foundation.ui.redirects import redirect_with_message, see_other
from foundation.workflow.nonces import single_submit
from sites import policies
from sites.actions import invitations
from sites.errors import InvitationAccepted
from sites.forms import AcceptForm, InviteForm
from sites.models import Invitation
from sites.views.team import enterable

WAITS = "Your seat is waiting for a second approval at DOJ. We'll email you when it's decided."


@access(P.TEAM_INVITE)
@require_http_methods(["GET", "POST"])
@single_submit
def invite_member(request: PortalRequest, slug: str) -> HttpResponse:
    """Invite a person, and list open invitations."""
    site = enterable(request, slug, policies.can_invite_somebody)
    form = InviteForm(
        request.POST or None,
        initial={"seat": request.GET.get("seat", "")},
        actor=request.actor,
        site=site,
    )

    def act(values: dict[str, Any], _version: str | None) -> Invitation:
        role, seat = values.pop("seat")
        return invitations.to_seat(site, **values, role=role, seat=seat, by=request.actor)

    seen = Invitation.objects.visible_to(request.actor).at(site)
    return ask(
        request,
        "sites/invite.html",
        form,
        act=act,
        done=_invited,
        back=reverse("sites:invite", args=[slug]),
        context={
            "site": site,
            "invitations": seen.open().for_list(),
            "past": seen.closed_since(clock.now() - policies.LATELY),
            "now": clock.now(),
            "zone": site.time_zone,
        },
    )


@access(P.TEAM_INVITE)
@require_POST
@single_submit
def withdraw_invitation(request: PortalRequest, slug: str, pk: str) -> HttpResponse:
    """Withdraw an invitation."""
    site = enterable(request, slug, policies.can_invite_somebody)
    invitation = get_object_or_404(Invitation.objects.visible_to(request.actor).at(site), pk=pk)
    invitations.withdraw(invitation, by=request.actor)
    return redirect_with_message(
        request, f"Invitation to {invitation.email} withdrawn.", "sites:invite", slug
    )


@access(P.TEAM_INVITE)
@require_POST
@single_submit
def send_invitation_again(request: PortalRequest, slug: str, pk: str) -> HttpResponse:
    """Mail an invitation again, with a new end."""
    site = enterable(request, slug, policies.can_invite_somebody)
    invitation = get_object_or_404(Invitation.objects.visible_to(request.actor).at(site), pk=pk)
    invitations.send_again(invitation, by=request.actor)
    return redirect_with_message(
        request, f"Invitation sent again to {invitation.email}.", "sites:invite", slug
    )


@public
@never_cache
@sensitive_post_parameters("password", "password_again")
@require_http_methods(["GET", "POST"])
def accept_invitation(request: PortalRequest, token: str) -> HttpResponse:
    """Accept a seat: set a password, or confirm with an existing account."""
    try:
        opened = invitations.open_link(token)
    except InvitationAccepted as accepted:
        if not request.user.is_authenticated:
            raise
        messages.info(request, accepted.done)
        return see_other("dashboards:my-day")
    invitation = opened.invitation
    if request.method == "GET" and _is_somebody_else(request, invitation):
        return page(request, "sites/accept_signed_out.html", _context(invitation))
    if opened.has_account:
        return _accept_with_account(request, token, invitation)
    form = AcceptForm(
        request.POST or None, initial={"name": invitation.name}, email=invitation.email
    )
    if form.is_valid():
        membership = invitations.accept(
            token,
            name=form.cleaned_data["name"],
            password=form.cleaned_data["password"],
            by=request.actor,
        )
        messages.success(request, "Your account is ready. Sign in with your email address.")
        if not membership.is_approved:
            messages.info(request, WAITS)
        return see_other("account_login")
    return page(request, "sites/accept.html", _context(invitation) | {"form": form})


def _accept_with_account(
    request: PortalRequest, token: str, invitation: Invitation
) -> HttpResponse:
    if request.method == "POST":
        membership = invitations.accept(token, name="", password="", by=request.actor)
        if not membership.is_approved:
            messages.info(request, WAITS)
            return see_other("dashboards:my-day")
        return redirect_with_message(
            request,
            f"You have joined the site team of {membership.site}.",
            "sites:handover",
            membership.site.slug,
        )
    mine = request.user.is_authenticated and request.user.email == invitation.email
    login = f"{reverse('account_login')}?{urlencode({'next': request.path})}"
    context = _context(invitation) | {"mine": mine, "login_url": login}
    return page(request, "sites/accept_with_account.html", context)


def _is_somebody_else(request: PortalRequest, invitation: Invitation) -> bool:
    return request.user.is_authenticated and request.user.email != invitation.email


def _invited(invitation: Invitation) -> str:
    sent = f"Invitation sent to {invitation.email}."
    if invitation.approval is None or invitation.approval.is_in_force:
        return sent
    return f"{sent} They can't see the site until a second person approves the seat."


def _context(invitation: Invitation) -> dict[str, object]:
    role = ROLES[invitation.role]
    waits = invitation.approval is not None and invitation.approval.is_waiting
    return {"invitation": invitation, "site": invitation.site, "role": role, "waits": waits}
