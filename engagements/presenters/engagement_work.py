"""The work an engagement's page shows: how the goals of the strategic plan move, and the commitments due next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from engagements.models import Commitment, Measurement, Plan
from engagements.presenters.commitments import origin_of, owner_of
from engagements.presenters.plan_goals import GoalLine, PlanWork, goals_of
from engagements.presenters.plans import version_of
from foundation.accounts.actors import Actor
from foundation.ui import dates, wording
from foundation.ui.types import Link

# The site's own list has all of them.
MAX_COMMITMENTS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalRow:
    """A goal with its progress in words and as a picture, and how many actions it has."""

    goal: GoalLine
    glyph: str
    progress: str
    actions: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPanel:
    """The strategic plan: how many goals are behind, which version it is, and each goal."""

    heading: str
    aside: str
    goals: Sequence[GoalRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentRow:
    """A commitment due next: how long it has, its day, who is responsible, and what it comes from."""

    href: str
    text: str
    glyph: str
    left: str
    day: str
    owner: str
    origin: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """The work of a site in its engagement.

    Attributes:
        plan: the strategic plan; None before it is started.
        commitments: the open ones due first.
        has_more: whether there are more of them.
    """

    plan: PlanPanel | None
    commitments: Sequence[CommitmentRow]
    has_more: bool


def work_of(
    plan: Plan | None,
    measured: Sequence[Measurement],
    commitments: Sequence[Commitment],
    actor: Actor,
    *,
    today: date,
) -> Work:
    """Show the work of a site to a reader.

    Arguments:
        plan: the engagement's strategic plan, loaded with ``for_page``.
        measured: the figures measured toward its goals, the newest day first.
        commitments: the site's open ones, due first; one more than is shown.
        actor: the reader.
        today: the day at the site.
    """
    return Work(
        plan=_plan(plan, measured, actor, today) if plan else None,
        commitments=[_commitment(each, actor, today) for each in commitments[:MAX_COMMITMENTS]],
        has_more=len(commitments) > MAX_COMMITMENTS,
    )


def _plan(plan: Plan, measured: Sequence[Measurement], actor: Actor, today: date) -> PlanPanel:
    goals = [_goal(each) for each in goals_of(plan, actor, PlanWork(measured=measured), today)]
    behind = sum(row.goal.is_behind for row in goals)
    said = f"{behind} of {wording.counted(len(goals), 'goal')} behind" if behind else ""
    return PlanPanel(
        heading=f"Strategic plan: {said}" if said else "Strategic plan",
        aside=version_of(plan),
        goals=goals,
    )


def _goal(goal: GoalLine) -> GoalRow:
    glyph, progress = _progress(goal)
    actions = wording.counted(len(goal.actions), "action") if goal.actions else "No actions yet"
    return GoalRow(goal=goal, glyph=glyph, progress=progress, actions=actions)


def _progress(goal: GoalLine) -> tuple[str, str]:
    if goal.share is None:
        return "not-started", "No baseline yet"
    if not goal.now:
        return "not-started", "Not measured yet"
    if goal.now_share == 100:
        return "met", "Target met"
    return ("at-risk", "Behind") if goal.is_behind else ("on-time", "On track")


def _commitment(commitment: Commitment, actor: Actor, today: date) -> CommitmentRow:
    left = (commitment.due_on - today).days
    page = reverse("engagements:commitment", args=[commitment.pk])
    if commitment.request:
        page = f"{commitment.request.get_absolute_url()}#work"
    said = f"{wording.counted(left, 'day')} left" if left else "Due today"
    return CommitmentRow(
        href=page,
        text=commitment.text,
        glyph="past-due" if left < 0 else "on-time",
        left=f"{wording.counted(-left, 'day')} late" if left < 0 else said,
        day=f"{'was due' if left < 0 else 'due'} {dates.day(commitment.due_on, today=today)}",
        owner=owner_of(commitment),
        origin=origin_of(commitment, actor),
    )
