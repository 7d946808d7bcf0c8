"""Make people facilitators of a community, and end it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from communities.actions import facilitators
from communities.forms.communities import FacilitatorForm
from communities.models import Facilitator
from communities.views.communities import ask, fetch_facilitated
from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.ui.asking import sent
from foundation.ui.forms import ButtonForm
from foundation.workflow.nonces import single_submit


@access(P.COMMUNITY_MANAGE)
@single_submit
def add(request: PortalRequest, slug: str) -> HttpResponse:
    """Make a person a facilitator."""
    community = fetch_facilitated(request, slug)
    return ask(
        request,
        community,
        FacilitatorForm(request.POST or None),
        heading="Add a facilitator",
        says="A facilitator schedules meetings, admits members, and removes posts in this community only.",
        act=lambda values, _version: facilitators.give(community, **values, by=request.actor),
        done="Facilitator added.",
    )


@access(P.COMMUNITY_MANAGE)
@single_submit
def end(request: PortalRequest, pk: UUID) -> HttpResponse:
    """End a person's facilitation."""
    seen = Facilitator.objects.visible_to(request.actor).select_related("community", "person")
    facilitator = get_object_or_404(seen, pk=pk)
    return ask(
        request,
        facilitator.community,
        ButtonForm(sent(request)),
        heading="Remove facilitator",
        says=f"{facilitator.person.name} no longer facilitates this community.",
        act=lambda _values, _version: facilitators.end(facilitator, by=request.actor),
        done="Facilitator removed.",
    )
