"""A summit's report as an export, with the page's own access."""

from collections.abc import Sequence

from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.exports.registry import Cell, Exportable
from summits import policies
from summits.models import Summit
from summits.presenters import reports
from summits.querysets.reports import report_of


def _figures(actor: Actor, query: QueryDict) -> list[Sequence[Cell]]:
    """Return every figure of the summit the query names; 404 for what its page doesn't show the actor."""
    summit = _asked(actor, query)
    if not policies.is_reported(summit) or not policies.can_read_report(actor, summit):
        raise Http404
    return reports.cells_of(report_of(summit, actor, policies.reported_sites(actor, summit)))


def _report(
    actor: Actor, query: QueryDict, after: str, most: int
) -> tuple[list[Sequence[Cell]], str]:
    """Return the next figures; the position is the number of rows so far."""
    given = int(after or 0)
    rows = _figures(actor, query)[given : given + most]
    return rows, str(given + len(rows))


def _count_report(actor: Actor, query: QueryDict, most: int) -> int:
    return min(len(_figures(actor, query)), most)


def _asked(actor: Actor, query: QueryDict) -> Summit:
    seen = Summit.objects.visible_to(actor).named(query.get("summit", ""))
    found: Summit = get_object_or_404(seen)
    if found.is_imported:
        raise Http404
    return found


REPORT = Exportable(
    slug="summit-report",
    title="Summit report",
    permission=P.SITE_VIEW,
    columns=("Summit", "Sites", "Table", "Row", "Figure", "Value"),
    rows=_report,
    count=_count_report,
)
