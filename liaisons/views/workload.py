"""The load of liaisons, for staff who see every site."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.ui.pages import page
from liaisons.forms import asked_list
from liaisons.policies.caseload import board, of_liaison, sees_every_liaison
from liaisons.presenters.workload import page_of
from liaisons.querysets.caseload import standard_of, with_work
from liaisons.querysets.hours import hours_of, this_month


@access(P.CASELOAD_VIEW)
def workload(request: PortalRequest) -> HttpResponse:
    """Show what each liaison has, sites without contact, and engagements that end soon."""
    if not sees_every_liaison(request.actor):
        raise PermissionDenied
    show = asked_list(request.GET)
    facts = with_work(board(request.actor), request.actor)
    cases = of_liaison(facts, None, standard_of(facts))
    hours = hours_of(this_month(request.actor), request.actor)
    shown = page_of(cases, request.actor, show=show, hours=hours)
    return page(request, "liaisons/workload.html", {"shown": shown})
