"""Find the files of a site that a reader may open, with the item each was attached to."""

from django.db.models import Q, QuerySet

from foundation.accounts.actors import Actor
from foundation.workflow.cursors import Cursors, Position
from foundation.workflow.words import Named
from sites.models import Site
from tta_requests.models import Attachment

PLACES = Cursors("documents", lambda row: Position(row.uploaded_at, row.pk))


def documents_of(
    site: Site, actor: Actor, *, words: str, after: Position | None, most: int
) -> QuerySet[Attachment]:
    """Find a site's files, newest first; removed ones are left out.

    Arguments:
        site: the site.
        actor: the reader.
        words: words that the name or description contains; empty for every file.
        after: the file the page continues after.
        most: the most files.
    """
    found = Attachment.objects.visible_to(actor).standing().filter(site=site)
    if words:
        found = found.filter(Named(["name", "description"], words))
    if after is not None:
        found = found.filter(
            Q(uploaded_at__lt=after.at) | Q(uploaded_at=after.at, pk__lt=after.pk),
            uploaded_at__lte=after.at,
        )
    return found.for_page().order_by("-uploaded_at", "-id")[:most]
