"""The review of agencies that files name without an ORI."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.ui.pages import page
from foundation.ui.redirects import redirect_with_message
from foundation.workflow.nonces import single_submit
from outcomes.actions import agencies
from outcomes.forms import ReviewForm
from outcomes.models import Agency

PAGE_SIZE = 100


@access(P.FIGURE_IMPORT)
@require_safe
def index(request: PortalRequest) -> HttpResponse:
    """List the agencies to review."""
    found = Agency.objects.to_review()
    context = {"agencies": found[:PAGE_SIZE], "count": found.count()}
    return page(request, "outcomes/agencies.html", context)


@access(P.FIGURE_IMPORT)
@single_submit
def review(request: PortalRequest, pk: int) -> HttpResponse:
    """Say which known agency a name means."""
    agency = get_object_or_404(Agency.objects.named_in_files(), pk=pk)
    known = Agency.objects.like(agency)
    form = ReviewForm(request.POST or None, agencies=known, initial={"same_as": agency.same_as_id})
    if request.method == "POST" and form.is_valid():
        agencies.review(agency, form.cleaned_data["same_as"], by=request.actor)
        return redirect_with_message(request, f"{agency} reviewed.", "outcomes:agencies")
    return page(request, "outcomes/agency.html", {"agency": agency, "form": form})
