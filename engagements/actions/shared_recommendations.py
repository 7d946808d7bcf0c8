"""Share the headline and the result of a recommendation with all sites, and end that."""

from datetime import date

from engagements import policies
from engagements.actions.recommendations import lock
from engagements.errors import AlreadyShared, NotYourRecommendation, UnlikelyDate
from engagements.models import Recommendation, SharedRecommendation
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.calendars.days import end_of
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow import locks
from foundation.workflow.errors import Refused

NOT_DONE = "Share it once the work is marked as implemented, so that there is a result."
PAST = "Enter today or a later day."


@atomic_savepoint
def share(
    recommendation: Recommendation,
    *,
    headline: str,
    result: str,
    last_day: date | None = None,
    by: Actor,
) -> SharedRecommendation:
    """Let everyone who signs in read a headline and a result; nothing else of the recommendation.

    Arguments:
        headline: what the site did, in one line that names no person and no case.
        result: what came of it.
        last_day: the last day it is shared, on the site's calendar; open if left out.

    Raises:
        NotYourRecommendation: when the actor is no point of contact of the site.
        ReportedOnly: when it was imported as the program reported it.
        Refused: before it is implemented.
        AlreadyShared: when it is shared now.
        UnlikelyDate: when the last day is past.
    """
    held = lock(recommendation)
    if by.user_id is None or not policies.can_answer_recommendations(by, held.site_id):
        raise NotYourRecommendation
    if not policies.has_result(held):
        raise Refused(NOT_DONE)
    now, zone = clock.now(), held.site.time_zone
    if last_day is not None and last_day < clock.today(zone):
        raise UnlikelyDate(PAST, field="last_day")
    former = SharedRecommendation.objects.of_recommendation(held.pk)
    if former.in_force(now).exists():
        raise AlreadyShared
    # One whose last day is over gives way.
    former.filter(ended_at=None).update(ended_at=now, ended_by_id=by.user_id)
    return SharedRecommendation.objects.create(
        site_id=held.site_id,
        recommendation=held,
        headline=headline,
        result=result,
        core_area_id=held.core_area_id,
        shared_by_id=by.user_id,
        shared_at=now,
        ends_at=end_of(last_day, zone) if last_day else None,
    )


@atomic_savepoint
def revoke(shared: SharedRecommendation, *, by: Actor) -> SharedRecommendation:
    """Stop sharing now; what has ended stays as it is.

    Raises:
        NotYourRecommendation: when the actor is no point of contact of the site.
    """
    held = locks.hold(
        SharedRecommendation.objects.for_page(), shared.pk, refusal=NotYourRecommendation
    )
    if not policies.can_answer_recommendations(by, held.site_id):
        raise NotYourRecommendation
    if held.ended_at is None:
        held.ended_at, held.ended_by_id = clock.now(), by.user_id
        held.save(update_fields=["ended_at", "ended_by"])
    return held
