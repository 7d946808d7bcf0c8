"""Find the files of a site that a reader may open, with the item each was attached to."""

from django.db.models import Q

from foundation.accounts.actors import Actor
from foundation.workflow.cursors import Cursors, Position
from foundation.workflow.words import Named
from liaisons.models import UpdateFile
from sites.models import Site
from tta_requests.models import Attachment

PLACES = Cursors("documents", lambda row: Position(row.uploaded_at, row.pk))


def documents_of(
    site: Site, actor: Actor, *, words: str, after: Position | None, most: int
) -> list[Attachment | UpdateFile]:
    """Load a site's files of requests and updates, newest first; removed ones are left out.

    Arguments:
        site: the site.
        actor: the reader.
        words: words that the name or description contains; empty for every file.
        after: the file the page continues after.
        most: the most files.
    """
    asked = Q(site=site)
    if words:
        asked &= Q(Named(["name", "description"], words))
    if after is not None:
        older = Q(uploaded_at__lt=after.at) | Q(uploaded_at=after.at, pk__lt=after.pk)
        asked &= older & Q(uploaded_at__lte=after.at)
    order = ("-uploaded_at", "-id")
    of_requests = Attachment.objects.visible_to(actor).standing().filter(asked)
    of_updates = UpdateFile.objects.visible_to(actor).standing().filter(asked)
    found: list[Attachment | UpdateFile] = [
        *of_requests.for_page().order_by(*order)[:most],
        *of_updates.for_page().order_by(*order)[:most],
    ]
    return sorted(found, key=lambda row: (row.uploaded_at, row.pk), reverse=True)[:most]
