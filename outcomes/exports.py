"""The evidence of an accomplishment as a ZIP file, with the reader's access to each thing and file."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.exports.registry import Cell, Exportable, Packed
from outcomes.models import Accomplishment
from outcomes.presenters import evidence_package
from outcomes.querysets.evidence import evidence_of, files_of


def _asked(actor: Actor, query: QueryDict) -> Accomplishment:
    """Return the accomplishment that the query names; 404 for one of a site the actor can't enter."""
    try:
        pk = UUID(query.get(evidence_package.NAMED, ""))
    except ValueError:
        raise Http404 from None
    found: Accomplishment = get_object_or_404(
        Accomplishment.objects.at_sites_of(actor).for_page(), pk=pk
    )
    return found


def _rows(
    actor: Actor, query: QueryDict, after: str, most: int
) -> tuple[list[Sequence[Cell]], str]:
    """Return the next rows; as evidence is short, the position is the number of rows so far."""
    found = _asked(actor, query)
    lines = evidence_of(found, actor)
    given = int(after or 0)
    rows = evidence_package.rows_of(found.site, lines, files_of(lines, actor))
    rows = rows[given : given + most]
    return rows, str(given + len(rows))


def _count(actor: Actor, query: QueryDict, most: int) -> int:
    return len(_rows(actor, query, "", most)[0])


def _narrowed(actor: Actor, query: QueryDict) -> Iterable[tuple[str, str]]:
    found = _asked(actor, query)
    return [("Site", found.site.name), ("Accomplishment", found.headline)]


def _files(actor: Actor, query: QueryDict) -> Iterable[Packed]:
    found = _asked(actor, query)
    lines = evidence_of(found, actor)
    return evidence_package.packed_of(found.site, lines, files_of(lines, actor))


EVIDENCE = Exportable(
    slug=evidence_package.SLUG,
    title="Evidence of an accomplishment",
    permission=P.SITE_VIEW,
    columns=evidence_package.COLUMNS,
    rows=_rows,
    count=_count,
    files=_files,
    narrowed=_narrowed,
)
