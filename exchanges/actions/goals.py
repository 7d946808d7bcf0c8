"""Change what the visiting site wants of an exchange."""

from collections.abc import Sequence

from exchanges import policies
from exchanges.actions.steps import lock_for_planning, record, saved, tell
from exchanges.enums import StepKind
from exchanges.errors import NotYourGoals
from exchanges.models import ExchangeGoal, PeerExchange
from exchanges.models.goals import goals_of
from foundation.accounts.actors import Actor
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow.versions import check_version


@atomic_savepoint
def change(
    exchange: PeerExchange, *, goals: Sequence[str], version: int | str | None, by: Actor
) -> PeerExchange:
    """Replace the goals, before the visit; the other people of both sites are notified.

    Arguments:
        goals: all of them, in their order.

    Raises:
        NotNow: once it was held, and when it was declined or canceled.
        NotYourGoals: when the actor doesn't work on it for the visiting site.
        StaleEdit: when someone changed it since that version.
    """
    held = lock_for_planning(exchange, by=by)
    check_version(held, version)
    if not policies.can_change_goals(by, held):
        raise NotYourGoals
    ExchangeGoal.objects.of_exchange(held.pk).delete()
    ExchangeGoal.objects.bulk_create(goals_of(held, goals))
    saved(held)
    record(held, StepKind.SET_GOALS, by=by)
    tell(held, StepKind.SET_GOALS, by=by)
    return held
