"""Decide who may write, answer, carry out and verify recommendations, and evaluate the guards of their steps."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from engagements.enums import RECOMMENDATION_LIFECYCLE
from engagements.models import Assessment, Evidence, EvidenceFile, Recommendation
from engagements.models.recommendations import CHECKED_STATES
from engagements.querysets.owners import Duty
from engagements.querysets.recommendation_givers import has_given
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.ui import dates
from foundation.workflow.transition import Transition

# A repeating check missed for so long means that the recommendation lapsed.
GRACE = timedelta(days=28)
SUSTAINED_MONTHS = 12
NO_EVIDENCE = "Add evidence first, then mark it as implemented."
OWN_WORK = "The people who wrote, own, or implemented a recommendation, or gave its evidence, can't verify it."
OWN_LAPSE = "You wrote, own, or implemented this recommendation, or gave its evidence. Another liaison or a Program Manager records that it lapsed."


def can_write_recommendations(actor: Actor, site_id: int) -> bool:
    """Return whether the actor may add assessments, findings and recommendations at the site."""
    return actor.may(P.RECOMMENDATION_WRITE, at=site_id)


def can_correct_assessment(actor: Actor, assessment: Assessment) -> bool:
    """Return whether the actor may correct it: those who add assessments, and none that was imported."""
    return not assessment.is_imported and can_write_recommendations(actor, assessment.site_id)


def may_correct_recommendation(actor: Actor, recommendation: Recommendation) -> bool:
    """Return whether the actor corrects it: those who write recommendations, and none that was imported."""
    is_ours = not recommendation.is_imported
    return is_ours and can_write_recommendations(actor, recommendation.site_id)


def can_correct_recommendation(actor: Actor, recommendation: Recommendation) -> bool:
    """Return whether the actor may correct it now: until the work is done."""
    return recommendation.is_open and may_correct_recommendation(actor, recommendation)


def can_answer_recommendations(actor: Actor, site_id: int) -> bool:
    """Return whether the actor may answer recommendations at the site and carry them out."""
    return actor.may(P.RECOMMENDATION_ANSWER, at=site_id)


def has_result(recommendation: Recommendation) -> bool:
    """Return whether the work is done, so that its result can be shared."""
    return recommendation.status in CHECKED_STATES and not recommendation.is_imported


def can_share(actor: Actor, recommendation: Recommendation) -> bool:
    """Return whether the actor may share its headline and result now: a point of contact, once it is implemented."""
    return has_result(recommendation) and can_answer_recommendations(actor, recommendation.site_id)


def is_owner(actor: Actor, recommendation: Recommendation, duty: Duty | None = None) -> bool:
    """Return whether the actor is the person responsible for it, or stands in for them, and sees its site still.

    Arguments:
        duty: whose work the actor does now, which a board reads once.
    """
    site_id = recommendation.site_id
    duty = duty or Duty(actor.user_id, clock.now())
    sees = actor.may(P.SITE_VIEW, at=site_id)
    return sees and duty.includes(recommendation.owner_person_id, site_id)


def carries_out(actor: Actor, recommendation: Recommendation) -> bool:
    """Return whether the actor is its owner, or a point of contact while it has none at the site.

    Arguments:
        recommendation: loaded with ``with_owner_left``.
    """
    if recommendation.owner_person_id is None or recommendation.left:
        return can_answer_recommendations(actor, recommendation.site_id)
    return is_owner(actor, recommendation)


def can_give_evidence(actor: Actor, recommendation: Recommendation) -> bool:
    """Return whether the actor's part in it includes evidence: its owner, and the site's contacts."""
    is_contact = can_answer_recommendations(actor, recommendation.site_id)
    return is_contact or is_owner(actor, recommendation)


def can_add_evidence(actor: Actor, recommendation: Recommendation) -> bool:
    """Return whether the actor may add evidence now: once it was accepted."""
    if recommendation.is_imported or recommendation.status not in WORKED_ON:
        return False
    return can_give_evidence(actor, recommendation)


def can_remove_evidence(actor: Actor, file: EvidenceFile) -> bool:
    """Return whether the actor may remove a file of evidence: who uploaded it, a contact, or a manager."""
    is_own = actor.user_id is not None and actor.user_id == file.uploaded_by_id
    site_id = file.site_id
    return is_own or can_answer_recommendations(actor, site_id) or may_verify(actor, site_id)


def may_verify(actor: Actor, site_id: int) -> bool:
    """Return whether the actor's role verifies recommendations at the site: liaison or manager."""
    return actor.may(P.RECOMMENDATION_VERIFY, at=site_id)


