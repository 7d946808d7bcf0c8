"""Counts, keys and sources of every shipped reference file."""

from collections import Counter
from datetime import date

import pytest

from tests.reference.files import ROOT, rows

FILES = {
    "sites/data/states.csv": 56,
    "sites/data/districts.csv": 94,
    "sites/data/field_offices.csv": 199,
    "sites/data/core_areas.csv": 8,
    "sites/data/core_area_topics.csv": 23,
    "sites/data/principles.csv": 5,
    "sites/data/sites.csv": 66,
    "engagements/data/engagements.csv": 68,
    "engagements/data/track_lengths.csv": 4,
    "engagements/data/milestone_rules.csv": 4,
    "engagements/data/commitment_templates.csv": 12,
    "tta_requests/data/providers.csv": 15,
    "tta_requests/data/clock_standards.csv": 18,
    "sites/data/public_forms.csv": 6,
    "tta_requests/data/offerings.csv": 6,
    "tta_requests/data/time_limits.csv": 6,
    "tta_requests/data/escalation_rungs.csv": 5,
    "tta_requests/data/reason_codes.csv": 12,
    "outcomes/data/accomplishments.csv": 9,
    "outcomes/data/indicators.csv": 5,
    "outcomes/data/measurements.csv": 5,
}
KEYS = {
    "sites/data/states.csv": "usps",
    "sites/data/districts.csv": "code",
    "sites/data/field_offices.csv": "slug",
    "sites/data/core_areas.csv": "slug",
    "sites/data/principles.csv": "slug",
    "sites/data/sites.csv": "slug",
    "engagements/data/track_lengths.csv": "track",
    "tta_requests/data/providers.csv": "slug",
}


@pytest.mark.parametrize(("path", "count"), FILES.items())
def test_file_holds_its_number_of_rows(path, count):
    assert len(rows(path)) == count


@pytest.mark.parametrize("path", FILES)
def test_every_row_names_its_source_and_date(path):
    for row in rows(path):
        assert row["source"].strip()
        assert date.fromisoformat(row["as_of"])


@pytest.mark.parametrize(("path", "key"), KEYS.items())
def test_keys_are_unique(path, key):
    keys = [row[key] for row in rows(path)]
    assert "" not in keys
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("path", FILES)
def test_no_stray_spaces_or_half_read_rows(path):
    for row in rows(path):
        assert None not in row
        assert all(value is not None and value == value.strip() for value in row.values())


def test_offices_by_agency():
    offices = Counter(row["agency"] for row in rows("sites/data/field_offices.csv"))
    assert offices == {"FBI": 57, "ATF": 25, "DEA": 23, "USMS": 94}


def test_every_marshals_office_serves_its_own_district():
    marshals = [row for row in rows("sites/data/field_offices.csv") if row["agency"] == "USMS"]
    districts = {row["code"]: row["state"] for row in rows("sites/data/districts.csv")}
    assert {row["district"]: row["state"] for row in marshals} == districts


@pytest.mark.parametrize(("day", "count"), [("2024-09-30", 56), ("2024-10-01", 55)])
def test_fbi_offices_open_on_a_day(day, count):
    """Tennessee's two offices became one on 2024-10-01."""
    fbi = [row for row in rows("sites/data/field_offices.csv") if row["agency"] == "FBI"]
    is_open = [
        row
        for row in fbi
        if (row["valid_from"] or "0") <= day and day <= (row["valid_to"] or "9999-12-31")
    ]
    assert len(is_open) == count


def test_seven_core_areas_in_2018_and_eight_in_2019():
    areas = rows("sites/data/core_areas.csv")
    assert sum(row["effective_from"] <= "2018-12-31" for row in areas) == 7
    assert sum(row["effective_from"] <= "2019-12-31" for row in areas) == 8


def test_federal_branch_of_the_core_areas():
    areas = rows("sites/data/core_areas.csv")
    branches = {row["slug"]: row["federal_agencies"] for row in areas if row["federal_agencies"]}
    assert branches == {
        "federal-partnerships": "USAO|ATF|DEA|FBI|USMS",
        "gun-violence": "ATF",
        "investigations": "FBI|USMS|DEA",
    }


def test_every_core_area_has_topics():
    areas = {row["slug"] for row in rows("sites/data/core_areas.csv")}
    assert {row["core_area"] for row in rows("sites/data/core_area_topics.csv")} == areas


def test_providers_serve_known_core_areas():
    areas = {row["slug"] for row in rows("sites/data/core_areas.csv")}
    for row in rows("tta_requests/data/providers.csv"):
        assert set(row["core_areas"].split("|")) <= areas


def test_raw_collections_are_not_shipped():
    """Only files whose license allows it may be here; monthly collections are not among them."""
    shipped = {path.name for path in ROOT.glob("*/data/*") if path.is_file()}
    names = {path.rsplit("/", 1)[1] for path in FILES}
    assert not shipped & {"city_crime.csv", "city_crime_monthly_psp.csv", "homicide_clearance.csv"}
    assert names <= shipped
