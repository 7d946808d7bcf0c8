"""The coalition of a site as an export, with the page's rows and the reader's access."""

from collections.abc import Iterable, Sequence

from django.db.models import QuerySet
from django.http import QueryDict
from django.shortcuts import get_object_or_404

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.exports.registry import Cell, Exportable
from sites.models import Site, SiteAgency
from sites.presenters.agencies import SITE, cells_of


def _asked(actor: Actor, query: QueryDict) -> QuerySet[SiteAgency]:
    """Return the coalition that the query names; 404 for a site the actor can't enter."""
    return SiteAgency.objects.visible_to(actor).at(_site(actor, query)).for_list()


def _site(actor: Actor, query: QueryDict) -> Site:
    sites = Site.objects.with_work_visible_to(actor)
    return get_object_or_404(sites, slug=query.get(SITE, ""))


def _narrowed(actor: Actor, query: QueryDict) -> Iterable[tuple[str, str]]:
    yield "Site", _site(actor, query).name


def _rows(
    actor: Actor, query: QueryDict, after: str, most: int
) -> tuple[list[Sequence[Cell]], str]:
    """Return the next rows; as a coalition is short, its position is the number of rows so far."""
    given = int(after or 0)
    rows = [cells_of(each) for each in _asked(actor, query)[given : given + most]]
    return rows, str(given + len(rows))


def _count(actor: Actor, query: QueryDict, most: int) -> int:
    return _asked(actor, query)[:most].count()


COALITION = Exportable(
    slug="coalition",
    title="Coalition of agencies",
    permission=P.SITE_VIEW,
    columns=(
        "Agency",
        "Kind",
        "Lead agency",
        "Contact",
        "Role or title",
        "Email",
        "Phone",
        "Verified on",
        "Verified by",
        "Since",
        "Through",
    ),
    rows=_rows,
    count=_count,
    narrowed=_narrowed,
)
