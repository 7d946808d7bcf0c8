"""Plan an engagement's milestones, record them as reached, and give them new dates."""

from datetime import date, timedelta

from engagements import policies
from engagements.actions.steps import keep, record, require_reason
from engagements.enums import END_MARKS, MilestoneKind, Step
from engagements.errors import NotYours, UnlikelyDate, WrongMoment
from engagements.models import Engagement, EngagementStep, Milestone, MilestoneRule
from engagements.policies import marks
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.notifications import notify
from foundation.tenancy.context import atomic_savepoint
from foundation.ui import dates
from foundation.workflow import locks
from foundation.workflow.errors import Refused
from foundation.workflow.versions import check_version

NOT_YET = "Enter the day it happened: today or earlier."
SAME_DAY = "Enter a different date."
STILL_TO_COME = "Enter today or a later day."
AFTER_ACTIVATION = (
    "The engagement became active on an earlier day than this. Enter that day or an earlier one."
)


def plan(engagement: Engagement) -> None:
    """Create the milestones of a new engagement; none is after its last day."""
    Milestone.objects.bulk_create(
        Milestone(site_id=engagement.site_id, engagement=engagement, kind=kind, due_on=day)
        for kind, day in _days(engagement).items()
    )


def move(engagement: Engagement) -> None:
    """Move the milestones of an engagement whose first day was moved; a day that a person chose stays."""
    for kind, day in _days(engagement).items():
        moved = Milestone.objects.filter(engagement=engagement, kind=kind, first_due_on=None)
        moved.pending().update(due_on=day)


def replan(engagement: Engagement) -> None:
    """Move the milestones near the end that are not reached after the last day changed, and create new ones."""
    for kind, day in marks(engagement.starts_on, engagement.ends_on).items():
        milestone, _made = Milestone.objects.get_or_create(
            site_id=engagement.site_id,
            engagement=engagement,
            kind=kind,
            defaults={"due_on": day},
        )
        if kind in END_MARKS and milestone.done_on is None and milestone.due_on != day:
            milestone.due_on = day
            milestone.save(update_fields=["due_on"])


@atomic_savepoint
def reach(
    engagement: Engagement,
    kind: MilestoneKind,
    *,
    on: date,
    note: str = "",
    version: int | None = None,
    by: Actor,
) -> Milestone:
    """Record that a milestone was reached; activation waits for the listening session.

    Arguments:
        kind: the milestone.
        on: the day it happened.
        note: what to remember of it.
        version: the engagement's version the caller has read, as ``transitions.take`` reads it.

    Raises:
        StaleEdit: when someone changed the engagement since that version.
        NotYours: when the actor is neither liaison nor manager at the site.
        UnlikelyDate: when the day is before the engagement's first, or still to come.
        Refused: when it is already recorded; it says by whom.
        WrongMoment: when the engagement wasn't running on that day.
    """
    locked, milestone = _held(engagement, kind, None, by=by)
    # Of two people who record it, the second reads who was first, not that something changed.
    check_pending(milestone)
    _check_seen(locked, version)
    _require_past(on, locked)
    if not _runs_on(locked, on):
        raise WrongMoment
    _meet(locked, milestone, on=on, note=note, by=by)
    return milestone


def meet_by_plan(engagement: Engagement, *, on: date, by: Actor) -> None:
    """Record the milestone of the strategic plan as reached on the day it was approved, if it isn't yet."""
    locked = locks.hold(Engagement.objects.all(), engagement.pk, refusal=NotYours)
    kind = MilestoneKind.STRATEGIC_PLAN
    found = locks.hold_all(Milestone.objects.pending().filter(engagement=locked, kind=kind))
    if not found or not _runs_on(locked, on):
        return
    _meet(locked, found[0], on=on, by=by)


def _meet(locked: Engagement, milestone: Milestone, *, on: date, note: str = "", by: Actor) -> None:
    milestone.done_on = on
    milestone.save(update_fields=["done_on"])
    _changed(milestone)
    keep(locked)
    kind = MilestoneKind(milestone.kind)
    record(locked, Step.REACHED, milestone=kind, on=on, reason=note.strip(), by=by)