def may_change_owner(actor: Actor, site_id: int) -> bool:
    """Return whether the actor may change owners and due dates at the site: contact, liaison, or manager."""
    return can_answer_recommendations(actor, site_id) or can_write_recommendations(actor, site_id)


def can_change_owner(actor: Actor, recommendation: Recommendation) -> bool:
    """Return whether the actor may change its owner or due date now: once it was accepted."""
    if recommendation.is_imported or recommendation.status not in WORKED_ON:
        return False
    return may_change_owner(actor, recommendation.site_id)


def has_check(recommendation: Recommendation) -> bool:
    """Return whether a repeating check is to be made of it."""
    is_checked = recommendation.status in CHECKED_STATES and not recommendation.is_imported
    return is_checked and recommendation.next_check_on is not None


def can_record_check(
    actor: Actor, recommendation: Recommendation, duty: Duty | None = None
) -> bool:
    """Return whether the actor may record the repeating check now."""
    return has_check(recommendation) and may_record_checks(actor, recommendation, duty)


def may_record_checks(
    actor: Actor, recommendation: Recommendation, duty: Duty | None = None
) -> bool:
    """Return whether the actor's part in it includes checks: its owner, a contact, the liaison, or a manager."""
    is_lead = may_change_owner(actor, recommendation.site_id)
    return is_lead or is_owner(actor, recommendation, duty)


def recommendation_steps_open_to(
    actor: Actor, recommendation: Recommendation
) -> list[tuple[Transition, str]]:
    """Return the steps the actor's role includes in the present state, each with its refusal or ""."""
    if recommendation.is_imported:
        return []
    return RECOMMENDATION_LIFECYCLE.choices(recommendation, actor, RECOMMENDATION_GUARDS)


def can_take_recommendation_step(actor: Actor, recommendation: Recommendation, step: str) -> bool:
    """Return whether the actor's role includes the step at the recommendation's site."""
    rows = [row for row in RECOMMENDATION_LIFECYCLE.rows if row.name == step]
    return any(actor.may(P(row.permission), at=recommendation.site_id) for row in rows)


def has_evidence(_actor: Actor, recommendation: Recommendation) -> bool | str:
    """Return whether evidence was added since the work was last sent back, lapsed or restarted."""
    return Evidence.objects.since_last_setback(recommendation.pk).exists() or NO_EVIDENCE


def people_named(recommendation: Recommendation) -> set[int | None]:
    """Return who wrote it, owns it, and implemented it."""
    return {
        recommendation.written_by_id,
        recommendation.owner_person_id,
        recommendation.implemented_by_id,
    }


def is_someone_else(actor: Actor, recommendation: Recommendation) -> bool | str:
    """Return whether the actor had no part in it, as author, owner, or giver of evidence; a job of the portal has none."""
    if actor.is_system:
        return True
    has_part = actor.user_id in people_named(recommendation)
    return not (has_part or has_given(actor.user_id, recommendation)) or OWN_WORK


def is_someone_else_to_lapse(actor: Actor, recommendation: Recommendation) -> bool | str:
    """Return whether somebody else records the lapse; the refusal says who can."""
    return is_someone_else(actor, recommendation) is True or OWN_LAPSE


def is_due_for_its_check(actor: Actor, recommendation: Recommendation) -> bool | str:
    """Return whether a year has passed since it was verified, and somebody else confirms it."""
    day = recommendation.sustained_check_on
    if day and clock.today(recommendation.site.time_zone) < day:
        return f"The 12-month check opens on {dates.full_day(day)}."
    return is_someone_else(actor, recommendation)


def has_missed_its_check(recommendation: Recommendation, today: date) -> bool:
    """Return whether the repeating check was missed for longer than the grace period."""
    due = recommendation.next_check_on
    return has_check(recommendation) and due is not None and today > due + GRACE


WORKED_ON = frozenset({"accepted", "in-progress", *CHECKED_STATES})
RECOMMENDATION_GUARDS: Mapping[str, Callable[[Actor, Recommendation], bool | str]] = {
    guard.__name__: guard
    for guard in (has_evidence, is_someone_else, is_someone_else_to_lapse, is_due_for_its_check)
}
