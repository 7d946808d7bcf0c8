"""The goals of a plan: the figure expected by today, what was measured, and what came from the actions."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.urls import reverse

from engagements import policies
from engagements.enums import Direction, OwnerSide
from engagements.models import Goal, Measurement, Plan, PlanAction, PlanStep
from engagements.querysets.made_from import Made
from foundation.accounts.actors import Actor
from foundation.ui import dates
from foundation.ui.types import Link

TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanWork:
    """What was done with a plan: steps, figures measured toward its goals, and what was made from its actions.

    Attributes:
        may_ask: whether the reader may ask for help with its actions.
    """

    steps: Sequence[PlanStep] = ()
    measured: Sequence[Measurement] = ()
    made: Sequence[Made] = ()
    may_ask: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionLine:
    """An action of the plan: what, which side, by when, what came from it, and what the reader can do with it."""

    text: str
    when: str
    is_late: bool
    made: Sequence[Made]
    links: Sequence[Link]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureLine:
    """A measured figure, with the one expected on its day, its origin, and who entered it.

    Attributes:
        was: what it corrects, with the reasons, newest first.
        correct_href: where the reader corrects it; empty if they can't.
    """

    day: str
    value: str
    expected: str
    who: str
    was: Sequence[str]
    correct_href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalLine:
    """A goal: its figures, the one expected by today, what was measured, and its actions.

    Attributes:
        share: the part of the way expected by today, in percent; None without a baseline.
        now: the newest measured figure in words; empty without one.
        now_share: the part of the way it has come; None without a baseline or a figure.
        is_behind: whether the newest figure is worse than what was expected on its day.
        measured: every figure that stands, the newest day first.
    """

    number: int
    text: str
    meta: str
    figures: str
    expected: str
    share: int | None
    now: str
    now_share: int | None
    is_behind: bool
    measured: Sequence[FigureLine]
    actions: Sequence[ActionLine]
    links: Sequence[Link]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """What the lines of one plan have in common."""

    plan: Plan
    actor: Actor
    today: date
    measured: Mapping[UUID, Sequence[Measurement]]
    made: Mapping[UUID, Sequence[Made]]
    may_ask: bool


def goals_of(plan: Plan, actor: Actor, work: PlanWork, today: date) -> list[GoalLine]:
    """Return the lines of a plan's goals, in the order of their due days."""
    measured: dict[UUID, list[Measurement]] = defaultdict(list)
    for figure_of in work.measured:
        measured[figure_of.goal_key].append(figure_of)
    made: dict[UUID, list[Made]] = defaultdict(list)
    for each in work.made:
        if each.part:
            made[each.part].append(each)
    shown = _Shown(
        plan=plan, actor=actor, today=today, measured=measured, made=made, may_ask=work.may_ask
    )
    return [_goal(number, goal, shown) for number, goal in enumerate(plan.goals.all(), start=1)]


def expected_by(goal: Goal, day: date) -> Decimal | None:
    """Return the figure expected on a day: on the line from the baseline to the target; None without a baseline."""
    if goal.baseline is None:
        return None
    return goal.baseline + (goal.target - goal.baseline) * _passed(goal, day)


def figure(value: Decimal) -> str:
    """Return a computed figure as people write it: to a tenth, without trailing zeros."""
    return in_full(value.quantize(TENTH))


def in_full(value: Decimal) -> str:
    """Return a figure that a person entered, with all its places but no trailing zeros."""
    whole = value.to_integral()
    return f"{whole if value == whole else value.normalize():,}"


def _goal(number: int, goal: Goal, shown: _Shown) -> GoalLine:
    expected = expected_by(goal, shown.today)
    may_measure = policies.can_measure(shown.actor, shown.plan)
    principle = f" · {goal.principle.name}" if goal.principle else ""
    entered = {row.pk: row for row in shown.measured.get(goal.pk, ())}
    former = {row.corrects_id for row in entered.values()}
    rows = [row for row in entered.values() if row.pk not in former]
    newest = rows[0] if rows else None
    return GoalLine(
        number=number,
        text=goal.text,
        meta=f"{goal.core_area.name}{principle}",
        figures=_figures(goal),
        expected=f"{figure(expected)} {goal.unit} expected by today"
        if expected is not None
        else "No baseline yet",
        share=None if expected is None else round(100 * _passed(goal, shown.today)),
        now=f"{in_full(newest.value)} {goal.unit} on {dates.full_day(newest.measured_on)}"
        if newest
        else "",
        now_share=_share(goal, newest.value) if newest else None,
        is_behind=newest is not None and _is_behind(goal, newest),
        measured=[_figure(each, goal, entered, may_correct=may_measure) for each in rows],
        actions=[_action(each, shown) for each in goal.actions.all()],
        links=_links(goal, shown, may_measure=may_measure),
    )


