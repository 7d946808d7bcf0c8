"""The caseload board: which site needs contact first, as cards or as a table."""

from django.http import HttpResponse, QueryDict

from engagements.querysets.owners import Duty
from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.ui.pages import page
from liaisons.forms import asked_group, asked_liaison, asked_page
from liaisons.policies.caseload import board, sees_every_liaison
from liaisons.presenters.caseload import MAX_COUNTED, MAX_OWNED, PRINT, Asked, Board, page_of
from liaisons.querysets.caseload import commitments_of, standard_of, with_work


@access(P.CASELOAD_VIEW)
def caseload(request: PortalRequest) -> HttpResponse:
    """Show the reader's sites, worst first."""
    actor, asked = request.actor, _asked(request.GET)
    facts = board(actor)
    if asked.needs_work:
        facts = with_work(facts, actor, MAX_COUNTED)
    found = Board(
        facts=facts,
        standard=standard_of(facts),
        asked=asked,
        everywhere=sees_every_liaison(actor),
    )
    counted = with_work([case.facts for case in found.shown], actor, MAX_COUNTED)
    owned, duty = commitments_of(actor, MAX_OWNED), Duty(actor.user_id, clock.now())
    shown = page_of(found, counted, actor, owned=owned, duty=duty)
    return page(request, "liaisons/caseload.html", {"shown": shown})


def _asked(query: QueryDict) -> Asked:
    return Asked(
        group=asked_group(query),
        liaison=asked_liaison(query),
        page=None if query.get(PRINT) else asked_page(query),
        query={name: query.get(name, "") for name in ("show", "liaison", "as", "sort")},
    )
