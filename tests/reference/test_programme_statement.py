"""Every line of the program's own statement lives in the portal."""

import re
from pathlib import Path

import pytest

from tests.reference.files import about, rows

STATEMENT = Path(__file__).with_name("programme_statement.txt").read_text(encoding="utf-8")
LINES = [line.strip().lstrip("•").strip() for line in STATEMENT.splitlines()]
ACCOMPLISHMENTS = rows("outcomes/data/accomplishments.csv")


def texts(value):
    """All strings inside nested data."""
    if isinstance(value, str):
        return {value}
    children = value.values() if isinstance(value, dict) else value or ()
    return {text for child in children for text in texts(child)}


KEPT = texts(about()) | {row["published_text"] for row in ACCOMPLISHMENTS}
# Figures, years, and what begins with a capital letter inside a sentence: names, places, months.
FACTS = re.compile(r"(?<![.] )(?<!^)\b(?:\d[\d-]*|[A-Z][^\W_]+)")
CLAIMS = ("contributed to", "resulted in", "resulting in", "As a result")
CAUSED = re.compile(r"\bcaus|\bbecause\b|\bthanks to\b|\bbrought about\b", re.IGNORECASE)


@pytest.mark.parametrize("line", [line for line in LINES if line])
def test_line_is_kept_word_for_word(line):
    assert line in KEPT


def test_nine_accomplishments_are_of_listed_sites():
    sites = {row["slug"] for row in rows("sites/data/sites.csv")}
    assert len({row["site"] for row in ACCOMPLISHMENTS} & sites) == 9


@pytest.mark.parametrize("row", ACCOMPLISHMENTS, ids=lambda row: row["site"])
def test_a_retelling_keeps_every_figure_name_and_claim(row):
    published, retold = row["published_text"], row["text"]
    assert retold != published
    assert {fact for fact in FACTS.findall(published) if fact not in retold} == set()
    assert {fact for fact in FACTS.findall(retold) if fact not in published} == set()
    claims = {claim for claim in CLAIMS if claim in published}
    assert {claim for claim in CLAIMS if claim in retold} == claims
    assert not CAUSED.search(retold)


def test_each_retelling_names_its_source():
    for row in ACCOMPLISHMENTS:
        assert row["reported_by"] == "the program"
        assert "the program's published About page" in row["source"]


def test_headline_figures_stand_in_their_sentences():
    figures = {row["site"]: row["figure"] for row in ACCOMPLISHMENTS if row["figure"]}
    assert figures == {
        "nashville-tn": "42 percent",
        "cleveland-oh": "12 to 18",
        "davenport-ia": "589",
        "wichita-ks": "100 percent",
    }
    assert all(row["figure"] in row["text"] for row in ACCOMPLISHMENTS)


def test_accomplishments_name_known_core_areas_and_who_reported_them():
    areas = {row["slug"] for row in rows("sites/data/core_areas.csv")}
    for row in ACCOMPLISHMENTS:
        assert set(row["core_areas"].split("|")) <= areas
        assert row["reported_by"] == "the program"


def test_approach_names_the_eight_core_areas():
    areas = [row["name"] for row in rows("sites/data/core_areas.csv")]
    assert about()["approach"]["items"][3]["items"] == areas


def test_six_roles_have_a_purpose():
    roles = about()["site_team"]["roles"]
    assert len(roles) == 6
    assert all(role["purpose"] for role in roles)


def test_principles_are_worded_as_published():
    statement = about()["about"]["paragraphs"][3]
    assert all(row["published_wording"] in statement for row in rows("sites/data/principles.csv"))
