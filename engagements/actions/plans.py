"""Start a plan, submit, approve, or return it, and start its next version."""

from collections.abc import Callable, Mapping
from uuid import UUID

from engagements import policies
from engagements.actions.milestones import meet_by_plan
from engagements.actions.steps import record, require_reason
from engagements.enums import PLAN_LIFECYCLE, PlanKind, PlanStepKind, Step
from engagements.errors import NotYourPlan, PlanExists, PlanOver
from engagements.models import Engagement, Plan, PlanStep, PlanVersion
from engagements.policies import PLAN_GUARDS
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow import locks
from foundation.workflow.transition import Transition
from foundation.workflow.versions import check_version


@atomic_savepoint
def start(engagement: Engagement, kind: PlanKind, *, by: Actor) -> Plan:
    """Start an engagement's plan of a kind, as a draft without goals.

    Raises:
        NotYourPlan: when the actor doesn't write plans at the site.
        PlanOver: when the engagement is over.
        PlanExists: when it has that plan already.
    """
    if not policies.can_write_plan(by, engagement.site_id):
        raise NotYourPlan
    if not policies.is_in_time(engagement):
        raise PlanOver
    plan, is_new = Plan.objects.get_or_create(
        site_id=engagement.site_id,
        engagement=engagement,
        kind=kind,
        defaults={"started_by_id": by.user_id},
    )
    if not is_new:
        raise PlanExists
    note(plan, PlanStepKind.STARTED, by=by)
    return plan


@atomic_savepoint
def submit(drafted: Plan, *, version: int | str | None, by: Actor) -> Plan:
    """Submit a plan to the site's executive leadership for approval.

    Arguments:
        drafted: the plan, in draft.
        version: the version of the row that the reader saw.

    Raises:
        StaleEdit: when someone changed it in between.
        Refused: when it isn't a draft, or has no goals.
    """
    plan, row = _held(drafted.pk, "submit", version=version, by=by)
    plan.submitted_by_id, plan.submitted_at = by.user_id, clock.now()
    plan.returned_at, plan.returned_because = None, ""
    return _advance(plan, row, PlanStepKind.SUBMITTED, by=by)


@atomic_savepoint
def approve(submitted: Plan, *, version: int | str | None, by: Actor) -> Plan:
    """Approve a submitted plan and freeze its text as the next version.

    Arguments:
        submitted: the plan.
        version: the version of the row that the reader saw; nobody approves what they did not read.

    Raises:
        StaleEdit: when someone changed it in between.
        Refused: when it isn't submitted, or the actor submitted it.
    """
    plan, row = _held(submitted.pk, "approve", version=version, by=by)
    now, today = clock.now(), clock.today(plan.site.time_zone)
    PlanVersion.objects.create(
        site_id=plan.site_id,
        plan=plan,
        number=plan.versions.count() + 1,
        goals=Plan.objects.for_page().get(pk=plan.pk).in_words(),
        approved_by_id=by.user_id,
        approved_on=today,
        approved_at=now,
    )
    if plan.kind == PlanKind.SUSTAINABILITY:
        record(plan.engagement, Step.PLAN_APPROVED, on=today, by=by)
    else:
        meet_by_plan(plan.engagement, on=today, by=by)
    return _advance(plan, row, PlanStepKind.APPROVED, by=by)


@atomic_savepoint
def send_back(submitted: Plan, *, version: int | str | None, reason: str, by: Actor) -> Plan:
    """Return a submitted plan to the person who submitted it, with a reason.

    Raises:
        StaleEdit: when someone changed it in between.
        Refused: when it isn't submitted.
        InvalidInput: without a reason.
    """
    plan, row = _held(submitted.pk, "return", version=version, reason=reason, by=by)
    plan.returned_at, plan.returned_because = clock.now(), require_reason(reason)
    return _advance(plan, row, PlanStepKind.RETURNED, reason=plan.returned_because, by=by)


@atomic_savepoint
def unlock(approved: Plan, *, version: int | str | None, reason: str, by: Actor) -> Plan:
    """Unlock an approved plan, so that its next version can be written; the approved one stays in force.

    Raises:
        StaleEdit: when someone changed it in between.
        Refused: when it isn't approved.
        InvalidInput: without a reason.
    """
    plan, row = _held(approved.pk, "unlock", version=version, reason=reason, by=by)
    plan.submitted_by_id = plan.submitted_at = None
    return _advance(plan, row, PlanStepKind.UNLOCKED, reason=require_reason(reason), by=by)


PLAN_ACTS: Mapping[str, Callable[..., Plan]] = {
    "submit": submit,
    "approve": approve,
    "return": send_back,
    "unlock": unlock,
}


def note(plan: Plan, step: PlanStepKind, *, reason: str = "", by: Actor) -> PlanStep:
    """Record who took a step with a plan, and why."""
    return PlanStep.objects.create(
        site_id=plan.site_id,
        plan=plan,
        step=step,
        reason=reason,
        made_by_id=by.user_id,
        made_at=clock.now(),
    )


def lock(pk: UUID, *, by: Actor) -> Plan:
    """Lock a plan for a change.

    Raises:
        NotFound: when the actor doesn't see it.
        NotYourPlan: when the actor's role neither writes nor approves plans at the site.
    """
    plan = locks.hold(
        Plan.objects.select_related("site", "engagement__site"), pk, refusal=NotYourPlan
    )
    steps = {row.name for row in PLAN_LIFECYCLE.rows}
    if not any(policies.can_take_plan_step(by, plan, step) for step in steps):
        raise NotYourPlan
    return plan


def _held(
    pk: UUID, step: str, *, version: int | str | None, reason: str = "", by: Actor
) -> tuple[Plan, Transition]:
    """Lock a plan and check a step of it against the version the reader saw."""
    plan = lock(pk, by=by)
    check_version(plan, version)
    if not policies.is_in_time(plan.engagement):
        raise PlanOver
    return plan, PLAN_LIFECYCLE.check(step, plan, by, PLAN_GUARDS, reason=reason)


def _advance(
    plan: Plan, row: Transition, step: PlanStepKind, *, reason: str = "", by: Actor
) -> Plan:
    PLAN_LIFECYCLE.advance(plan, row)
    plan.save()
    note(plan, step, reason=reason, by=by)
    return plan
