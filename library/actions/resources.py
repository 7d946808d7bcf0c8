"""Add a resource, change it, put another file or link in its place, archive and restore it."""

import secrets
from collections.abc import Iterable
from datetime import date, timedelta
from urllib.parse import urlsplit

from django.db.models import QuerySet
from django.utils.text import slugify

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.calendars.days import OFFICIAL_ZONE
from foundation.files.actions import keep
from foundation.files.intake import Checked
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow import locks
from foundation.workflow.versions import check_version
from library import policies
from library.enums import Audience
from library.errors import (
    Archived,
    AudienceFixed,
    FileOrLink,
    InsecureLink,
    NoSiteNamed,
    NotArchived,
    NotYourAudience,
    NotYourResource,
    OneOfFileAndLink,
    ReviewInThePast,
    ReviewTooFar,
    SiteNamed,
)
from library.models import SECURE, Resource, ResourceFile
from sites.models import CoreArea, Site

# The longest that a resource goes without a look at it (our setting).
MAX_YEARS_AHEAD = timedelta(days=5 * 366)
REPLACED = "Replaced by another file or link."


@atomic_savepoint
def add(
    *,
    title: str,
    type: str,  # noqa: A002 -- the field's name
    summary: str,
    core_areas: Iterable[CoreArea] = (),
    audience: str,
    site: Site | None = None,
    url: str = "",
    file: Checked | None = None,
    review_by: date,
    is_demo: bool = False,
    by: Actor,
) -> Resource:
    """Add a file or a link that helps sites; who adds it owns it.

    Arguments:
        type: a value of ``ResourceType``.
        audience: a value of ``Audience``.
        site: the site that reads it; only for the audience of one site.
        url: a full address that begins with https; or
        file: a file that ``foundation.files.intake.check`` accepted.
        review_by: the last day, in Eastern time, to look whether it is still right.

    Raises:
        NotYourAudience: when the actor may not give resources to these readers.
        NoSiteNamed, SiteNamed: when the site doesn't fit the audience.
        FileOrLink, OneOfFileAndLink: unless there is a file or a link.
        InsecureLink: when the address doesn't begin with https.
        ReviewInThePast, ReviewTooFar: when the day of the review is no day in the next five years.
        NoRoom: when the disk is full.
    """
    _check_audience(by, audience, site)
    _check_content(url, file)
    check_day(review_by)
    if by.user_id is None:
        raise NotYourAudience(field="audience")
    resource = Resource.objects.create(
        site=site,
        slug=_slug_of("" if site else title),
        title=title,
        type=type,
        summary=summary,
        core_areas=_slugs(core_areas),
        audience=audience,
        url=url,
        owner_id=by.user_id,
        review_by=review_by,
        is_demo=is_demo,
        added_by_id=by.user_id,
        added_at=clock.now(),
    )
    if file is not None:
        keep(ResourceFile(resource=resource), file, by_user=by.user_id)
    return resource


@atomic_savepoint
def change(
    resource: Resource,
    *,
    title: str,
    type: str,  # noqa: A002 -- the field's name
    summary: str,
    core_areas: Iterable[CoreArea] = (),
    audience: str,
    version: int | str | None,
    by: Actor,
) -> Resource:
    """Change what a resource says and who of the network or the public reads it.

    Arguments:
        audience: its present one for a resource of a site.
        version: the version the form was based on, as it was sent.

    Raises:
        NotYourResource: when the actor doesn't change it.
        NotYourAudience: when the actor may not give resources to these readers.
        AudienceFixed: when it would leave its site, or become a site's.
        Archived: when it is archived.
        StaleEdit: when someone changed it since.
    """
    held = lock(resource, version, by=by)
    if audience != held.audience:
        if Audience.SITE in {audience, held.audience}:
            raise AudienceFixed(field="audience")
        _check_audience(by, audience, None)
    held.title, held.type, held.summary, held.audience = title, type, summary, audience
    held.core_areas = _slugs(core_areas)
    return save(held)


