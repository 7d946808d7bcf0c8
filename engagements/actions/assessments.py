"""Add an assessment of a site with what it found, and correct what was entered wrong."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from engagements import policies
from engagements.enums import AssessmentKind
from engagements.errors import NotYourRecommendation, ReportedOnly, UnlikelyDate
from engagements.models import Assessment, AssessmentCorrection, Finding
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow import locks
from foundation.workflow.errors import InvalidInput
from foundation.workflow.versions import check_version
from sites.models import CoreArea, Site

STILL_TO_COME = "Enter today or an earlier day."
NO_REASON = "Enter a reason. It's saved with the assessment."
SAME = "Nothing differs from what is saved. Change what is wrong, then save again."
FEWER = "A finding can't be removed, because others may refer to it. Correct its text instead."


@atomic_savepoint
def add(
    *,
    site: Site,
    kind: AssessmentKind,
    title: str,
    core_area: CoreArea,
    done_on: date,
    done_by: str,
    findings: Sequence[str],
    by: Actor,
) -> Assessment:
    """Add an assessment that was done at a site, with its findings in their order.

    Arguments:
        done_on: its last day at the site.
        done_by: the organization that did it.
        findings: what it found, each in one or two sentences.

    Raises:
        NotYourRecommendation: when the actor is neither liaison nor manager at the site.
        UnlikelyDate: when the day is still to come.
    """
    if not policies.can_write_recommendations(by, site.pk):
        raise NotYourRecommendation
    _require_past(done_on, site)
    added = Assessment.objects.create(
        site=site,
        kind=kind,
        title=title,
        core_area=core_area,
        done_on=done_on,
        done_by=done_by,
        written_by_id=by.user_id,
        written_at=clock.now(),
    )
    for place, text in enumerate(findings, start=1):
        Finding.objects.create(site=site, assessment=added, place=place, text=text)
    return added


@atomic_savepoint
def correct(
    assessment: Assessment,
    *,
    kind: AssessmentKind,
    title: str,
    core_area: CoreArea,
    done_on: date,
    done_by: str,
    findings: Sequence[str],
    reason: str,
    version: int | str | None,
    by: Actor,
) -> Assessment:
    """Correct what was entered wrong in an assessment; the former values stay in its history with the reason.

    Arguments:
        done_on: its last day at the site.
        done_by: the organization that did it.
        findings: the texts of its findings in their order, then those that were left out.
        reason: what was wrong.
        version: the version that the reader saw.

    Raises:
        ReportedOnly: when it was imported as the program reported it.
        NotYourRecommendation: when the actor is neither liaison nor manager at the site.
        StaleEdit: when someone corrected it in between.
        UnlikelyDate: when the day is still to come.
        InvalidInput: without a reason, with nothing changed, or with fewer findings than it has.
    """
    held = locks.hold(Assessment.objects.for_page(), assessment.pk, refusal=NotYourRecommendation)
    if held.is_imported:
        raise ReportedOnly
    if not policies.can_write_recommendations(by, held.site_id):
        raise NotYourRecommendation
    check_version(held, version)
    _require_past(done_on, held.site)
    if not reason.strip():
        raise InvalidInput(NO_REASON, field="reason")
    before = _words(held)
    held.kind, held.title, held.core_area = kind, title, core_area
    held.done_on, held.done_by = done_on, done_by
    changes = _differences(before, _words(held)) | _correct_findings(held, findings)
    if not changes:
        raise InvalidInput(SAME)
    held.version += 1
    held.save()
    AssessmentCorrection.objects.create(
        site_id=held.site_id,
        assessment=held,
        reason=reason.strip(),
        changes=changes,
        made_by_id=by.user_id,
        made_at=clock.now(),
    )
    return held


def _require_past(day: date, site: Site) -> None:
    if day > clock.today(site.time_zone):
        raise UnlikelyDate(STILL_TO_COME, field="done_on")


def _words(of: Assessment) -> dict[str, str]:
    """Return what an assessment says of itself, as its corrections keep it."""
    return {
        "title": of.title,
        "kind": str(AssessmentKind(of.kind).label),
        "core_area": of.core_area.name,
        "done_on": of.done_on.isoformat(),
        "done_by": of.done_by,
    }


def _differences(before: dict[str, str], after: dict[str, str]) -> dict[str, Any]:
    return {name: [was, after[name]] for name, was in before.items() if was != after[name]}


def _correct_findings(held: Assessment, texts: Sequence[str]) -> dict[str, Any]:
    """Reword the findings of a locked assessment, add those that were left out, and return what changed."""
    found = list(held.findings.all())
    if len(texts) < len(found):
        raise InvalidInput(FEWER, field="findings")
    changes = {}
    for finding, text in zip(found, texts, strict=False):
        if finding.text != text:
            changes[f"finding {finding.place}"] = [finding.text, text]
            finding.text = text
            finding.save(update_fields=["text"])
    last = found[-1].place if found else 0
    for place, text in enumerate(texts[len(found) :], start=last + 1):
        Finding.objects.create(site_id=held.site_id, assessment=held, place=place, text=text)
        changes[f"finding {place}"] = ["", text]
    return changes
