"""Move a resource of one site to everyone who signs in: it is added again, and the site's own is archived."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from foundation.accounts.actors import Actor
from foundation.files import store
from foundation.files.intake import Checked, check
from foundation.tenancy.context import atomic_savepoint
from library import policies
from library.actions.resources import add, archive
from library.enums import Audience
from library.errors import FileNotCleared, NotYourResource
from library.models import Resource
from library.querysets import file_of
from sites.models import CoreArea

MOVED = "Moved to the resources that everyone who signs in can read, as “{}”."


@atomic_savepoint
def share(
    resource: Resource,
    *,
    title: str,
    summary: str,
    review_by: date,
    version: int | str | None,
    by: Actor,
) -> Resource:
    """Add a site's resource for everyone who signs in, with a copy of its file, and archive the site's own.

    Arguments:
        title: as readers of other sites are to read it, like ``summary``.
        review_by: the last day, in Eastern time, to look whether it is still right; who shares it owns it.
        version: the version the form was based on, as it was sent.

    Returns:
        The new resource.

    Raises:
        NotYourResource: when the actor doesn't share resources of that site, or it isn't one of a site's.
        FileNotCleared: when the virus check hasn't cleared its file.
        Archived: when it is archived.
        ReviewInThePast, ReviewTooFar: when the day of the review is no day in the next five years.
        StaleEdit: when someone changed it since.
        NoRoom: when the disk is full.
    """
    if not policies.can_share(by, resource):
        raise NotYourResource
    held = archive(resource, reason=MOVED.format(title), version=version, by=by)
    with _content_of(held, by) as file:
        return add(
            title=title,
            type=held.type,
            summary=summary,
            core_areas=CoreArea.objects.filter(slug__in=held.core_areas),
            audience=Audience.NETWORK,
            url=held.url,
            file=file,
            review_by=review_by,
            is_demo=held.is_demo,
            by=by,
        )


@contextmanager
def _content_of(held: Resource, by: Actor) -> Iterator[Checked | None]:
    """Open its file and check it as if it were uploaded; None for a link."""
    file = file_of(by, held)
    if file is None:
        yield None
        return
    if not file.is_readable:
        raise FileNotCleared
    with store.read(file.content) as content:
        yield check(content, file.name)
