"""Plan an engagement's milestones and mark them as reached."""

from datetime import date, timedelta

from engagements import policies
from engagements.actions.steps import keep, record
from engagements.enums import MilestoneKind, State, Step
from engagements.errors import NotYours, UnlikelyDate, WrongMoment
from engagements.models import Engagement, Milestone, MilestoneRule
from engagements.policies import marks
from foundation.accounts.actors import Actor
from foundation.notifications import notify
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow import locks


def plan(engagement: Engagement) -> None:
    """Create the milestones of a new engagement; none is after its last day."""
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
    """Move milestones that are not reached after the last day changed, and create new ones."""
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
    """Mark a milestone as reached; a listening session makes the engagement active.

    Raises:
        NotYours: when the actor is neither liaison nor manager at the site.
        UnlikelyDate: when the day is before the engagement's first.
        WrongMoment: when it is already reached, or onboarding has not started.
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
    notify.changed(milestone.site.name, key=f"milestone:{milestone.pk}:{on}")
    if kind == MilestoneKind.LISTENING_SESSION:
        locked.active_from = on
        keep(locked)
    record(locked, Step.REACHED, on=on, reason=str(kind.label), by=by)
    return milestone
