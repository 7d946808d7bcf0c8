"""Add evidence that a recommendation is carried out, with files, and remove files."""

from collections.abc import Iterable

from engagements import policies
from engagements.actions.recommendations import lock, record, save
from engagements.enums import RecommendationStepKind
from engagements.errors import NotYourRecommendation
from engagements.models import Evidence, EvidenceFile, Recommendation
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.files.actions import keep
from foundation.files.intake import Checked
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow import locks
from foundation.workflow.errors import InvalidInput, Refused
from foundation.workflow.versions import check_version

NOT_NOW = "Evidence can be added once the recommendation is accepted. Open the page again to see the latest."
GONE = "This file was already removed. The history shows who removed it."
NO_REASON = "Enter a reason. It's saved with the recommendation."


@atomic_savepoint
def add(
    recommendation: Recommendation,
    *,
    text: str,
    files: Iterable[Checked] = (),
    version: int | str | None = None,
    by: Actor,
) -> Evidence:
    """Add a line of evidence that the site works on a recommendation, with the files that show it.

    Arguments:
        text: what shows the work, in one line.
        files: files that ``foundation.files.intake.check`` accepted.
        version: the version that the caller saw; None where a newer one does no harm.

    Raises:
        ReportedOnly: when it was imported as the program reported it.
        NotYourRecommendation: when the actor is neither its owner nor a point of contact of the site.
        Refused: before it is accepted, or once it lapsed.
        StaleEdit: when someone changed it since that version.
        NoRoom: when the disk is full.
    """
    held = lock(recommendation)
    if not policies.can_give_evidence(by, held):
        raise NotYourRecommendation
    if version is not None:
        check_version(held, version)
    if not policies.can_add_evidence(by, held):
        raise Refused(NOT_NOW)
    made = Evidence.objects.create(
        site_id=held.site_id,
        recommendation=held,
        text=text,
        made_by_id=by.user_id,
        made_at=clock.now(),
    )
    for file in files:
        keep(EvidenceFile(site_id=held.site_id, evidence=made), file, by_user=by.user_id or 0)
    save(held)
    today = clock.today(held.site.time_zone)
    record(held, RecommendationStepKind.EVIDENCE, on=today, reason=text, by=by)
    return made


@atomic_savepoint
def remove_file(file: EvidenceFile, *, reason: str, by: Actor) -> EvidenceFile:
    """Remove a file of evidence from every page; the history says who removed it and why.

    Raises:
        NotYourRecommendation: when the actor neither uploaded it nor is a point of contact or manager.
        Refused: when it was removed before.
        InvalidInput: without a reason.
    """
    found = locks.hold(EvidenceFile.objects.for_page(), file.pk, refusal=NotYourRecommendation)
    recommendation = lock(found.evidence.recommendation)
    if not policies.can_remove_evidence(by, found):
        raise NotYourRecommendation
    if found.removed_at is not None:
        raise Refused(GONE)
    if not reason.strip():
        raise InvalidInput(NO_REASON, field="reason")
    found.removed_at, found.removed_by_id = clock.now(), by.user_id
    found.removal_reason = reason.strip()
    found.save(update_fields=["removed_at", "removed_by", "removal_reason"])
    save(recommendation)
    record(
        recommendation,
        RecommendationStepKind.REMOVED,
        on=clock.today(recommendation.site.time_zone),
        reason=found.removal_reason,
        changes={"file": [found.name, ""]},
        by=by,
    )
    return found
