"""The peer finder: published results and model sites by words, core area, and size, each with why."""

import pytest

from communities.models import Community
from engagements.actions.reference import load_population_bands
from foundation.tenancy.context import acting_atomic
from outcomes.models import Accomplishment
from sites.models import Site
from tests.factories.tta_requests import CoreAreaFactory
from tests.pages import words

pytestmark = pytest.mark.django_db
FINDER, MAX_STATEMENTS = "/peer-finder/", 9


@pytest.fixture
def solved(real_site, gun_violence):
    """A small and a large real site with a published result each; the small one is a model site, too."""
    small, large = real_site("smalltown-nj", 2019), real_site("largetown-nj", 2020)
    with acting_atomic("system:demo"):
        Site.objects.filter(pk=small.pk).update(population=40_000, population_year=2024)
        Site.objects.filter(pk=large.pk).update(population=400_000, population_year=2024)
        load_population_bands(
            [{"at_least": "0", "source": ""}, {"at_least": "250000", "source": ""}]
        )
        for order, (site, headline, area) in enumerate(
            (
                (small, "Ballistics evidence in two days", "technology"),
                (large, "Murder books", "gun-violence"),
            )
        ):
            Accomplishment.objects.create(
                site=site,
                headline=headline,
                narrative="Detectives review each case.",
                core_areas=[area],
                status="published",
                origin="imported",
                reported_order=order + 1,
            )
        Community.objects.create(
            slug="technology",
            name="Technology Community of Practice",
            core_area=CoreAreaFactory(slug="technology", name="Technology"),
            model_site=small,
        )


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"Ballistics", "Murder", "Technology Community"}),
        ("?q=reviewing+cases", {"Ballistics", "Murder"}),
        ("?q=ballistic", {"Ballistics"}),
        ("?area=technology", {"Ballistics", "Technology Community"}),
        ("?size=250000", {"Murder"}),
        ("?size=0&area=technology", {"Ballistics", "Technology Community"}),
        ("?q=drones", set()),
        ("?area=nonsense&size=7", {"Ballistics", "Murder", "Technology Community"}),
    ],
)
def test_peers_are_found_by_words_area_and_size(client_of, solved, dana_of_riverton, query, found):
    page = words(client_of(dana_of_riverton).get(f"{FINDER}{query}"))
    listed = {name for name in ("Ballistics", "Murder", "Technology Community") if name in page}
    assert listed == found
    assert ("No peers found." in page) is not bool(found)


def test_each_peer_says_why_in_few_statements(client_of, solved, dana_of_riverton, statements_of):
    page = words(client_of(dana_of_riverton).get(f"{FINDER}?q=cases&area=technology&size=0"))
    why = "Has your words: cases · Same core area: Technology · Same size: 40,000 people in 2024"
    assert why in page
    assert "Published result" in page
    assert statements_of(dana_of_riverton, FINDER) <= MAX_STATEMENTS
