"""The page of liaisons' hours."""

from django.http import Http404, HttpResponse

from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.ui.pages import page
from liaisons.forms import MonthForm
from liaisons.presenters.hours import hours_page
from liaisons.querysets.hours import hours_of, this_month


@access(P.CASELOAD_VIEW)
def hours(request: PortalRequest) -> HttpResponse:
    """Show the hours of a month: the reader's own, or every liaison's to those with every caseload."""
    form = MonthForm(request.GET)
    if not form.is_valid():
        raise Http404
    month = form.cleaned_data["month"] or this_month(request.actor)
    shown = hours_page(hours_of(month, request.actor), month, request.actor)
    return page(request, "liaisons/hours.html", {"shown": shown})
