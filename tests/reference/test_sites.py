"""The 66 sites: zones, districts and map points that fit their states."""

from collections import Counter
from zoneinfo import ZoneInfo

import pytest

from tests.reference.files import rows

SITES = {row["slug"]: row for row in rows("sites/data/sites.csv")}
ZONES = {row["usps"]: row["time_zones"].split("|") for row in rows("sites/data/states.csv")}
DISTRICTS = {row["code"]: row["state"] for row in rows("sites/data/districts.csv")}
BY_STATE = Counter(DISTRICTS.values())


def overrides(path, value):
    return {(row["state"], row["county"]): row[value] for row in rows(path)}


def derived(site, single, override):
    """What state and county say; both counties of a two-city site must agree."""
    if len(single) == 1:
        return single[0]
    found = {override[site["state"], county] for county in site["county"].split(" / ")}
    assert len(found) == 1
    return found.pop()


@pytest.mark.parametrize("zone", sorted({zone for zones in ZONES.values() for zone in zones}))
def test_every_zone_is_known_to_zoneinfo(zone):
    assert ZoneInfo(zone).key == zone


@pytest.mark.parametrize("slug", SITES)
def test_zone_follows_from_state_and_county(slug):
    zones = overrides("sites/data/time_zone_overrides.csv", "time_zone")
    site = SITES[slug]
    assert site["time_zone"] == derived(site, ZONES[site["state"]], zones)
    assert site["time_zone"] in ZONES[site["state"]]


@pytest.mark.parametrize("slug", SITES)
def test_district_follows_from_state_and_county(slug):
    districts = overrides("sites/data/district_overrides.csv", "district")
    site = SITES[slug]
    own = [code for code, state in DISTRICTS.items() if state == site["state"]]
    assert site["district"] == derived(site, own, districts)
    assert DISTRICTS[site["district"]] == site["state"]


def test_overrides_are_only_for_states_that_need_them():
    for state, _county in overrides("sites/data/time_zone_overrides.csv", "time_zone"):
        assert len(ZONES[state]) > 1
    for state, _county in overrides("sites/data/district_overrides.csv", "district"):
        assert BY_STATE[state] > 1


@pytest.mark.parametrize(
    ("slug", "zone"),
    [
        ("knoxville-tn", "America/New_York"),
        ("chattanooga-tn", "America/New_York"),
        ("nashville-tn", "America/Chicago"),
        ("memphis-tn", "America/Chicago"),
        ("gary-in", "America/Chicago"),
        ("indianapolis-in", "America/Indiana/Indianapolis"),
        ("louisville-ky", "America/Kentucky/Louisville"),
        ("phoenix-az", "America/Phoenix"),
        ("amarillo-tx", "America/Chicago"),
        ("wichita-ks", "America/Chicago"),
        ("anchorage-ak", "America/Anchorage"),
        ("tampa-fl", "America/New_York"),
    ],
)
def test_zones_checked_by_hand(slug, zone):
    assert SITES[slug]["time_zone"] == zone


def test_county_sites_have_no_map_point():
    without = {slug for slug, site in SITES.items() if not site["latitude"]}
    assert without == {"harris-county-tx", "dekalb-county-ga"}


@pytest.mark.parametrize("slug", [slug for slug, site in SITES.items() if site["latitude"]])
def test_map_point_is_in_the_united_states(slug):
    latitude, longitude = float(SITES[slug]["latitude"]), float(SITES[slug]["longitude"])
    if SITES[slug]["state"] == "AK":
        assert 51 < latitude < 72
        assert -180 < longitude < -129
    else:
        assert 24 < latitude < 50
        assert -125 < longitude < -66


def test_kinds_of_site():
    kinds = Counter(site["kind"] for site in SITES.values())
    assert kinds == {"city": 62, "county": 2, "multiple": 2}


def test_place_names_that_occur_in_two_states_are_told_apart():
    places = Counter(site["place"] for site in SITES.values())
    assert {place for place, n in places.items() if n > 1} == {"Jackson", "Springfield"}
    assert len({site["name"] for site in SITES.values()}) == 66


def test_population_comes_with_its_year_and_source():
    for site in SITES.values():
        given = {bool(site[f]) for f in ("population", "population_year", "population_source")}
        assert len(given) == 1
        assert not site["population"] or 30_000 < int(site["population"]) < 3_000_000


def test_ori_is_given_to_one_site_only():
    oris = [site["ori"] for site in SITES.values() if site["ori"]]
    assert len(set(oris)) == len(oris)
