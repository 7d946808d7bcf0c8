"""Add a site's review of the grant landscape, and change it."""

from datetime import date

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow import locks
from foundation.workflow.errors import InvalidInput
from foundation.workflow.versions import check_version
from grants import policies
from grants.errors import NotPast, NotYourGrants, ReportedByTheProgram
from grants.models import LandscapeReview
from sites.models import Site


@atomic_savepoint
def add(
    site: Site, *, done_on: date, done_by: str, findings: str = "", url: str = "", by: Actor
) -> LandscapeReview:
    """Add a review of the grant landscape.

    Arguments:
        done_on: the day, in the site's time zone; not in the future.
        done_by: the person or organization that did it.
        findings: what it found; a link to it may be given instead, as ``url``.

    Raises:
        NotYourGrants: when the actor doesn't keep the site's grants.
        NotPast: when the day is still to come.
        InvalidInput: without findings and link.
    """
    if by.user_id is None or not policies.can_keep(by, site.pk):
        raise NotYourGrants
    _check(site, done_on, findings, url)
    return LandscapeReview.objects.create(
        site=site,
        done_on=done_on,
        done_by=done_by,
        findings=findings.strip(),
        url=url,
        made_by_id=by.user_id,
    )


@atomic_savepoint
def change(
    review: LandscapeReview,
    *,
    done_on: date,
    done_by: str,
    findings: str = "",
    url: str = "",
    version: int | str | None,
    by: Actor,
) -> LandscapeReview:
    """Change a review of the grant landscape.

    Raises:
        NotYourGrants: when the actor doesn't keep the site's grants.
        ReportedByTheProgram: when the row is imported.
        StaleEdit: when someone changed it since that version.
        NotPast: when the day is still to come.
        InvalidInput: without findings and link.
    """
    rows = LandscapeReview.objects.select_related("site")
    held: LandscapeReview = locks.hold(rows, review.pk, refusal=NotYourGrants)
    if not policies.can_keep(by, held.site_id):
        raise NotYourGrants
    if held.is_imported:
        raise ReportedByTheProgram
    check_version(held, version)
    _check(held.site, done_on, findings, url)
    held.done_on, held.done_by, held.findings, held.url = done_on, done_by, findings.strip(), url
    held.version += 1
    held.save(update_fields=["done_on", "done_by", "findings", "url", "version"])
    return held


def _check(site: Site, done_on: date, findings: str, url: str) -> None:
    if done_on > clock.today(site.time_zone):
        raise NotPast(field="done_on")
    if not (findings.strip() or url):
        raise InvalidInput("Enter what the review found, or a link to it.", field="findings")
