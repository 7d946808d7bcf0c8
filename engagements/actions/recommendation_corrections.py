"""Correct what was written wrong in a recommendation, while its work isn't done."""

from collections.abc import Iterable
from datetime import date

from engagements import policies
from engagements.actions import recommendation_notices
from engagements.actions.recommendations import changed, lock, record, require_future, save
from engagements.enums import RecommendationStepKind
from engagements.errors import NotYourRecommendation
from engagements.models import Finding, Recommendation
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow.errors import InvalidInput, Refused
from foundation.workflow.versions import check_version
from sites.models import CoreArea, Principle

NO_REASON = "Enter a reason. It's saved with the recommendation."
SAME = "Nothing differs from what is saved. Change what is wrong, then save again."
NOT_NOW = (
    "A recommendation can't be corrected once it's implemented, declined, lapsed, or withdrawn."
)


@atomic_savepoint
def correct(
    recommendation: Recommendation,
    *,
    headline: str,
    text: str,
    core_area: CoreArea,
    finding: Finding | None,
    due_on: date | None,
    repeats_every_days: int | None,
    principles: Iterable[Principle],
    reason: str,
    version: int | str | None,
    by: Actor,
) -> Recommendation:
    """Correct an open recommendation; the former values stay in its history with the reason, and the site is notified.

    Arguments:
        headline: what to do, in one line.
        finding: what it follows from, at the same site.
        due_on: today or a later day at the site, unless it is the day it has; not read once it was accepted,
            when the site has chosen the day.
        repeats_every_days: how often it must be checked once it is implemented.
        principles: DOJ's principles that it serves, if any are named.
        reason: what was wrong.
        version: the version that the reader saw.

    Raises:
        ReportedOnly: when it was imported as the program reported it.
        NotYourRecommendation: when the actor is neither liaison nor manager at the site.
        StaleEdit: when someone changed it in between.
        Refused: once it is implemented, and after it was declined, lapsed, or withdrawn.
        InvalidInput: without a reason, or with nothing changed.
        UnlikelyDate: when the new date is past.
    """
    held = lock(recommendation)
    if not policies.can_write_recommendations(by, held.site_id):
        raise NotYourRecommendation
    check_version(held, version)
    if not held.is_open:
        raise Refused(NOT_NOW)
    if not reason.strip():
        raise InvalidInput(NO_REASON, field="reason")
    today = clock.today(held.site.time_zone)
    before = _words(held)
    if held.is_proposed and due_on != held.due_on:
        require_future(due_on, today)
        held.due_on = due_on
    held.headline, held.text, held.core_area = headline, text, core_area
    held.finding, held.assessment_id = finding, finding.assessment_id if finding else None
    held.repeats_every_days = repeats_every_days
    held.principles = sorted(each.slug for each in principles)
    after = _words(held)
    changes = {name: [was, after[name]] for name, was in before.items() if was != after[name]}
    if not changes:
        raise InvalidInput(SAME)
    save(held)
    kind = RecommendationStepKind.CORRECTED
    made = record(held, kind, on=today, reason=reason.strip(), changes=changes, by=by)
    changed(held)
    recommendation_notices.plan(made)
    return held


def _words(of: Recommendation) -> dict[str, str]:
    """Return what a recommendation says, as its history keeps it; the order of principles means nothing."""
    finding = of.finding
    return {
        "headline": of.headline,
        "text": of.text,
        "core_area": of.core_area.name,
        "finding": f"{finding.assessment.title}, finding {finding.place}" if finding else "",
        "due_on": of.due_on.isoformat() if of.due_on else "",
        "repeats_every_days": str(of.repeats_every_days or ""),
        "principles": ", ".join(sorted(of.principles)),
    }
