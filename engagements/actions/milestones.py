"""Plan an engagement's milestones and mark them reached."""

from datetime import date, timedelta

from engagements import policies
from engagements.actions.steps import keep, record
from engagements.enums import MilestoneKind, State, Step
from engagements.errors import NotYours, UnlikelyDate, WrongMoment
from engagements.models import Engagement, Milestone, MilestoneRule
from engagements.policies import marks
from foundation.accounts.actors import Actor
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow import locks


def plan(engagement: Engagement) -> None:
    """Write the milestones of a new engagement; none lies after its last day."""
    due = {
        MilestoneKind(rule.kind): engagement.starts_on + timedelta(days=rule.days_after_start)
        for rule in MilestoneRule.objects.all()
    }
    due |= marks(engagement.starts_on, engagement.ends_on)
    Milestone.objects.bulk_create(
        Milestone(site_id=engagement.site_id, engagement=engagement, kind=kind, due_on=day)
        for kind, day in due.items()
        if day <= engagement.ends_on
    )


def replan(engagement: Engagement) -> None:
    """After the last day moved: marks not yet reached move with it, and new ones appear."""
    for kind, day in marks(engagement.starts_on, engagement.ends_on).items():
        milestone, _made = Milestone.objects.get_or_create(
            site_id=engagement.site_id,
            engagement=engagement,
            kind=kind,
            defaults={"due_on": day},
        )
        if milestone.done_on is None and milestone.due_on != day:
            milestone.due_on = day
            milestone.save(update_fields=["due_on"])


@atomic_savepoint
def reach(engagement: Engagement, kind: MilestoneKind, *, on: date, by: Actor) -> Milestone:
    """Mark a milestone reached; a logged listening session makes the engagement active.

    Raises:
        NotYours: neither liaison nor manager here.
        UnlikelyDate: the day is before the engagement's first.
        WrongMoment: it is reached already, or onboarding has not begun.
    """
    if not policies.can_reach(by, engagement.site_id):
        raise NotYours
    locked = locks.hold(Engagement.objects.all(), engagement.pk, refusal=NotYours)
    [milestone] = locks.hold_all(Milestone.objects.filter(engagement=locked, kind=kind))
    if on < locked.starts_on:
        raise UnlikelyDate(field="on")
    if milestone.done_on or locked.state_on(on) == State.PROPOSED:
        raise WrongMoment
    milestone.done_on = on
    milestone.save(update_fields=["done_on"])
    if kind == MilestoneKind.LISTENING_SESSION:
        locked.active_from = on
        keep(locked)
    record(locked, Step.REACHED, on=on, reason=str(kind.label), by=by)
    return milestone
