"""The federal branch of a request: agencies that were asked, their answers, and program offices' resources."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.workflow.nonces import single_submit
from tta_requests import policies
from tta_requests.actions import referrals, resources
from tta_requests.enums import BranchAgency
from tta_requests.forms import ReferForm, ReferralAnswerForm, RemoveResourceForm, ResourceForm
from tta_requests.models import FederalReferral, ProgramResource
from tta_requests.views import fetching
from tta_requests.views.fetching import fetch


@access(P.REFERRAL_ASK)
@single_submit
def ask(request: PortalRequest, number: str) -> HttpResponse:
    """Ask an agency to help, or to lead together with the provider."""
    tta_request = fetch(request, number)
    if not policies.can_refer(request.actor, tta_request):
        raise PermissionDenied
    form = ReferForm(request.POST or None, initial={"agency": request.GET.get("agency", "")})
    return fetching.ask(
        request,
        tta_request,
        form,
        template="marked_form",
        heading="Refer to a federal agency",
        button="Refer request",
        says="We'll ask the person in the agency's seat at the site, and they answer here. If the seat is vacant, "
        "we show you the field office: call it, then enter its answer.",
        act=lambda values, _version: referrals.ask(tta_request, **values, by=request.actor),
        done=lambda _made: f"{form.cleaned_data['agency']} was asked. Its answer will appear here.",
        fragment="federal",
    )


@access(P.REFERRAL_ANSWER)
@single_submit
def answer(request: PortalRequest, number: str, agency: str) -> HttpResponse:
    """Record whether the agency will help; an agency that wasn't asked can offer its help."""
    tta_request = fetch(request, number)
    if agency not in BranchAgency.values:
        raise Http404
    referral = FederalReferral.objects.of_request(tta_request.pk).to_agency(agency).first()
    if not policies.can_speak_for(request.actor, tta_request, agency, referral):
        raise PermissionDenied
    return fetching.ask(
        request,
        tta_request,
        ReferralAnswerForm(request.POST or None),
        template="referral_answer",
        heading=f"Answer for {agency}" if referral else f"Offer help from {agency}",
        button="Send answer",
        agency=agency,
        referral=referral,
        act=lambda values, _version: referrals.answer(
            tta_request, agency=BranchAgency(agency), **values, by=request.actor
        ),
        done="Answer sent. It's on the request's page, and the people involved were notified.",
        fragment="federal",
    )


@access(P.REQUEST_STEER)
@single_submit
def share_resource(request: PortalRequest, number: str) -> HttpResponse:
    """Share a program office's resource with this request."""
    tta_request = fetch(request, number)
    if not policies.can_steer(request.actor, tta_request):
        raise PermissionDenied
    return fetching.ask(
        request,
        tta_request,
        ResourceForm(request.POST or None),
        template="marked_form",
        heading="Share a resource",
        button="Share resource",
        says="The site, its provider, and DOJ staff see it on the request's page. We'll notify the site's contacts.",
        act=lambda values, _version: resources.share(tta_request, **values, by=request.actor),
        done="Resource shared. It's on the request's page, and the site was notified.",
        fragment="resources",
    )


@access(P.REQUEST_STEER)
@single_submit
def remove_resource(request: PortalRequest, number: str, pk: UUID) -> HttpResponse:
    """Remove a program office's resource that was shared in error, with a reason."""
    tta_request = fetch(request, number)
    resources_shown = ProgramResource.objects.of_request(tta_request.pk).standing()
    resource = get_object_or_404(resources_shown.for_page(), pk=pk)
    if not policies.can_remove_resource(request.actor, tta_request, resource.added_by_id):
        raise PermissionDenied
    return fetching.ask(
        request,
        tta_request,
        RemoveResourceForm(request.POST or None),
        part=resource.title,
        heading="Remove this resource?",
        button="Remove resource",
        act=lambda values, _version: resources.remove(resource, **values, by=request.actor),
        done="Resource removed. Anyone who had email about it gets a correction.",
        fragment="resources",
    )
