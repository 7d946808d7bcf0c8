"""Load the shipped sources, agencies, figures, and accomplishments; a changed figure becomes a new version."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from foundation.tenancy.context import atomic
from outcomes import querysets
from outcomes.enums import (
    AccomplishmentOrigin,
    AccomplishmentState,
    FigureState,
    FigureStatus,
    Measure,
)
from outcomes.models import Accomplishment, Agency, Figure, Source
from outcomes.parsing.places import fold
from outcomes.querysets import Key, Standing
from sites.actions.reference import put_all
from sites.models import Site

Row = Mapping[str, str]
MEASURES = (
    Measure.HOMICIDE,
    Measure.HOMICIDE_CLEARED,
    Measure.RAPE,
    Measure.ROBBERY,
    Measure.AGGRAVATED_ASSAULT,
)
NOT_REPORTED = "NR"


@atomic
def load_sources(rows: Iterable[Row]) -> int:
    """Load the data sets that the shipped figures are from."""
    facts = ("slug", "name", "publisher", "license", "address", "note")
    found = [
        {name: row[name] for name in facts}
        | {"retrieved_on": date.fromisoformat(row["retrieved_on"])}
        for row in rows
    ]
    return put_all(Source, ("slug",), found)


@atomic
def load_agencies(rows: Iterable[Row]) -> int:
    """Load the agencies of the shipped figures; sites must be loaded first.

    A population that an import found for the same year or a later one stays.
    """
    rows = list(rows)
    sites = dict(Site.objects.real().values_list("slug", "pk"))
    found = [
        {
            "ori": row["ori"],
            "name": row["name"],
            "key": fold(row["name"]),
            "state_id": row["state"],
            "county": row["county"],
            "serves_id": sites.get(row["serves"]),
        }
        for row in rows
    ]
    count = put_all(Agency, ("ori",), found)
    _add_populations({row["ori"]: row for row in rows if row["population"]})
    return count


def _add_populations(rows: Mapping[str, Row]) -> None:
    for agency in Agency.objects.filter(ori__in=rows):
        row = rows[agency.ori]
        if int(row["population_year"]) > (agency.population_year or 0):
            agency.population = int(row["population"])
            agency.population_year = int(row["population_year"])
            agency.population_source = row["population_source"]
            agency.save(update_fields=["population", "population_year", "population_source"])


@atomic
def load_accomplishments(rows: Iterable[Row]) -> int:
    """Load what the program reported, as published by it and naming nobody; sites must be loaded first."""
    sites = dict(Site.objects.real().values_list("slug", "pk"))
    found = [
        {
            "reported_order": int(row["order"]),
            "site_id": sites[row["site"]],
            "headline": row["headline"],
            "narrative": row["text"],
            "published_text": row["published_text"],
            "core_areas": row["core_areas"].split("|"),
            "figures": [_reported(row)] if row["after"] else [],
            "status": AccomplishmentState.PUBLISHED,
            "origin": AccomplishmentOrigin.IMPORTED,
            "source": row["source"],
        }
        for row in rows
    ]
    return put_all(Accomplishment, ("reported_order",), found)


def _reported(row: Row) -> dict[str, str]:
    told = {name: row[name] for name in ("before", "after", "period")}
    return told | {"label": row["shown_text"], "unit": ""}


@atomic
def load_figures(rows: Iterable[Row]) -> int:
    """Load the shipped figures; an empty cell is no figure, and NR is not reported."""
    sources = {source.slug: source for source in Source.objects.all()}
    known = querysets.known_agencies(None).by_ori
    standing = {
        slug: querysets.standing_figures(source, (agency.pk for agency in known.values()))
        for slug, source in sources.items()
    }
    count, fresh, stale = 0, [], []
    for line, row in enumerate(rows, start=2):
        facts = _facts(row)
        for measure in MEASURES:
            if not row[measure]:
                continue
            count += 1
            agency = known[row["ori"]]
            key = Key(agency.pk, str(measure), facts["year"], facts["month"], facts["through"])
            before = standing[row["source"]].get(key)
            status, value = _said(row[measure])
            if _is_same(before, status, value, facts["months_reported"]):
                continue
            if before:
                stale.append(before.pk)
            fresh.append(
                Figure(
                    source=sources[row["source"]],
                    agency=agency,
                    measure=measure,
                    status=status,
                    value=value,
                    line=line,
                    version=before.version + 1 if before else 1,
                    **facts,
                )
            )
    Figure.objects.filter(pk__in=stale).update(state=FigureState.REPLACED)
    Figure.objects.bulk_create(fresh, batch_size=2_000)
    return count


def _facts(row: Row) -> dict[str, Any]:
    return {
        "year": int(row["year"]),
        "month": int(row["month"]) if row["month"] else None,
        "through": date.fromisoformat(row["through"]) if row["through"] else None,
        "months_reported": int(row["months_reported"]) if row["months_reported"] else None,
    }


def _said(cell: str) -> tuple[FigureStatus, int | None]:
    if cell == NOT_REPORTED:
        return FigureStatus.NOT_REPORTED, None
    return FigureStatus.REPORTED, int(cell)


def _is_same(
    before: Standing | None, status: FigureStatus, value: int | None, months: int | None
) -> bool:
    return before is not None and (before.status, before.value, before.months) == (
        status,
        value,
        months,
    )
