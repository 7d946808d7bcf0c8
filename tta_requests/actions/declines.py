"""Decline a request, and reopen it for a second look."""

from collections.abc import Sequence

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.tenancy.context import atomic
from tta_requests.actions.decision_letters import write
from tta_requests.actions.time_limits import ends
from tta_requests.actions.transitions import locked, move, search_again
from tta_requests.enums import LimitKind, ReasonFor
from tta_requests.models import RoutingException, TTARequest


@atomic
def decline(
    tta_request: TTARequest, *, reasons: Sequence[str], text: str, alternatives: str, by: Actor
) -> TTARequest:
    """Decline a request with a letter that tells the site why and what else can help.

    Arguments:
        tta_request: visible to the actor.
        reasons: slugs of reason codes for this step, at least one.
        text: the letter as it is sent.
        alternatives: what else can help; never empty.
        by: a coordinator or program manager.

    Raises:
        Refused: when a provider has it, or it is not open.
    """
    kept = locked(tta_request.pk)
    until = ends(kept, LimitKind.SECOND_LOOK, clock.now())
    move(kept, "decline", "Request declined", by=by, reason=text, reopen_until=until)
    write(kept, ReasonFor.DECLINE, reasons, text, alternatives=alternatives, by=by)
    RoutingException.objects.open().filter(request_id=kept.pk).update(closed_at=clock.now())
    return kept


@atomic
def reopen(tta_request: TTARequest, *, reason: str, by: Actor) -> TTARequest:
    """Reopen a closed or declined request: it returns to triage for a new provider.

    Raises:
        Refused: when the deadline to reopen it has passed.
    """
    kept = locked(tta_request.pk)
    cleared: dict[str, object] = {
        "provider": None,
        "co_leads": [],
        "scope_signed_at": None,
        "reopen_until": None,
        "hold_until": None,
    }
    move(kept, "reopen", "Second look requested", by=by, reason=reason, **cleared)
    search_again(kept)
    return kept
