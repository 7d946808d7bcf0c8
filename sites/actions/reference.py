"""Load the room's reference files. Facts follow the file; the program's own wording, once
loaded, is an administrator's to edit."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models, transaction

from sites.enums import AgencyKind
from sites.models import (
    CoreArea,
    District,
    FieldOffice,
    Principle,
    Site,
    SiteAgency,
    State,
)

Row = Mapping[str, str]


@transaction.atomic
def load_states(rows: Iterable[Row]) -> int:
    """States, the District of Columbia and territories."""
    return sum(
        put(State, {"usps": row["usps"]}, {"name": row["name"], "fips": row["fips"]})
        for row in rows
    )


@transaction.atomic
def load_districts(rows: Iterable[Row]) -> int:
    """Federal judicial districts; states must be loaded before."""
    return sum(
        put(
            District,
            {"code": row["code"]},
            {"name": row["name"], "state_id": row["state"], "source": row["source"]},
        )
        for row in rows
    )


@transaction.atomic
def load_field_offices(rows: Iterable[Row]) -> int:
    """Offices of the four federal partners, with the days they existed."""
    return sum(
        put(
            FieldOffice,
            {"agency": row["agency"], "name": row["name"]},
            {
                "city": row["city"],
                "state_id": row["state"] or None,
                "states_covered": _list(row["states_covered"]),
                "valid_from": _date(row["valid_from"]),
                "valid_to": _date(row["valid_to"]),
                "source": row["source"],
            },
        )
        for row in rows
    )


@transaction.atomic
def load_core_areas(rows: Iterable[Row], topics: Iterable[Row]) -> int:
    """Core areas with their example topics; rows that exist are left as they are."""
    by_area: dict[str, list[str]] = {}
    for topic in topics:
        by_area.setdefault(topic["core_area"], []).append(topic["topic"])
    count = 0
    for row in rows:
        CoreArea.objects.get_or_create(
            slug=row["slug"],
            defaults={
                "name": row["name"],
                "summary": row["description"],
                "topics": by_area.get(row["slug"], []),
                "federal_branch": _list(row["federal_agencies"]),
                "effective_from": date.fromisoformat(row["effective_from"]),
                "effective_to": _date(row["effective_to"]),
                "source": row["source"],
            },
        )
        count += 1
    return count


@transaction.atomic
def load_principles(rows: Iterable[Row]) -> int:
    """DOJ's five principles in their published order; rows that exist are left as they are."""
    count = 0
    for row in rows:
        count += 1
        Principle.objects.get_or_create(
            slug=row["slug"],
            defaults={"name": row["name"], "summary": row["description"], "order": count},
        )
    return count


@transaction.atomic
def load_sites(rows: Iterable[Row]) -> int:
    """The program's real sites and the agency that leads, where a source names it."""
    return sum(_put_site(row) for row in rows)


def put(model: type[models.Model], key: Mapping[str, Any], values: Mapping[str, Any]) -> int:
    """Make the row, or bring it up to date; nothing is written when nothing differs."""
    found, made = model._default_manager.get_or_create(  # noqa: SLF001 -- the documented way to any model's manager
        **key, defaults=values
    )
    differs = {name for name, value in values.items() if getattr(found, name) != value}
    if differs and not made:
        for name in differs:
            setattr(found, name, values[name])
        found.save(update_fields=sorted(differs))
    return 1


def _put_site(row: Row) -> int:
    values = {
        "name": row["name"],
        "kind": row["kind"],
        "state_id": row["state"],
        "county": row["county"],
        "district_id": row["district"] or None,
        "time_zone": row["time_zone"],
        "population": _number(row["population"]),
        "population_year": _number(row["population_year"]),
        "latitude": _point(row["latitude"]),
        "longitude": _point(row["longitude"]),
        "ori": row["ori"],
        "lead_agency": row["lead_agency"],
        "source": row["source"],
        "notes": row["notes"],
    }
    put(Site, {"slug": row["slug"]}, values)
    if row["lead_agency"]:
        _put_lead_agency(Site.objects.get(slug=row["slug"]), row)
    return 1


def _put_lead_agency(site: Site, row: Row) -> None:
    sheriff = "Sheriff" in row["lead_agency"]
    values = {
        "name": row["lead_agency"],
        "kind": AgencyKind.SHERIFF if sheriff else AgencyKind.POLICE,
        "source": row["lead_agency_source"],
    }
    put(SiteAgency, {"site": site, "is_lead": True}, values)


def _list(text: str) -> list[str]:
    return text.split("|") if text else []


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _number(text: str) -> int | None:
    return int(text) if text else None


def _point(text: str) -> Decimal | None:
    return Decimal(text) if text else None
