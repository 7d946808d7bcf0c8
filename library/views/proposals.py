"""What people propose for the library: read it, add it, or decline it."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from foundation.accounts.access import access, signed_in
from foundation.accounts.http import PortalRequest, place_or_404
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.calendars.days import OFFICIAL_ZONE
from foundation.ui import asking
from foundation.ui.pages import page
from foundation.workflow.nonces import single_submit
from library import policies
from library import presenters as shown
from library.actions import proposals
from library.forms import DeclineForm, SharedResourceForm
from library.models import Proposal
from library.models.proposals import PROPOSALS
from library.querysets import areas_on, proposals_for
from library.views.resources import next_year


@signed_in
def index(request: PortalRequest) -> HttpResponse:
    """Show proposals, the latest first: their own to people who proposed one, and all to those who decide."""
    place = place_or_404(PROPOSALS, request.GET.get("before", ""))
    found, has_older = proposals_for(request.actor, place)
    context = {
        "lines": shown.proposals_of(found, request.actor),
        "older": f"?before={PROPOSALS.write(found[-1])}" if has_older else "",
    }
    return page(request, "library/proposals.html", context)


@access(P.RESOURCE_SHARE)
@single_submit
def accept(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Add what was proposed as a resource."""
    proposal = _fetch(request, pk)
    known = {name: getattr(proposal, name) for name in ("title", "summary", "url")}
    audiences = policies.audiences_beyond_sites(request.actor)
    form = SharedResourceForm(
        request.POST or None,
        request.FILES or None,
        initial=known | {"review_by": next_year(), "audience": audiences[0]},
        areas=areas_on(clock.today(OFFICIAL_ZONE)),
        audiences=audiences,
    )
    return _ask(
        request,
        form,
        heading="Add to the library",
        says=f"{proposal.proposed_by.name} proposed it from {proposal.origin}. You own it once it's added.",
        act=lambda values, _version: proposals.accept(proposal, **values, by=request.actor),
        done="Resource added. You own it, and we'll remind you to review it.",
    )


@access(P.RESOURCE_SHARE)
@single_submit
def decline(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Decline what was proposed."""
    proposal = _fetch(request, pk)
    return _ask(
        request,
        DeclineForm(request.POST or None),
        heading="Decline proposal",
        says=f"{proposal.proposed_by.name} can read the reason.",
        act=lambda values, _version: proposals.decline(proposal, **values, by=request.actor),
        done="Proposal declined.",
    )


def _fetch(request: PortalRequest, pk: UUID) -> Proposal:
    seen = Proposal.objects.visible_to(request.actor).select_related("proposed_by")
    proposal = get_object_or_404(seen, pk=pk)
    if not policies.can_decide(request.actor):
        raise PermissionDenied
    return proposal


def _ask(
    request: PortalRequest,
    form: DeclineForm | SharedResourceForm,
    *,
    heading: str,
    says: str,
    act: asking.Act,
    done: str,
) -> HttpResponse:
    return asking.ask(
        request,
        "library/form.html",
        form,
        act=act,
        done=done,
        back=reverse("library:proposals"),
        context={"resource": None, "heading": heading, "button": heading, "says": says},
    )
