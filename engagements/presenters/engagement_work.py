"""The work an engagement's page shows: how the goals of the strategic plan move, and the commitments due next."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from engagements import policies
from engagements.models import Commitment, Measurement, Plan
from engagements.presenters.commitments import origin_of, owner_of
from engagements.presenters.plan_goals import GoalLine, PlanWork, goals_of
from engagements.presenters.plans import version_of
from engagements.querysets.owners import Duty
from foundation.accounts.actors import Actor
from foundation.ui import dates, wording
from foundation.ui.types import Link
from sites.models import Site

# The site's own list has all of them.
MAX_COMMITMENTS = 5
SOON_DAYS = 7
PAST, SOON, LATER = "Past due", f"Due in the next {SOON_DAYS} days", "Due later"


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
    """A commitment due next: how long it has, its day, who is responsible, and what it comes from.

    Attributes:
        reminded: the day its owner was sent a reminder; empty for none.
        done_href: where the reader marks it as done; empty unless it's their work.
        remind_href: where the reader sends its owner a reminder; empty if they can't.
    """

    href: str
    text: str
    glyph: str
    left: str
    day: str
    owner: str
    origin: Link | None
    reminded: str
    done_href: str
    remind_href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentGroup:
    """Commitments that are past due, due soon, or due later; ``heading`` says how many are shown."""

    heading: str
    rows: Sequence[CommitmentRow]
    is_late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """The work of a site in its engagement.

    Attributes:
        plan: the strategic plan; None before it is started.
        groups: the open commitments due first, by when they are due.
        heading: how many of those shown are past due.
        has_more: whether there are more of them.
        add_href: where the reader adds one; empty if they can't.
    """

    plan: PlanPanel | None
    groups: Sequence[CommitmentGroup]
    heading: str
    has_more: bool
    add_href: str


def work_of(
    plan: Plan | None,
    measured: Sequence[Measurement],
    commitments: Sequence[Commitment],
    actor: Actor,
    *,
    site: Site,
    duty: Duty,
    today: date,
) -> Work:
    """Show the work of a site to a reader.

    Arguments:
        plan: the engagement's strategic plan, loaded with ``for_page``.
        measured: the figures measured toward its goals, the newest day first.
        commitments: the site's open ones, due first; one more than is shown.
        actor: the reader.
        site: where the work is.
        duty: whose work the reader does now.
        today: the day at the site.
    """
    shown = commitments[:MAX_COMMITMENTS]
    late = sum(each.due_on < today for each in shown)
    add = reverse("engagements:add-commitment", query={"site": site.slug})
    return Work(
        plan=_plan(plan, measured, actor, today) if plan else None,
        groups=[
            CommitmentGroup(
                heading=f"{heading}: {len(rows)}",
                rows=[_commitment(each, actor, duty, today) for each in rows],
                is_late=heading == PAST,
            )
            for heading, rows in _grouped(shown, today).items()
        ],
        heading=f"Commitments: {late} past due" if late else "Commitments",
        has_more=len(commitments) > MAX_COMMITMENTS,
        add_href=add if policies.can_keep_commitments(actor, site.pk) else "",
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


def _grouped(commitments: Sequence[Commitment], today: date) -> Mapping[str, Sequence[Commitment]]:
    """Group commitments, due first, by when they are due."""
    found: dict[str, list[Commitment]] = defaultdict(list)
    for each in commitments:
        left = (each.due_on - today).days
        found[PAST if left < 0 else SOON if left <= SOON_DAYS else LATER].append(each)
    return found


def _commitment(commitment: Commitment, actor: Actor, duty: Duty, today: date) -> CommitmentRow:
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
        reminded=_reminded(commitment, today),
        done_href=reverse("engagements:finish-commitment", args=[commitment.pk])
        if commitment.request_id is None and duty.includes(commitment.owner_id, commitment.site_id)
        else "",
        remind_href=reverse("engagements:remind-commitment", args=[commitment.pk])
        if policies.can_remind(actor, commitment) and commitment.reminded_on != today
        else "",
    )


def _reminded(commitment: Commitment, today: date) -> str:
    day = commitment.reminded_on
    return f"Reminder sent {dates.day(day, today=today)}" if day else ""
