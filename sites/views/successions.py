"""The page that hands a seat over to a successor."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.accounts.roles import needs_approval
from foundation.calendars import clock
from foundation.ui.asking import ask, sent
from foundation.workflow.errors import Refused
from foundation.workflow.nonces import single_submit
from sites import policies
from sites.actions import seats, successions
from sites.forms import HandOverForm
from sites.models import Membership
from sites.presenters.team import handed_over
from sites.views.team import enterable


@access(P.TEAM_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
@single_submit
def hand_over_seat(request: PortalRequest, slug: str, pk: str) -> HttpResponse:
    """Hand a seat over to a colleague with an account, now or from a day on."""
    site = enterable(request, slug, policies.can_manage_team)
    membership = get_object_or_404(Membership.objects.at(site).for_team(), pk=pk)
    if membership.has_ended(clock.now()):
        raise Refused(seats.HAS_ENDED)
    return ask(
        request,
        "sites/hand_over.html",
        HandOverForm(sent(request)),
        act=lambda values, _version: successions.hand_over(membership, **values, by=request.actor),
        done=handed_over,
        back=reverse("sites:team", args=[slug]),
        context={
            "site": site,
            "membership": membership,
            "waits": needs_approval(membership.role, membership.seat),
        },
    )
