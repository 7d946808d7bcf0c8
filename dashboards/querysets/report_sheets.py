"""The figures of a report while they are added up."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Value
from django.utils.text import slugify

from dashboards.enums import DEMO, TABLES
from dashboards.models.reports import Figures
from dashboards.querysets.report_counts import Counted
from sites.models import CoreArea, Principle, Site
from tta_requests.enums import ClockKind, Status

PRECISION = 6  # decimals of an hour: finer than a minute, so that totals of every table agree
SECONDS = 3600  # of an hour


@dataclass(frozen=True, slots=True)
class Names:
    """What the keys of counts are called.

    Attributes:
        sites: by key, the slug, the name, and how the names of the site's tables begin.
        areas: by key, the slug and the name of a core area.
        area_slugs: by name, the slug of a core area.
        principles: the slug and the name of a principle, by its slug and by its name.
    """

    sites: Mapping[int, tuple[str, str, str]]
    areas: Mapping[int | None, tuple[str, str]]
    area_slugs: Mapping[str, str]
    principles: Mapping[str, tuple[str, str]]

    def rows_of(self, counted: Counted) -> Iterator[tuple[str, str, str]]:
        """Yield the table, slug, and name of each row that a count is a part of."""
        if counted.what in {"clocks", "overdue"}:
            yield "clocks", counted.status, str(ClockKind(counted.status).label)
        elif counted.status:
            yield "states", counted.status, str(Status(counted.status).label)
        if counted.area in self.areas:
            yield "areas", *self.areas[counted.area]
        if counted.area_name:
            slug = self.area_slugs.get(counted.area_name, slugify(counted.area_name))
            yield "areas", slug, counted.area_name
        for each in self.principles.keys() & set(counted.principles):
            yield "principles", *self.principles[each]
        site, name, _ = self.sites[counted.site]
        yield "sites", site, name


class Sheet:
    """The figures of a report while they are added up."""

    def __init__(self, names: Names) -> None:
        self._known = names
        self._names: dict[tuple[str, str], str] = {}
        self._values: dict[tuple[str, str, str], float] = defaultdict(int)

    def add(self, counted: Counted) -> None:
        """Add a count to its rows, which are made when they are first named; none of a site that the reader doesn't see."""
        if counted.site not in self._known.sites:
            return
        *_, whose = self._known.sites[counted.site]
        values = _values(counted)
        for table, slug, name in self._known.rows_of(counted):
            *_, columns = TABLES[table]
            for column in values.keys() & columns:
                self._names[f"{whose}{table}", slug] = name
                self._values[f"{whose}{table}", slug, column] += values[column]

    def figures(self) -> Figures:
        """Return every table with its rows by name, all columns filled in; demonstration sites' apart."""
        return {
            f"{whose}{table}": [
                {
                    "slug": slug,
                    "name": name,
                    "figures": {
                        column: round(self._values[f"{whose}{table}", slug, column], PRECISION)
                        for column in columns
                    },
                }
                for (of, slug), name in sorted(self._names.items(), key=lambda each: each[1])
                if of == f"{whose}{table}"
            ]
            for whose in ("", DEMO)
            for table, (_, _, columns) in TABLES.items()
        }


def load_names() -> Names:
    """Load what every site that the actor sees, every core area, and every principle is called, in one statement."""
    areas = CoreArea.objects.order_by().values_list(
        Value("area"), "pk", "slug", "name", Value(value=False)
    )
    principles = Principle.objects.order_by().values_list(
        Value("principle"), "pk", "slug", "name", Value(value=False)
    )
    sites = Site.objects.order_by().values_list(Value("site"), "pk", "slug", "name", "is_demo")
    found = list(areas.union(principles, sites, all=True))
    return Names(
        sites={
            pk: (slug, name, DEMO if is_demo else "")
            for what, pk, slug, name, is_demo in found
            if what == "site"
        },
        areas={pk: (slug, name) for what, pk, slug, name, _ in found if what == "area"},
        area_slugs={name: slug for what, _, slug, name, _ in found if what == "area"},
        principles={
            key: (slug, name)
            for what, _, slug, name, _ in found
            if what == "principle"
            for key in (slug, name)
        },
    )


def _values(counted: Counted) -> dict[str, float]:
    """Return the numbers of a count by the columns that have them, in whichever of its rows' tables."""
    n, m = counted.n, counted.m
    parts: dict[str, dict[str, float]] = {
        "received": {"received": n, "requests": n},
        "delivered": {"delivered": n, "trained": m},
        "hours": {"hours": m / SECONDS},
        "updates": {"updates": n, "visits": m},
        "clocks": {"kept": n, "late": m},
    }
    found = parts.get(counted.what, {counted.what: n})
    return {column: value for column, value in found.items() if value}
