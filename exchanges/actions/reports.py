"""Write the after-action report of an exchange."""

from collections.abc import Mapping
from uuid import UUID

from exchanges import policies
from exchanges.actions.steps import lock, record, saved, tell
from exchanges.enums import Result, Side, State, StepKind
from exchanges.errors import NotNow, NotYourExchange, ReportNotYours, ResultsMissing
from exchanges.models import ExchangeGoal, PeerExchange
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow.versions import check_version


@atomic_savepoint
def write(
    exchange: PeerExchange,
    *,
    side: Side,
    learned: str,
    will_change: str,
    results: Mapping[UUID, tuple[Result, str]],
    version: int | str | None,
    by: Actor,
) -> PeerExchange:
    """Write the after-action report for one site, or change it; the other site then agrees to it.

    Arguments:
        side: one for which the actor works on the exchange.
        learned: what was learned.
        will_change: what will change because of it.
        results: by the key of each goal, what came of it, and a sentence about that.

    Raises:
        NotYourExchange: when the actor doesn't work on it for that site.
        NotNow: when the exchange isn't marked as held, or both sites agreed already.
        ResultsMissing: when a goal has no result.
        ReportNotYours: when the other site wrote it.
        StaleEdit: when someone changed it since that version.
    """
    held = lock(exchange)
    check_version(held, version)
    if held.status != State.HELD:
        raise NotNow
    if not policies.keeps_side(by, held, side):
        raise NotYourExchange
    if held.has_report and held.reported_for != side:
        raise ReportNotYours
    _note_results(held, results)
    held.learned, held.will_change = learned.strip(), will_change.strip()
    held.reported_for, held.reported_by_id, held.reported_at = side, by.user_id, clock.now()
    saved(held, "learned", "will_change", "reported_for", "reported_by", "reported_at")
    record(held, StepKind.REPORT, by=by)
    tell(held, StepKind.REPORT, by=by)
    return held


def _note_results(held: PeerExchange, results: Mapping[UUID, tuple[Result, str]]) -> None:
    goals = list(ExchangeGoal.objects.of_exchange(held.pk))
    if results.keys() != {goal.pk for goal in goals}:
        raise ResultsMissing
    for goal in goals:
        goal.result, goal.happened = results[goal.pk]
        goal.save(update_fields=["result", "happened"])
