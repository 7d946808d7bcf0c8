"""The page of a plan: its goals with the figure expected by today, its steps, and its history."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse

from engagements import policies
from engagements.enums import OwnerSide, PlanKind, PlanState, PlanStepKind
from engagements.models import Engagement, Goal, Plan, PlanAction, PlanStep
from engagements.presenters.plan_versions import changed_since
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.ui import dates, wording
from foundation.ui.types import Link, TimelineEntry
from foundation.workflow.transition import Transition
from sites.models import Site
from sites.presenters.tabs import tabs_of

TENTH = Decimal("0.1")
GLYPHS: Mapping[str, str] = {
    PlanStepKind.SUBMITTED: "submitted",
    PlanStepKind.APPROVED: "met",
    PlanStepKind.RETURNED: "on-hold",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionLine:
    """An action of the plan: what, which side, by when, and what the reader can do with it."""

    text: str
    when: str
    is_late: bool
    links: Sequence[Link]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalLine:
    """A goal: its figures, the one expected by today, and its actions."""

    number: int
    text: str
    meta: str
    figures: str
    expected: str
    share: int | None
    actions: Sequence[ActionLine]
    links: Sequence[Link]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanStepLine:
    """A step that the reader's role includes; with a refusal it says what it waits for."""

    label: str
    href: str
    refusal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPart:
    """The plan shown: where it stands, its goals, what can be done, and its history."""

    heading: str
    says: Sequence[str]
    aside: str
    goals: Sequence[GoalLine]
    steps: Sequence[PlanStepLine]
    add_href: str
    versions_href: str
    history: Sequence[TimelineEntry]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPage:
    """Everything the page shows besides the site's own fields; ``shown`` is None without a plan."""

    title: str
    noun: str
    meta: str
    tabs: Sequence[tuple[str, str, bool]]
    kinds: Sequence[tuple[str, str, bool]]
    shown: PlanPart | None
    start_kind: str
    has_engagement: bool


def page_of(
    site: Site,
    actor: Actor,
    kind: PlanKind,
    *,
    engagement: Engagement | None,
    plan: Plan | None,
    steps: Sequence[PlanStep],
    today: date,
) -> PlanPage:
    """Show a site's plan of a kind to a reader who may enter the site."""
    path = reverse("engagements:plan", args=[site.slug])
    may_start = (
        engagement is not None
        and plan is None
        and policies.can_write_plan(actor, site.pk)
        and policies.is_in_time(engagement)
    )
    return PlanPage(
        title=kind.label,
        noun=kind.label.lower(),
        meta=f"{engagement.cohort_id} cohort, {engagement.get_track_display()}"
        if engagement
        else "No engagement yet",
        tabs=tabs_of(site, actor, path),
        kinds=[
            (
                each.label,
                reverse("engagements:plan", args=[site.slug], query={"kind": each}),
                each == kind,
            )
            for each in PlanKind
        ],
        shown=_part(plan, actor, steps, today) if plan else None,
        start_kind=str(kind) if may_start else "",
        has_engagement=engagement is not None,
    )


def expected_by(goal: Goal, day: date) -> Decimal | None:
    """Return the figure expected on a day: on the line from the baseline to the target; None without a baseline."""
    if goal.baseline is None:
        return None
    return goal.baseline + (goal.target - goal.baseline) * _passed(goal, day)


def goals_of(plan: Plan, actor: Actor, today: date) -> list[GoalLine]:
    """Return the lines of a plan's goals, in the order of their due days."""
    may_edit = policies.can_edit_plan(actor, plan)
    may_ask = actor.may(P.REQUEST_CREATE, at=plan.site_id)
    return [
        _goal(number, goal, plan, today, may_edit=may_edit, may_ask=may_ask)
        for number, goal in enumerate(plan.goals.all(), start=1)
    ]


def _part(plan: Plan, actor: Actor, steps: Sequence[PlanStep], today: date) -> PlanPart:
    versions = list(plan.versions.all())
    newest = versions[0] if versions else None
    offered = policies.plan_steps_open_to(actor, plan)
    approved = (
        f"Version {newest.number}, approved {dates.full_day(newest.approved_on)}"
        if newest
        else "No approved version yet"
    )
    return PlanPart(
        heading=_heading(plan, len(versions)),
        says=_sentences(plan),
        aside=approved,
        goals=goals_of(plan, actor, today),
        steps=[_step(plan, row, refusal) for row, refusal in offered],
        add_href=reverse("engagements:add-goal", args=[plan.pk])
        if policies.can_edit_plan(actor, plan)
        else "",
        versions_href=reverse("engagements:plan-versions", args=[plan.pk]) if newest else "",
        history=[_entry(step, plan.site.time_zone) for step in steps],
    )


