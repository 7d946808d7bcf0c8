"""Find a provider: filter, score, refer to federal agencies, and make the offer.

Every run is stored with its inputs as they were read, so that ranking them again gives the same order.
"""

from typing import Any

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.outbox import emit
from foundation.outbox.enums import Lane
from foundation.tenancy.context import atomic
from foundation.ui import wording
from tta_requests.actions import offers, referrals
from tta_requests.actions.ranking_inputs import inputs_for
from tta_requests.actions.ranking_score import ranked
from tta_requests.actions.transitions import entry, locked, move
from tta_requests.enums import Status
from tta_requests.models import MatchRun, Provider, RoutingException, TTARequest, Weights
from tta_requests.policies import is_automatic

WAITING = (Status.SUBMITTED, Status.TRIAGE, Status.MATCHING)


@atomic
def rank(tta_request: TTARequest, *, by: Actor) -> MatchRun:
    """Rank the providers for a locked request and store the run."""
    weights = Weights.objects.in_force()
    inputs = inputs_for(tta_request)
    ranking, excluded = ranked(inputs, weights.points())
    return MatchRun.objects.create(
        site_id=tta_request.site_id,
        request=tta_request,
        weights=weights,
        ran_at=clock.now(),
        inputs=inputs,
        ranking=ranking,
        excluded=excluded,
        federal=referrals.refer(tta_request, by=by),
    )


def replay(made: MatchRun) -> list[dict[str, Any]]:
    """Rank again from the inputs a run stored; writes nothing."""
    ranking, _ = ranked(made.inputs, made.weights.points())
    return ranking


@atomic
def run(tta_request: TTARequest, *, by: Actor) -> MatchRun | None:
    """Route a request from the worker: rank, refer, and offer if the urgency allows an automatic offer.

    Safe to repeat: a request that no longer waits for routing is left alone, and a provider that declined or
    let an offer expire is not asked again.

    Returns:
        The run, or ``None`` when there was nothing to route.
    """
    kept = locked(tta_request.pk)
    if kept.status not in WAITING:
        return None
    weights = Weights.objects.in_force()
    made = rank(kept, by=by)
    names = len(made.ranking)
    entry(kept, "rank", f"Ranked {wording.counted(names, 'provider')}", by=by)
    if not (is_automatic(kept) and weights.automatic_offers):
        return made
    if kept.status != Status.MATCHING:
        move(kept, "route", "Moved to matching by the routing rule", by=by)
    if not _offer_to_best(kept, made, by=by):
        _ask_a_person(kept, made, by=by)
    return made


@atomic
def rank_again(tta_request: TTARequest, *, by: Actor) -> MatchRun | None:
    """Rank the providers again for a person who chooses one: after a second look, a hold, or work that was taken back.

    Nothing is offered. What was ranked before may be a year old, and who declined then may have time now.

    Returns:
        The run, or ``None`` when no one chooses a provider any more.
    """
    kept = locked(tta_request.pk)
    if kept.status not in (Status.TRIAGE, Status.MATCHING):
        return None
    made = rank(kept, by=by)
    entry(kept, "rank", f"Ranked {wording.counted(len(made.ranking), 'provider')}", by=by)
    if not made.ranking:
        _ask_a_person(kept, made, by=by)
    elif kept.acknowledged_at:  # until then, the exception is why a person has it
        RoutingException.objects.open().filter(request_id=kept.pk).update(closed_at=clock.now())
    return made


def _offer_to_best(tta_request: TTARequest, made: MatchRun, *, by: Actor) -> bool:
    for row in made.ranking[:1]:
        offers.make(tta_request, run=made, provider=_provider(row), by=by)
        return True
    return False


def _provider(row: dict[str, Any]) -> Provider:
    provider: Provider = Provider.objects.select_related("organization").get(pk=row["provider"])
    return provider


def _ask_a_person(tta_request: TTARequest, made: MatchRun, *, by: Actor) -> None:
    reason = (
        "No provider meets the requirements."
        if not made.inputs["asked"]
        else ("No providers are left. All that meet the requirements declined or didn't answer.")
    )
    opened, fresh = RoutingException.objects.get_or_create(
        site_id=tta_request.site_id,
        request=tta_request,
        closed_at=None,
        defaults={"reason": reason, "opened_at": clock.now()},
    )
    if not fresh:
        return
    entry(tta_request, "nobody", "No provider has accepted. A coordinator will choose one", by=by)
    emit(
        "tta_requests.announce_exception",
        key=f"exception:{opened.pk}",
        payload={"exception": str(opened.pk)},
        lane=Lane.EXPEDITED,
    )
