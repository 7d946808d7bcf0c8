"""The boards of recommendations as an export, with the page's own filters and the reader's access."""

from collections.abc import Iterable, Sequence

from django.http import QueryDict

from engagements.forms.recommendations import RecommendationFilterForm
from engagements.models.recommendations import RecommendationQuerySet
from engagements.presenters.recommendation_export import COLUMNS, cells_of
from engagements.querysets.recommendations import PLACES, asked
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.exports.narrowing import chosen_in
from foundation.exports.registry import Cell, Exportable
from sites.models import CoreArea, Principle, Site


def _form(actor: Actor, query: QueryDict) -> RecommendationFilterForm:
    return RecommendationFilterForm(
        query,
        areas=CoreArea.objects.in_force_on(clock.today("UTC")),
        sites=Site.objects.with_work_visible_to(actor).by_name(),
    )


def _asked(actor: Actor, query: QueryDict) -> RecommendationQuerySet:
    return asked(actor, _form(actor, query).asked(), clock.now())


def _narrowed(actor: Actor, query: QueryDict) -> Iterable[tuple[str, str]]:
    return chosen_in(_form(actor, query))


def _rows(
    actor: Actor, query: QueryDict, after: str, most: int
) -> tuple[list[Sequence[Cell]], str]:
    found, place = _asked(actor, query).for_export(), PLACES.resume(after)
    rows = list((found.after(*place) if place else found)[:most])
    names = {each.slug: each.name for each in Principle.objects.all()}
    cells = [cells_of(row, names) for row in rows]
    return cells, PLACES.write(rows[-1]) if rows else after


def _count(actor: Actor, query: QueryDict, most: int) -> int:
    return _asked(actor, query)[:most].count()


RECOMMENDATIONS = Exportable(
    slug="recommendations",
    title="Recommendations",
    permission=P.SITE_VIEW,
    columns=COLUMNS,
    rows=_rows,
    count=_count,
    narrowed=_narrowed,
)