def _heading(plan: Plan, versions: int) -> str:
    if plan.status == PlanState.APPROVED:
        return f"Version {versions} is approved"
    state = "is a draft" if plan.status == PlanState.DRAFT else "waits for approval"
    return f"Version {versions + 1} {state}"


def _sentences(plan: Plan) -> list[str]:
    if plan.status == PlanState.APPROVED:
        return ["Its text doesn't change. To change the plan, start a new version."]
    said = []
    if plan.status == PlanState.SUBMITTED:
        by = f" by {plan.submitted_by.name}" if plan.submitted_by else ""
        said.append(
            f"Submitted{by}. A member of the site's executive leadership approves or returns it."
        )
    elif plan.returned_because:
        said.append(f"Returned for changes: “{plan.returned_because}”")
    else:
        said.append(
            "The site's points of contact, liaison, and Advisor can change it until it's submitted."
        )
    versions = list(plan.versions.all())
    if versions:
        changes = len(changed_since(versions[0].goals, plan))
        said.append(
            f"{wording.counted(changes, 'change', 'changes')} since version {versions[0].number}, "
            "which stays in force until this one is approved."
        )
    return said


def _step(plan: Plan, row: Transition, refusal: str) -> PlanStepLine:
    href = reverse(f"engagements:{row.name}-plan", args=[plan.pk])
    return PlanStepLine(label=row.words, href=href, refusal=refusal)


def _goal(
    number: int, goal: Goal, plan: Plan, today: date, *, may_edit: bool, may_ask: bool
) -> GoalLine:
    expected = expected_by(goal, today)
    principle = f" · {goal.principle.name}" if goal.principle else ""
    links = []
    if may_edit:
        links.append(Link("Change goal", reverse("engagements:goal", args=[goal.pk])))
        links.append(Link("Add action", reverse("engagements:add-plan-action", args=[goal.pk])))
    return GoalLine(
        number=number,
        text=goal.text,
        meta=f"{goal.core_area.name}{principle}",
        figures=_figures(goal),
        expected=f"{figure(expected)} {goal.unit} expected by today"
        if expected is not None
        else "No baseline yet",
        share=None if expected is None else round(100 * _passed(goal, today)),
        actions=[
            _action(each, plan, today, may_edit=may_edit, may_ask=may_ask)
            for each in goal.actions.all()
        ],
        links=links,
    )


def _figures(goal: Goal) -> str:
    start = "No baseline yet" if goal.baseline is None else in_full(goal.baseline)
    return f"{start} → {in_full(goal.target)} {goal.unit} by {dates.full_day(goal.due_on)}"


def figure(value: Decimal) -> str:
    """Return a computed figure as people write it: to a tenth, without trailing zeros."""
    return in_full(value.quantize(TENTH))


def in_full(value: Decimal) -> str:
    """Return a figure that a person entered, with all its places but no trailing zeros."""
    whole = value.to_integral()
    return f"{whole if value == whole else value.normalize():,}"


def _passed(goal: Goal, day: date) -> Decimal:
    """Return the part of the way to a goal's due day that has passed, from 0 to 1."""
    whole = (goal.due_on - goal.baseline_on).days
    return Decimal(min(max((day - goal.baseline_on).days, 0), whole)) / whole


def _action(
    action: PlanAction, plan: Plan, today: date, *, may_edit: bool, may_ask: bool
) -> ActionLine:
    links = []
    if may_edit:
        links.append(Link("Change", reverse("engagements:plan-action", args=[action.pk])))
    if may_ask and plan.versions.all():
        new = reverse("tta_requests:new", query={"site": plan.site.slug})
        links.append(Link("Ask for help with it", new))
    is_late = action.due_on < today
    return ActionLine(
        text=action.text,
        when=f"{OwnerSide(action.side).label}, {'was due' if is_late else 'due'} {dates.full_day(action.due_on)}",
        is_late=is_late,
        links=links,
    )


def _entry(step: PlanStep, tz: str) -> TimelineEntry:
    return TimelineEntry(
        glyph=GLYPHS.get(step.step, "dot"),
        what=step.get_step_display(),
        reason=step.reason,
        when=dates.when(step.made_at, tz),
        who=f"by {step.made_by.name}" if step.made_by else "by the portal",
    )
