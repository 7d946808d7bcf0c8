"""Pages of recommendations: boards, one recommendation, and its steps."""

import pytest

from engagements.models import Recommendation
from foundation.tenancy.context import acting_atomic
from tests.factories.engagements import RecommendationFactory

TAB = "/sites/riverton-ex/recommendations/"


@pytest.fixture
def proposed(riverton) -> Recommendation:
    with acting_atomic("system:demo"):
        return RecommendationFactory(site=riverton)


def test_a_site_without_recommendations_says_so(riverton, client_of, dana_of_riverton):
    text = client_of(dana_of_riverton).get(TAB).content.decode()
    assert "No recommendations yet." in text
    assert "Add recommendation" not in text


def test_the_boards_show_it_and_filter_it(proposed, client_of, dana_of_riverton):
    client = client_of(dana_of_riverton)
    assert proposed.headline in client.get(TAB).content.decode()
    assert proposed.headline in client.get("/recommendations/").content.decode()
    assert proposed.headline not in client.get("/recommendations/?state=verified").content.decode()
    assert "No recommendations found." in client.get("/recommendations/?due=late").content.decode()


def test_a_contact_declines_it_with_a_reason_on_the_version_they_read(
    proposed, client_of, dana_of_riverton
):
    client, page = client_of(dana_of_riverton), f"/recommendations/{proposed.pk}/"
    assert "Accept recommendation" in client.get(page).content.decode()
    form = {"version": "0", "reason": "No space until 2028."}
    assert "Someone else changed this" in client.post(f"{page}decline/", form).content.decode()
    done = client.post(f"{page}decline/", form | {"version": "1"}, follow=True).content.decode()
    assert "Recommendation declined." in done
    assert "No space until 2028." in done