@atomic_savepoint
def redate(
    engagement: Engagement,
    kind: MilestoneKind,
    *,
    to: date,
    reason: str,
    version: int | None = None,
    by: Actor,
) -> Milestone:
    """Give a milestone that isn't reached a new due date.

    Raises:
        StaleEdit: when someone changed the engagement since ``version``.
        NotYours: when the actor is neither liaison nor manager at the site.
        UnlikelyDate: when the day is past, outside the engagement, or already its due date.
        WrongMoment: when it is reached, or the engagement is over.
        ReasonMissing: without a reason.
    """
    locked, milestone = _held(engagement, kind, version, by=by)
    today = clock.today(locked.site.time_zone)
    if milestone.done_on or not locked.is_open_on(today):
        raise WrongMoment
    if not locked.starts_on <= to <= locked.ends_on:
        raise UnlikelyDate(field="to")
    if to == milestone.due_on:
        raise UnlikelyDate(SAME_DAY, field="to")
    if to < today:
        raise UnlikelyDate(STILL_TO_COME, field="to")
    milestone.first_due_on = milestone.first_due_on or milestone.due_on
    milestone.due_on = to
    milestone.save(update_fields=["due_on", "first_due_on"])
    _changed(milestone)
    keep(locked)
    why = require_reason(reason)
    record(locked, Step.REDATED, milestone=kind, on=to, reason=why, by=by)
    return milestone


@atomic_savepoint
def correct(
    engagement: Engagement,
    kind: MilestoneKind,
    *,
    on: date,
    reason: str,
    version: int | None = None,
    by: Actor,
) -> Milestone:
    """Correct the day on which a milestone was reached.

    Raises:
        StaleEdit: when someone changed the engagement since ``version``.
        NotYours: when the actor is neither liaison nor manager at the site.
        UnlikelyDate: when the day is before the engagement's first, still to come, or a listening session's
            after the activation it led to; or when it is the day that is recorded.
        WrongMoment: when the milestone isn't reached, or the engagement wasn't running on that day.
        ReasonMissing: without a reason.
    """
    locked, milestone = _held(engagement, kind, version, by=by)
    _require_past(on, locked)
    if not milestone.done_on or not _runs_on(locked, on):
        raise WrongMoment
    if on == milestone.done_on:
        raise UnlikelyDate(SAME_DAY, field="on")
    active = locked.active_from
    if kind == MilestoneKind.LISTENING_SESSION and active and on > active:
        raise UnlikelyDate(AFTER_ACTIVATION, field="on")
    milestone.done_on = on
    milestone.save(update_fields=["done_on"])
    keep(locked)
    why = require_reason(reason)
    record(locked, Step.CORRECTED, milestone=kind, on=on, reason=why, by=by)
    return milestone


def _days(engagement: Engagement) -> dict[MilestoneKind, date]:
    """Return the days on which an engagement's milestones are due by the rules; none is after its last day."""
    due = {
        MilestoneKind(rule.kind): engagement.starts_on + timedelta(days=rule.days_after_start)
        for rule in MilestoneRule.objects.all()
    }
    due |= marks(engagement.starts_on, engagement.ends_on)
    return {kind: day for kind, day in due.items() if day <= engagement.ends_on}


def _held(
    engagement: Engagement, kind: MilestoneKind, version: int | None, *, by: Actor
) -> tuple[Engagement, Milestone]:
    """Lock an engagement and one of its milestones, for its liaison or a manager."""
    if not policies.can_reach(by, engagement.site_id):
        raise NotYours
    locked = locks.hold(Engagement.objects.all(), engagement.pk, refusal=NotYours)
    _check_seen(locked, version)
    found = locks.hold_all(Milestone.objects.filter(engagement=locked, kind=kind))
    if not found:
        raise WrongMoment
    return locked, found[0]


def check_pending(milestone: Milestone) -> None:
    """Refuse a milestone that is recorded already, with who recorded it when.

    Raises:
        Refused: when it is reached.
    """
    if milestone.done_on is None:
        return
    step = EngagementStep.objects.of_engagement(milestone.engagement).recording(milestone).first()
    day = dates.full_day(milestone.done_on)
    said = f"This milestone is already recorded for {day}"
    if step and step.made_by:
        said += f", by {step.made_by.name} on {dates.when(step.made_at, milestone.site.time_zone)}"
    raise Refused(f"{said}. You can correct its date from the engagement's page.")


def _check_seen(engagement: Engagement, version: int | None) -> None:
    if version is not None:
        check_version(engagement, version)


def _require_past(on: date, engagement: Engagement) -> None:
    if on < engagement.starts_on:
        raise UnlikelyDate(field="on")
    if on > clock.today(engagement.site.time_zone):
        raise UnlikelyDate(NOT_YET, field="on")


def _runs_on(engagement: Engagement, day: date) -> bool:
    return engagement.is_open_on(day) and policies.has_onboarded(engagement, day)


def _changed(milestone: Milestone) -> None:
    day = milestone.done_on or milestone.due_on
    notify.changed(milestone.site.name, key=f"milestone:{milestone.pk}:{day}")
