"""A site's Outcomes tab: its real series, and nothing that a source doesn't say."""

from collections import Counter

import pytest
from django.core.management import call_command

from foundation.tenancy.context import acting_atomic
from outcomes.enums import FigureState
from outcomes.models import Agency, Figure
from sites.models import Site
from tests.reference.files import rows

FIVE = ["vallejo-ca", "chicago-il", "baton-rouge-la", "milwaukee-wi", "tampa-fl"]


@pytest.fixture
def loaded(reference_rows, db):
    return reference_rows


def test_figures_of_five_sites_are_those_of_the_file(loaded):
    serves = {row["ori"]: row["serves"] for row in rows("outcomes/data/agencies.csv")}
    expected = Counter()
    for row in rows("outcomes/data/figures.csv"):
        if serves[row["ori"]] in FIVE and row["homicide"] not in {"", "NR"}:
            expected[serves[row["ori"]], row["source"]] += int(row["homicide"])
    with acting_atomic("system:reference"):
        found = Counter()
        for slug in FIVE:
            for figure in Figure.objects.of_site(Site.objects.get(slug=slug)):
                if figure.measure == "homicide":
                    found[slug, figure.source.slug] += figure.value or 0
    assert found == expected
    assert len(expected) > 5


def test_the_negative_value_and_the_missing_months_are_as_documented(loaded):
    with acting_atomic("system:reference"):
        negative = Figure.objects.get(value__lt=0)
        assert (negative.agency.name, negative.year, negative.month) == ("Vallejo", 2023, 11)
        monthly = Figure.objects.filter(source__slug="rtci-monthly", measure="homicide")
        months = Counter(monthly.values_list("agency__name", flat=True))
    assert {name for name, count in months.items() if count < 79} == {
        "Toledo",
        "Baton Rouge",
        "Amarillo",
    }


def test_loading_again_changes_nothing(loaded):
    call_command("load_reference", "--quiet")
    with acting_atomic("system:reference"):
        assert not Figure.objects.exclude(state=FigureState.CURRENT).exists()
        assert Figure.objects.count() == 13_198
        assert Agency.objects.count() == 55


def test_the_page_shows_each_source_apart(loaded, client_of, mona_manager, omar_of_lakeside):
    with acting_atomic("system:reference"):
        site = Site.objects.get(slug="vallejo-ca")
    path = f"/sites/{site.slug}/outcomes/"
    text = client_of(mona_manager).get(path).content.decode()
    assert "Real-Time Crime Index, by month" in text
    assert "\N{MINUS SIGN}3 (correction)" in text
    assert "Not in the source" in text or "November 2023" in text
    assert client_of(omar_of_lakeside).get(path).status_code == 404


def test_a_site_without_figures_says_so(loaded, client_of, mona_manager):
    text = client_of(mona_manager).get("/sites/gary-in/outcomes/").content.decode()
    assert "No published figures yet." in text
