"""The caseload board: which site needs contact first, as cards or as a table."""

from django.http import HttpResponse

from engagements.querysets.owners import Duty
from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.ui.pages import page
from liaisons.forms import asked_group, asked_liaison
from liaisons.policies.caseload import board
from liaisons.presenters.caseload import MAX_COUNTED, MAX_OWNED, Asked, page_of
from liaisons.querysets.caseload import commitments_of, standard_of


@access(P.CASELOAD_VIEW)
def caseload(request: PortalRequest) -> HttpResponse:
    """Show the reader's sites, worst first."""
    facts = board(request.actor, MAX_COUNTED)
    asked = Asked(
        group=asked_group(request.GET),
        liaison=asked_liaison(request.GET),
        query={name: request.GET.get(name, "") for name in ("show", "liaison", "as", "sort")},
    )
    owned = commitments_of(request.actor, MAX_OWNED)
    shown = page_of(
        facts,
        standard_of(facts),
        request.actor,
        asked=asked,
        owned=owned,
        duty=Duty(request.actor.user_id, clock.now()),
    )
    return page(request, "liaisons/caseload.html", {"shown": shown})
