"""The list of grants as an export, with the page's own filters."""

from collections.abc import Iterable, Sequence

from django.http import QueryDict

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.exports.narrowing import chosen_in
from foundation.exports.registry import Cell, Exportable
from grants.forms.opportunities import FilterForm
from grants.models.opportunities import PLACES, OpportunityQuerySet
from grants.presenters.opportunities import COLUMNS, cells_of
from grants.querysets.opportunities import asked, names_of_areas


def _form(query: QueryDict) -> FilterForm:
    return FilterForm(query, areas=names_of_areas())


def _narrowed(_actor: Actor, query: QueryDict) -> Iterable[tuple[str, str]]:
    return chosen_in(_form(query), always={"window"})


def _asked(actor: Actor, query: QueryDict) -> OpportunityQuerySet:
    form = _form(query)
    return asked(actor, form.cleaned_data if form.is_valid() else {}, clock.now())


def _rows(
    actor: Actor, query: QueryDict, after: str, most: int
) -> tuple[list[Sequence[Cell]], str]:
    found, place = _asked(actor, query), PLACES.resume(after)
    rows = list((found.after(*place) if place else found)[:most])
    areas, now = names_of_areas(), clock.now()
    return [cells_of(row, areas, now) for row in rows], PLACES.write(rows[-1]) if rows else after


def _count(actor: Actor, query: QueryDict, most: int) -> int:
    return _asked(actor, query)[:most].count()


GRANTS = Exportable(
    slug="grants",
    title="Grants",
    permission=P.LIST_EXPORT,
    columns=COLUMNS,
    rows=_rows,
    count=_count,
    narrowed=_narrowed,
)
