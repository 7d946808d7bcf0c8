"""Pages of recommendations: boards, one recommendation, and its steps."""

from datetime import UTC, date, datetime

import pytest

from engagements.models import Recommendation
from foundation.calendars import clock
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


def test_the_board_across_sites_counts_days_where_the_site_is(
    riverton, client_of, dana_of_riverton
):
    """At 03:00 UTC it is still the evening before at Riverton."""
    with acting_atomic("system:demo"):
        RecommendationFactory(site=riverton, due_on=date(2026, 12, 1))
    with clock.frozen(datetime(2026, 12, 2, 3, tzinfo=UTC)):
        client = client_of(dana_of_riverton)
        assert "Was due" not in client.get("/recommendations/").content.decode()
        late = client.get("/recommendations/?due=late").content.decode()
        soon = client.get("/recommendations/?due=soon").content.decode()
    assert "No recommendations found." in late
    assert "Due Dec 1, 2026" in soon
