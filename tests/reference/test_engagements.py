"""The 68 engagements: cohorts, tracks and start days."""

from collections import Counter
from datetime import date

from tests.reference.files import rows

ENGAGEMENTS = rows("engagements/data/engagements.csv")


def test_tracks_add_up_to_what_was_announced():
    tracks = Counter(row["track"] for row in ENGAGEMENTS)
    assert tracks == {"vrn": 15, "operations": 7, "diagnostic": 10, "psp": 36}


def test_cohort_of_2017():
    tracks = Counter(row["track"] for row in ENGAGEMENTS if row["cohort_year"] == "2017")
    assert tracks == {"operations": 4, "diagnostic": 8}


def test_fifty_sites_by_october_2021():
    """The Department's own figure at that announcement."""
    assert len({row["site"] for row in ENGAGEMENTS if row["cohort_year"] <= "2021"}) == 50


def test_every_engagement_is_of_a_listed_site_and_every_site_has_one():
    sites = {row["slug"] for row in rows("sites/data/sites.csv")}
    assert {row["site"] for row in ENGAGEMENTS} == sites


def test_two_sites_came_back():
    again = {site for site, n in Counter(row["site"] for row in ENGAGEMENTS).items() if n > 1}
    assert again == {"baton-rouge-la", "kansas-city-mo"}


def test_start_is_the_announcement_or_an_assumed_october_first():
    for row in ENGAGEMENTS:
        start = date.fromisoformat(row["starts_on"])
        if row["announced_on"]:
            assert (row["starts_on"], row["start_assumed"]) == (row["announced_on"], "no")
        else:
            assert (start.month, start.day, row["start_assumed"]) == (10, 1, "yes")
        assert start.year == int(row["cohort_year"])


def test_tracks_have_lengths():
    months = {row["track"]: row["months"] for row in rows("engagements/data/track_lengths.csv")}
    assert months == {"psp": "36", "operations": "36", "vrn": "36", "diagnostic": "18"}