def _links(goal: Goal, shown: _Shown, *, may_measure: bool) -> list[Link]:
    found = []
    if policies.can_edit_plan(shown.actor, shown.plan):
        found.append(Link("Change goal", reverse("engagements:goal", args=[goal.pk])))
        found.append(Link("Add action", reverse("engagements:add-plan-action", args=[goal.pk])))
    if may_measure:
        found.append(Link("Enter figure", reverse("engagements:measure-goal", args=[goal.pk])))
    return found


def _figures(goal: Goal) -> str:
    start = "No baseline yet" if goal.baseline is None else in_full(goal.baseline)
    return f"{start} → {in_full(goal.target)} {goal.unit} by {dates.full_day(goal.due_on)}"


def _passed(goal: Goal, day: date) -> Decimal:
    """Return the part of the way to a goal's due day that has passed, from 0 to 1."""
    whole = (goal.due_on - goal.baseline_on).days
    return Decimal(min(max((day - goal.baseline_on).days, 0), whole)) / whole


def _share(goal: Goal, value: Decimal) -> int | None:
    """Return the part of the way from baseline to target that a figure has come, in percent from 0 to 100."""
    if goal.baseline is None or goal.target == goal.baseline:
        return None
    way = 100 * (value - goal.baseline) / (goal.target - goal.baseline)
    return round(min(max(way, Decimal(0)), Decimal(100)))


def _is_behind(goal: Goal, row: Measurement) -> bool:
    expected = expected_by(goal, row.measured_on)
    if expected is None:
        return False
    return row.value < expected if goal.direction == Direction.UP else row.value > expected


def _figure(
    row: Measurement, goal: Goal, entered: Mapping[UUID, Measurement], *, may_correct: bool
) -> FigureLine:
    expected = expected_by(goal, row.measured_on)
    who = row.entered_by.name if row.entered_by else "the portal"
    return FigureLine(
        day=dates.full_day(row.measured_on),
        value=f"{in_full(row.value)} {goal.unit}",
        expected=figure(expected) if expected is not None else "No baseline yet",
        who=" · ".join(filter(None, (who, row.note))),
        was=list(_was(row, goal, entered)),
        correct_href=reverse("engagements:correct-figure", args=[row.pk]) if may_correct else "",
    )


def _was(row: Measurement, goal: Goal, entered: Mapping[UUID, Measurement]) -> Iterator[str]:
    """Yield what a figure corrects, back to what was first entered."""
    while row.corrects_id and (former := entered.get(row.corrects_id)):
        said = f"{in_full(former.value)} {goal.unit}, {dates.full_day(former.measured_on)}"
        yield f"Corrected from {said}: “{row.reason}”"
        row = former


def _action(action: PlanAction, shown: _Shown) -> ActionLine:
    plan, actor = shown.plan, shown.actor
    origin = {"origin": f"{plan.kind}:{action.pk}"}
    is_approved = bool(plan.versions.all())
    links = []
    if policies.can_edit_plan(actor, plan):
        links.append(Link("Change", reverse("engagements:plan-action", args=[action.pk])))
    if is_approved and shown.may_ask:
        links.append(Link("Ask for help with it", reverse("tta_requests:new", query=origin)))
    if is_approved and policies.can_keep_commitments(actor, plan.site_id):
        links.append(Link("Add commitment", reverse("engagements:add-commitment", query=origin)))
    is_late = action.due_on < shown.today
    due = f"{'was due' if is_late else 'due'} {dates.full_day(action.due_on)}"
    return ActionLine(
        text=action.text,
        when=f"{OwnerSide(action.side).label}, {due}",
        is_late=is_late,
        made=shown.made.get(action.pk, ()),
        links=links,
    )
