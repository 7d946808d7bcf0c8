"""Queries of everything that can name DOJ's principles: rows with a field ``principles``, a list of slugs."""

from typing import Self, TypeVar

from django.db import models
from django.db.models import Count, F, Func

M = TypeVar("M", bound=models.Model)


class Unnested(Func):
    """Each element of a list as a row of its own."""

    function = "unnest"
    set_returning = True
    output_field = models.SlugField()


class NamesPrinciples(models.QuerySet[M]):
    """A queryset of rows that name any of DOJ's principles, or none."""

    def serving(self, slug: str) -> Self:
        """Return the rows that name the principle with that slug."""
        return self.filter(principles__contains=[slug])

    def by_principle(self) -> dict[str, int]:
        """Return how many rows name each principle, by slug; a row that names two counts once under each."""
        named = self.order_by().annotate(named=Unnested(F("principles")))
        return dict(named.values_list("named").annotate(Count("pk", distinct=True)))
