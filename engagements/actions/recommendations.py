"""Write recommendations, answer them, carry them out, verify them, and check that they last."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from engagements import policies
from engagements.actions import recommendation_notices
from engagements.enums import RECOMMENDATION_LIFECYCLE, RecommendationStepKind
from engagements.errors import NotYourRecommendation, ReportedOnly, UnlikelyDate
from engagements.models import Finding, Recommendation, RecommendationStep, SharedRecommendation
from engagements.models.recommendations import CHECKED_STATES
from engagements.policies import GRACE, RECOMMENDATION_GUARDS, SUSTAINED_MONTHS
from engagements.querysets.owners import people_of
from foundation.accounts.actors import Actor
from foundation.accounts.models import User
from foundation.calendars import clock
from foundation.calendars.days import end_of
from foundation.calendars.months import months_after
from foundation.notifications import notify
from foundation.outbox import emit
from foundation.tenancy.context import atomic_savepoint
from foundation.tenancy.turns import take_turn
from foundation.ui import dates
from foundation.workflow import locks
from foundation.workflow.errors import InvalidInput, Refused
from foundation.workflow.versions import check_version
from sites.models import CoreArea, Principle, Site

# The turns of sites among the database's advisory locks: this and the site's key.
NUMBERS = 49_000_000_000
MISSED = "The repeating check was missed."
NO_CHECK = (
    "No repeating check is due for this recommendation. Open the page again to see the latest."
)
PAST = "Enter today or a later day."
NOT_YET = "Enter today or an earlier day."
NOT_ON_THE_TEAM = "Choose a person who has a seat on the site's team."
TOO_EARLY = "The last check, or the implementation, was on {day}. Enter that day or a later one."


@atomic_savepoint
def propose(
    *,
    site: Site,
    headline: str,
    text: str,
    core_area: CoreArea,
    finding: Finding | None = None,
    due_on: date | None = None,
    repeats_every_days: int | None = None,
    principles: Iterable[Principle] = (),
    by: Actor,
) -> Recommendation:
    """Write a recommendation to a site; its points of contact answer it.

    Arguments:
        headline: what to do, in one line.
        finding: what it follows from, at the same site.
        due_on: by when it should be done; the site may choose another day when it accepts.
        repeats_every_days: how often it must be checked once it is implemented.
        principles: DOJ's principles that it serves, if any are named.

    Raises:
        NotYourRecommendation: when the actor is neither liaison nor manager at the site.
        UnlikelyDate: when the day is past.
    """
    if not policies.can_write_recommendations(by, site.pk):
        raise NotYourRecommendation
    today = clock.today(site.time_zone)
    require_future(due_on, today)
    written = Recommendation.objects.create(
        site=site,
        assessment_id=finding.assessment_id if finding else None,
        finding=finding,
        number=next_number(site.pk),
        headline=headline,
        text=text,
        core_area=core_area,
        due_on=due_on,
        repeats_every_days=repeats_every_days,
        principles=[each.slug for each in principles],
        written_by_id=by.user_id,
        written_at=clock.now(),
    )
    record(written, RecommendationStepKind.PROPOSED, on=today, by=by)
    return written


def next_number(site_id: int) -> int:
    """Return the number of the site's next recommendation, after others that are being written there."""
    take_turn(NUMBERS + site_id)
    return Recommendation.objects.of_site(site_id).last_number() + 1


@atomic_savepoint
def take(
    recommendation: Recommendation,
    step: str,
    *,
    version: int | str | None,
    values: Mapping[str, Any],
    by: Actor,
) -> Recommendation:
    """Take a step of the table of transitions by its name.

    Arguments:
        step: a name in ``RECOMMENDATION_LIFECYCLE``.
        version: the version the form was based on, as it was sent.
        values: the clean values of the step's form: ``owner``, ``owner_person`` and ``due_on``, or ``reason``.

    Raises:
        ReportedOnly: when it was imported as the program reported it.
        StaleEdit: when someone changed it since.
        InvalidInput: when the version is no number, or a reason is missing.
        Refused: when its state or a guard does not allow the step.
        NotAllowed: when only someone else may take it.
        UnlikelyDate: when the due date is past.
    """
    held = lock(recommendation)
    check_version(held, version)
    reason = str(values.get("reason", "")).strip()
    row = RECOMMENDATION_LIFECYCLE.check(step, held, by, RECOMMENDATION_GUARDS, reason)
    today = clock.today(held.site.time_zone)
    if step in EFFECTS:
        EFFECTS[step](held, today, values, by)
    RECOMMENDATION_LIFECYCLE.advance(held, row)
    held.save()
    made = record(held, RecommendationStepKind(step), on=today, reason=reason, by=by)
    changed(held)
    recommendation_notices.plan(made)
    return held