@atomic_savepoint
def replace(
    resource: Resource,
    *,
    url: str = "",
    file: Checked | None = None,
    version: int | str | None,
    by: Actor,
) -> Resource:
    """Put another file or link in a resource's place; the former file stays in the store and on no page.

    Raises:
        NotYourResource: when the actor doesn't change it.
        Archived: when it is archived.
        FileOrLink, OneOfFileAndLink, InsecureLink: as for ``add``.
        StaleEdit: when someone changed it since.
        NoRoom: when the disk is full.
    """
    _check_content(url, file)
    held = lock(resource, version, by=by)
    ResourceFile.objects.of_resource(held.pk).standing().update(
        removed_at=clock.now(), removed_by_id=by.user_id, removal_reason=REPLACED
    )
    held.url = url
    if file is not None:
        keep(ResourceFile(resource=held), file, by_user=by.user_id or 0)
    return save(held)


@atomic_savepoint
def archive(resource: Resource, *, reason: str, version: int | str | None, by: Actor) -> Resource:
    """Take a resource out of lists and suggestions; people who sign in still find it by its address.

    Raises:
        NotYourResource: when the actor doesn't change it.
        Archived: when it is archived already.
        StaleEdit: when someone changed it since.
    """
    held = lock(resource, version, by=by)
    held.archived_at, held.archived_by_id = clock.now(), by.user_id
    held.archive_reason = reason
    return save(held)


@atomic_savepoint
def restore(resource: Resource, *, version: int | str | None, by: Actor) -> Resource:
    """Put an archived resource back into the lists.

    Raises:
        NotYourResource: when the actor doesn't change it.
        NotArchived: when it isn't archived.
        StaleEdit: when someone changed it since.
    """
    held = _hold(resource, by=by)
    if not held.is_archived:
        raise NotArchived
    check_version(held, version)
    held.archived_at = held.archived_by = None
    held.archive_reason = ""
    return save(held)


def lock(resource: Resource, version: int | str | None, *, by: Actor) -> Resource:
    """Lock a resource that the actor changes, in the version they saw.

    Raises:
        NotYourResource: when the actor doesn't change it.
        Archived: when it is archived.
        StaleEdit: when someone changed it since.
    """
    held = _hold(resource, by=by)
    if held.is_archived:
        raise Archived
    check_version(held, version)
    return held


def save(held: Resource) -> Resource:
    """Save a locked resource as its next version."""
    held.version += 1
    held.save()
    return held


def _hold(resource: Resource, *, by: Actor) -> Resource:
    held = locks.hold(with_site(), resource.pk, refusal=NotYourResource)
    if not policies.can_keep(by, held):
        raise NotYourResource
    return held


def with_site() -> QuerySet[Resource, Resource]:
    """Return the resources as they are locked, each with its site."""
    return Resource.objects.select_related("site")


def _check_audience(by: Actor, audience: str, site: Site | None) -> None:
    if audience == Audience.SITE and site is None:
        raise NoSiteNamed(field="site")
    if audience != Audience.SITE and site is not None:
        raise SiteNamed(field="site")
    if not policies.can_give_to(by, audience, site.pk if site else None):
        raise NotYourAudience(field="audience")


def _check_content(url: str, file: Checked | None) -> None:
    if not url and file is None:
        raise FileOrLink(field="file")
    if url and file is not None:
        raise OneOfFileAndLink(field="url")
    check_link(url)


def check_link(url: str) -> None:
    """Check a web address; an empty one is none.

    Raises:
        InsecureLink: when it doesn't begin with https, or names a user.
    """
    if url and (not url.startswith(SECURE) or urlsplit(url).username is not None):
        raise InsecureLink(field="url")


def check_day(review_by: date) -> None:
    """Check the day of the next review.

    Raises:
        ReviewInThePast, ReviewTooFar: when it is no day in the next five years.
    """
    today = clock.today(OFFICIAL_ZONE)
    if review_by <= today:
        raise ReviewInThePast(field="review_by")
    if review_by > today + MAX_YEARS_AHEAD:
        raise ReviewTooFar(field="review_by")


def _slugs(areas: Iterable[CoreArea]) -> list[str]:
    return sorted(area.slug for area in areas)


def _slug_of(title: str) -> str:
    """Return a name for addresses, without the title for a site's: mail and feeds have the address, never the text.

    Its last part is random, so that it tells nothing of other sites' resources.
    """
    return f"{slugify(title)[:60].strip('-') or 'resource'}-{secrets.token_hex(4)}"
