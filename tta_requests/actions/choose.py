"""A coordinator chooses who gets a request."""

from foundation.accounts.actors import Actor
from foundation.tenancy.context import atomic
from foundation.workflow.errors import Refused
from tta_requests.actions import offers, talk, triage
from tta_requests.enums import Status
from tta_requests.models import MatchRun, Provider, TTARequest

NOT_RANKED = "The ranking isn't ready yet. It takes a few seconds after a request is submitted."


def ranking_for(request: TTARequest) -> MatchRun:
    """The ranking a choice is made from.

    Raises:
        Refused: when the request's state allows no offer, or nothing is ranked yet.
    """
    if request.status == Status.SUBMITTED:
        raise Refused("Acknowledge the request first, then choose a provider.")
    if request.status not in {Status.TRIAGE, Status.MATCHING}:
        raise Refused(
            "This request can't be offered in its current state. Open the page again to see the latest."
        )
    run = next(iter(MatchRun.objects.latest_of(request.pk)), None)
    if run is None:
        raise Refused(NOT_RANKED)
    return run


@atomic
def offer_to(
    request: TTARequest, *, run: MatchRun, provider: int, reason: str, note: str, by: Actor
) -> Provider:
    """Move to matching where it is not yet, offer it, and tell the site what the note says.

    Raises: as ``triage.match``, ``offers.make`` and ``talk.say``.
    """
    if request.status == Status.TRIAGE:
        triage.match(request, by=by)
    chosen = Provider.objects.named(provider)
    offers.make(request, run=run, provider=chosen, reason=reason, by=by)
    if note.strip():
        talk.say(request, text=note, by=by)
    return chosen
