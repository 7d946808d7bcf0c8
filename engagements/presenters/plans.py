"""The page of a plan: its goals with the figure expected by today, its steps, and its history."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse

from engagements import policies
from engagements.enums import PlanKind, PlanState, PlanStepKind
from engagements.models import Engagement, EngagementFile, Plan, PlanStep
from engagements.presenters.files import Files, files_of
from engagements.presenters.plan_goals import GoalLine, PlanWork, goals_of
from engagements.presenters.plan_versions import changed_since
from foundation.accounts.actors import Actor
from foundation.ui import dates, wording
from foundation.ui.steps import OpenStep, open_steps
from foundation.ui.types import Link, TimelineEntry
from sites.models import Site
from sites.presenters.tabs import tabs_of

GLYPHS: Mapping[str, str] = {
    PlanStepKind.SUBMITTED: "submitted",
    PlanStepKind.APPROVED: "met",
    PlanStepKind.RETURNED: "on-hold",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPart:
    """The plan shown: its status, its goals, what can be done, and its history."""

    heading: str
    says: Sequence[str]
    aside: str
    goals: Sequence[GoalLine]
    steps: Sequence[OpenStep]
    add_href: str
    versions_href: str
    history: Sequence[TimelineEntry]
    has_federal: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPage:
    """Everything the page shows besides the site's own fields.

    Attributes:
        shown: the plan; None without one.
        start_kind: the kind of plan that the reader may start; empty for none.
        engagement: the key of the engagement shown, which a plan is started for; None without one.
        others: the plans of the same kind of the site's other engagements.
        files: the plan's files; None without a plan.
    """

    title: str
    noun: str
    meta: str
    tabs: Sequence[tuple[str, str, bool]]
    kinds: Sequence[tuple[str, str, bool]]
    shown: PlanPart | None
    start_kind: str
    engagement: UUID | None
    others: Sequence[Link]
    files: Files | None


def page_of(
    site: Site,
    actor: Actor,
    kind: PlanKind,
    *,
    engagement: Engagement | None,
    plan: Plan | None,
    work: PlanWork,
    others: Sequence[Engagement],
    files: Sequence[EngagementFile],
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
                _address(site, each, engagement),
                each == kind,
            )
            for each in PlanKind
        ],
        shown=_part(plan, actor, work, today) if plan else None,
        start_kind=str(kind) if may_start else "",
        engagement=engagement.pk if engagement else None,
        others=[
            Link(
                f"{dates.full_day(each.starts_on)} to {dates.full_day(each.ends_on)}",
                _address(site, kind, each),
            )
            for each in others
        ],
        files=files_of(plan, files, actor, tz=site.time_zone) if plan else None,
    )


def version_of(plan: Plan) -> str:
    """Say which version of a plan was approved last, and when."""
    newest = next(iter(plan.versions.all()), None)
    if newest is None:
        return "No approved version yet"
    return f"Version {newest.number}, approved {dates.full_day(newest.approved_on)}"


def _part(plan: Plan, actor: Actor, work: PlanWork, today: date) -> PlanPart:
    versions = list(plan.versions.all())
    newest = versions[0] if versions else None
    offered = policies.plan_steps_open_to(actor, plan)
    return PlanPart(
        heading=_heading(plan, len(versions)),
        says=_sentences(plan),
        aside=version_of(plan),
        goals=goals_of(plan, actor, work, today),
        steps=open_steps(offered, "engagements:{}-plan", plan.pk),
        add_href=reverse("engagements:add-goal", args=[plan.pk])
        if policies.can_edit_plan(actor, plan)
        else "",
        versions_href=reverse("engagements:plan-versions", args=[plan.pk]) if newest else "",
        history=[_entry(step, plan.site.time_zone) for step in work.steps],
        has_federal=any(each.is_federal for each in work.made),
    )


def _address(site: Site, kind: PlanKind, engagement: Engagement | None) -> str:
    """Return the address of the page of an engagement's plan of a kind."""
    asked = {"engagement": str(engagement.pk)} if engagement else {}
    return reverse("engagements:plan", args=[site.slug], query={"kind": str(kind), **asked})


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
            "The site's points of contact, liaison, and advisor can change it until it's submitted."
        )
    versions = list(plan.versions.all())
    if versions:
        changes = len(changed_since(versions[0].goals, plan))
        said.append(
            f"{wording.counted(changes, 'change', 'changes')} since version {versions[0].number}, "
            "which stays in force until this one is approved."
        )
    return said


def _entry(step: PlanStep, tz: str) -> TimelineEntry:
    return TimelineEntry(
        glyph=GLYPHS.get(step.step, "dot"),
        what=step.get_step_display(),
        reason=step.reason,
        when=dates.when(step.made_at, tz),
        who=f"by {step.made_by.name}" if step.made_by else "by the portal",
    )
