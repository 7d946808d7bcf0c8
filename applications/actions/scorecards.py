"""Submit a reviewer's scores."""

from collections.abc import Mapping

from django.db import IntegrityError

from applications import policies, querysets
from applications.actions.steps import record
from applications.errors import OffTheScale, ReviewersOnly
from applications.models import Application, Criterion, Reviewer, Score, Scorecard
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.notifications import notify
from foundation.tenancy.context import atomic_savepoint


@atomic_savepoint
def submit(
    application: Application, *, points: Mapping[str, int], note: str = "", by: Actor
) -> Scorecard:
    """Submit a reviewer's scores, which nobody changes afterward; they may then read the others'.

    Arguments:
        points: for each criterion in use, by its slug, from 1 to the highest score of its scale.
        note: what the scores don't say; for the application's managers and reviewers.

    Raises:
        ReviewersOnly: when the actor doesn't review it, has submitted scores, or holds or held a seat at the
            agency's site.
        OffTheScale: when a criterion has no score on its scale.
    """
    reviewer = querysets.reviewer_of(by, application)
    if reviewer is None or not policies.can_score(by, application):
        raise ReviewersOnly
    criteria = list(Criterion.objects.in_use())
    for each in criteria:
        if not 1 <= points.get(each.slug, 0) <= each.highest:
            raise OffTheScale(field=each.slug)
    made = _begin(reviewer, note)
    Score.objects.bulk_create(
        Score(scorecard=made, criterion=each, points=points[each.slug]) for each in criteria
    )
    record(application, "score", by=by)
    notify.changed(str(application.round), key=f"reviewer:{reviewer.pk}:scored")
    return made


def _begin(reviewer: Reviewer, note: str) -> Scorecard:
    """Add a reviewer's scorecard, unless they have one: perhaps since a moment ago, on another device."""
    try:
        with atomic_savepoint:
            return Scorecard.objects.create(
                application_id=reviewer.application_id,
                reviewer=reviewer,
                note=note.strip(),
                submitted_at=clock.now(),
            )
    except IntegrityError as error:
        raise ReviewersOnly from error
