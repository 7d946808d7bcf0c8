"""Load the app's reference files.

Facts follow the file until an administrator changes their row; the program's own wording is loaded once and then
edited by administrators.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models

from foundation.audit.administration import was_edited
from foundation.tenancy.context import atomic
from sites.enums import AgencyKind
from sites.models import (
    CoreArea,
    District,
    FieldOffice,
    Principle,
    PublicForm,
    Site,
    SiteAgency,
    State,
)

Row = Mapping[str, str]


@atomic
def load_states(rows: Iterable[Row]) -> int:
    """Load the states, the District of Columbia and the territories."""
    return put_all(
        State,
        ("usps",),
        [{"usps": row["usps"], "name": row["name"], "fips": row["fips"]} for row in rows],
    )


@atomic
def load_districts(rows: Iterable[Row]) -> int:
    """Load the federal judicial districts; states must be loaded first."""
    return put_all(
        District,
        ("code",),
        [
            {
                "code": row["code"],
                "name": row["name"],
                "state_id": row["state"],
                "source": row["source"],
            }
            for row in rows
        ],
    )


@atomic
def load_field_offices(rows: Iterable[Row]) -> int:
    """Load the offices of the four federal partners, with the days they existed."""
    return put_all(FieldOffice, ("agency", "name"), [_office(row) for row in rows])


@atomic
def load_public_forms(rows: Iterable[Row]) -> int:
    """Load the text of public forms once; administrators then edit it and add the OMB number."""
    forms = [
        {
            "slug": row["slug"],
            "title": row["title"],
            "burden_minutes": int(row["burden_minutes"]),
            "privacy_statement": row["privacy_statement"],
        }
        for row in rows
    ]
    return put_all(PublicForm, ("slug",), forms, update=False)


@atomic
def load_core_areas(rows: Iterable[Row], topics: Iterable[Row]) -> int:
    """Load core areas with their example topics; existing rows are left unchanged."""
    by_area: dict[str, list[str]] = {}
    for topic in topics:
        by_area.setdefault(topic["core_area"], []).append(topic["topic"])
    areas = [_core_area(row) | {"topics": by_area.get(row["slug"], [])} for row in rows]
    return put_all(CoreArea, ("slug",), areas, update=False)


@atomic
def load_principles(rows: Iterable[Row]) -> int:
    """Load DOJ's five principles in their published order; existing rows are left unchanged."""
    principles = [
        {"slug": row["slug"], "name": row["name"], "summary": row["description"], "order": order}
        for order, row in enumerate(rows, start=1)
    ]
    return put_all(Principle, ("slug",), principles, update=False)


@atomic
def load_sites(rows: Iterable[Row]) -> int:
    """Load the program's real sites, and the lead agency of each that has none yet, where a source names it."""
    rows = list(rows)
    count = put_all(Site, ("slug",), [_site(row) for row in rows])
    sites = dict(Site.objects.real().values_list("slug", "pk"))
    # A coalition that is there is kept by people: its lead may be another one now.
    kept = set(SiteAgency.objects.values_list("site_id", flat=True))
    agencies = [_lead_agency(sites[row["slug"]], row) for row in rows if row["lead_agency"]]
    fresh = [row for row in agencies if row["site_id"] not in kept]
    put_all(SiteAgency, ("site_id", "name"), fresh, update=False)
    return count


def put_all(
    model: type[models.Model],
    key: tuple[str, ...],
    rows: list[dict[str, Any]],
    *,
    update: bool = True,
) -> int:
    """Create missing rows and update the others; rows that do not differ are not written.

    A row that an administrator has changed stays as they left it: half of it from a file could contradict the other half.

    Arguments:
        key: the names of the attributes that identify a row.
        rows: every attribute of each row, including the key's.
        update: whether existing rows are updated, or left as someone edited them.
    """
    manager = model._default_manager  # noqa: SLF001 -- the documented way to any model's manager
    known = {tuple(getattr(row, name) for name in key): row for row in manager.all()}
    wanted = [(known.get(tuple(row[name] for name in key)), row) for row in rows]
    manager.bulk_create(model(**row) for found, row in wanted if found is None)
    for found, row in wanted:
        if found is not None and update:
            bring_up_to_date(found, row)
    return len(rows)


def bring_up_to_date(found: models.Model, values: Mapping[str, Any]) -> None:
    """Save the values that differ, if any; a row that an administrator has changed in Django admin is theirs."""
    differs = [name for name, value in values.items() if getattr(found, name) != value]
    if differs and not was_edited(found):
        for name in differs:
            setattr(found, name, values[name])
        found.save(update_fields=[name.removesuffix("_id") for name in differs])


def _office(row: Row) -> dict[str, Any]:
    return {
        "agency": row["agency"],
        "name": row["name"],
        "city": row["city"],
        "state_id": row["state"] or None,
        "states_covered": _list(row["states_covered"]),
        "valid_from": _date(row["valid_from"]),
        "valid_to": _date(row["valid_to"]),
        "source": row["source"],
    }


def _core_area(row: Row) -> dict[str, Any]:
    return {
        "slug": row["slug"],
        "name": row["name"],
        "summary": row["description"],
        "federal_branch": _list(row["federal_agencies"]),
        "effective_from": date.fromisoformat(row["effective_from"]),
        "effective_to": _date(row["effective_to"]),
        "source": row["source"],
    }


def _site(row: Row) -> dict[str, Any]:
    return {
        "slug": row["slug"],
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


def _lead_agency(site_id: int, row: Row) -> dict[str, Any]:
    is_sheriff = "Sheriff" in row["lead_agency"]
    return {
        "site_id": site_id,
        "is_lead": True,
        "name": row["lead_agency"],
        "kind": AgencyKind.SHERIFF if is_sheriff else AgencyKind.POLICE,
        "source": row["lead_agency_source"],
    }


def _list(text: str) -> list[str]:
    return text.split("|") if text else []


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _number(text: str) -> int | None:
    return int(text) if text else None


def _point(text: str) -> Decimal | None:
    return Decimal(text) if text else None
