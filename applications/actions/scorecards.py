"""Submit a reviewer's scores."""

from collections.abc import Mapping

from applications import policies, querysets
from applications.actions.steps import record
from applications.errors import OffTheScale, ReviewersOnly
from applications.models import Application, Criterion, Score, Scorecard
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.notifications import notify
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow import locks

# Row security lets reviewers read the application, and only Program Managers change it.
JOB = "system:reviews"


@atomic_savepoint
def submit(
    application: Application, *, points: Mapping[str, int], note: str = "", by: Actor
) -> Scorecard:
    """Submit a reviewer's scores, which nobody changes afterward; they may then read the others'.

    A decision at the same moment is waited for, and ends the review; so no decided application gets scores.

    Arguments:
        points: for each criterion in use, by its slug, from 1 to the highest score of its scale.
        note: what the scores don't say; for the application's managers and reviewers.

    Raises:
        NotFound: when the actor doesn't review it, or no longer does.
        ReviewersOnly: when they have submitted scores, or hold or held a seat at the agency's site.
        OffTheScale: when a criterion has no score on its scale.
    """
    rows = Application.objects.visible_to(by).select_related("round")
    held = locks.hold(rows, application.pk, refusal=ReviewersOnly, through=JOB)
    reviewer = querysets.reviewer_of(by, held)
    if reviewer is None or not policies.can_score(by, held):
        raise ReviewersOnly
    criteria = list(Criterion.objects.in_use())
    for each in criteria:
        if not 1 <= points.get(each.slug, 0) <= each.highest:
            raise OffTheScale(field=each.slug)
    made = Scorecard.objects.create(
        application=held, reviewer=reviewer, note=note.strip(), submitted_at=clock.now()
    )
    Score.objects.bulk_create(
        Score(scorecard=made, criterion=each, points=points[each.slug]) for each in criteria
    )
    record(held, "score", by=by)
    notify.changed(str(held.round), key=f"reviewer:{reviewer.pk}:scored")
    return made
