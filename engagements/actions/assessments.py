"""Add an assessment of a site with what it found."""

from collections.abc import Sequence
from datetime import date

from engagements import policies
from engagements.enums import AssessmentKind
from engagements.errors import NotYourRecommendation, UnlikelyDate
from engagements.models import Assessment, Finding
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.tenancy.context import atomic_savepoint
from sites.models import CoreArea, Site

STILL_TO_COME = "Enter today or an earlier day."


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
    if done_on > clock.today(site.time_zone):
        raise UnlikelyDate(STILL_TO_COME, field="done_on")
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
