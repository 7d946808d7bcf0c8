"""Record that what a summit led to was reviewed, 30 and 90 days after it."""

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.tenancy.context import atomic_savepoint
from foundation.ui import dates
from foundation.workflow.errors import Refused
from summits import policies
from summits.actions.steps import held_for_work, record
from summits.enums.followups import REVIEWS
from summits.models import Summit, SummitStep

RECORDED = "This review is recorded already."
NOT_YET = "This review can be recorded from {day}."


@atomic_savepoint
def review(summit: Summit, *, after: int, note: str = "", by: Actor) -> SummitStep:
    """Record a review of what a summit led to, with what was found.

    Arguments:
        after: 30 or 90, the days after the last day.

    Raises:
        NotYourSummit: when the actor does not organize the summit.
        Refused: before that day, and when it is recorded.
    """
    held = held_for_work(summit, even_over=True, by=by)
    day = policies.review_day(held, after)
    if clock.today(held.time_zone) < day:
        raise Refused(NOT_YET.format(day=dates.full_day(day)))
    if SummitStep.objects.of_summit(held.pk).of_kind(REVIEWS[after]).exists():
        raise Refused(RECORDED)
    return record(held, REVIEWS[after], reason=note, by=by)