@atomic_savepoint
def check(
    recommendation: Recommendation,
    *,
    on: date,
    note: str,
    version: int | str | None = None,
    by: Actor,
) -> Recommendation:
    """Record a repeating check that was made; the next one is due so many days after it.

    Arguments:
        on: the day of the check.
        note: its result.
        version: the version that the caller saw; None where a newer one does no harm.

    Raises:
        StaleEdit: when someone changed it since that version.
        ReportedOnly: when it was imported as the program reported it.
        NotYourRecommendation: when the actor is neither contact, liaison nor manager at the site.
        Refused: when no check is due.
        UnlikelyDate: when the day is still to come, or before the last check or the implementation.
    """
    held = lock(recommendation)
    if version is not None:
        check_version(held, version)
    if held.next_check_on is None or held.status not in CHECKED_STATES:
        raise Refused(NO_CHECK)
    if not policies.may_record_checks(by, held):
        raise NotYourRecommendation
    if on > clock.today(held.site.time_zone):
        raise UnlikelyDate(NOT_YET, field="on")
    last = RecommendationStep.objects.last_check_of(held.pk)
    if last and on < last:
        raise UnlikelyDate(TOO_EARLY.format(day=dates.full_day(last)), field="on")
    _plan_check(held, on)
    save(held)
    changed(held)
    record(held, RecommendationStepKind.CHECKED, on=on, reason=note.strip(), by=by)
    return held


@atomic_savepoint
def lapse_missed(recommendation: Recommendation, *, by: Actor) -> Recommendation:
    """Let a recommendation lapse if its repeating check was missed for longer than the grace period."""
    held = lock(recommendation)
    today = clock.today(held.site.time_zone)
    if not policies.has_missed_its_check(held, today):
        return held
    return take(held, "lapse", version=held.version, values={"reason": MISSED}, by=by)


def lock(recommendation: Recommendation) -> Recommendation:
    """Lock a recommendation that was written in the portal.

    Raises:
        ReportedOnly: when it was imported as the program reported it.
    """
    rows = Recommendation.objects.select_related("site")
    held = locks.hold(rows, recommendation.pk, refusal=NotYourRecommendation)
    if held.is_imported:
        raise ReportedOnly
    return held


def save(held: Recommendation) -> None:
    """Save a locked recommendation as its next version."""
    held.version += 1
    held.save()


def require_owner(held: Recommendation, person: User | None) -> None:
    """Refuse an owner who has no seat on the site's team."""
    if person is None or people_of(held.site, clock.now()).filter(pk=person.pk).exists():
        return
    raise InvalidInput(NOT_ON_THE_TEAM, field="owner_person")


def _accept(held: Recommendation, today: date, values: Mapping[str, Any], _by: Actor) -> None:
    require_future(values["due_on"], today)
    require_owner(held, values.get("owner_person"))
    held.owner, held.due_on = values["owner"], values["due_on"]
    held.owner_person = values.get("owner_person")


def _implement(held: Recommendation, today: date, _values: Mapping[str, Any], by: Actor) -> None:
    held.implemented_by_id = by.user_id
    _plan_check(held, today)


def _verify(held: Recommendation, today: date, _values: Mapping[str, Any], _by: Actor) -> None:
    held.sustained_check_on = months_after(today, SUSTAINED_MONTHS)


def _end_checks(held: Recommendation, _today: date, _values: Mapping[str, Any], _by: Actor) -> None:
    held.next_check_on = held.sustained_check_on = None


def _withdraw(held: Recommendation, _today: date, _values: Mapping[str, Any], by: Actor) -> None:
    """Stop sharing what other sites read of work that was sent back."""
    shared = SharedRecommendation.objects.of_recommendation(held.pk).filter(ended_at=None)
    shared.update(ended_at=clock.now(), ended_by_id=by.user_id)


EFFECTS: Mapping[str, Callable[[Recommendation, date, Mapping[str, Any], Actor], None]] = {
    "accept": _accept,
    "implement": _implement,
    "verify": _verify,
    "send-back": _end_checks,
    "lapse": _end_checks,
    "withdraw": _withdraw,
}


def _plan_check(held: Recommendation, last: date) -> None:
    """Set the next repeating check, and queue what happens if it is missed."""
    if held.repeats_every_days is None:
        return
    due = last + timedelta(days=held.repeats_every_days)
    # A check never brings the next one forward.
    held.next_check_on = due = max(due, held.next_check_on or due)
    emit(
        "engagements.lapse_recommendation",
        key=f"lapse:{held.pk}:{due}:{held.version}",
        payload={"recommendation": str(held.pk)},
        due=max(clock.now(), end_of(due + GRACE, held.site.time_zone)),
    )


def require_future(day: date | None, today: date) -> None:
    """Refuse a due date that is past."""
    if day is not None and day < today:
        raise UnlikelyDate(PAST, field="due_on")


def record(
    held: Recommendation,
    step: RecommendationStepKind,
    *,
    on: date,
    reason: str = "",
    changes: Mapping[str, Any] | None = None,
    by: Actor,
) -> RecommendationStep:
    """Record who took a step with a recommendation, from which day, why, and what it changed."""
    return RecommendationStep.objects.create(
        site_id=held.site_id,
        recommendation=held,
        step=step,
        on=on,
        reason=reason,
        changes=dict(changes or {}),
        made_by_id=by.user_id,
        made_at=clock.now(),
    )


def changed(held: Recommendation) -> None:
    """Settle the reminders of a recommendation whose day was met or moved."""
    notify.changed(held.handle, key=f"recommendation:{held.pk}:{held.version}")
