"""What the public reads of an accomplishment: every number with its unit and period, and corrections."""

from datetime import UTC, datetime

import pytest

from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from outcomes.actions import accomplishments
from sites.models import Site
from tests.factories.tta_requests import CoreAreaFactory
from tests.outcomes.conftest import WORDS
from tests.pages import words

FIGURES = [
    {"label": "Drop in shootings", "after": "42", "unit": "percent", "period": "2025"},
    {"label": "Guns recovered", "before": "50", "after": "77", "unit": "guns", "period": "2024"},
]
# 10 pm on March 9 in Riverton.
NIGHT = datetime(2026, 3, 10, 2, 0, tzinfo=UTC)


@pytest.fixture
def published(riverton, act, reach, dana_of_riverton):
    """A published accomplishment of Riverton as a real site, with two figures."""
    with acting_atomic("system:demo"):
        Site.objects.filter(pk=riverton.pk).update(is_demo=False)
        CoreAreaFactory(slug="investigations")
    with clock.frozen(NIGHT):
        with act(dana_of_riverton) as by:
            made = accomplishments.draft(site=riverton, words=WORDS | {"figures": FIGURES}, by=by)
        return reach(made)


def test_every_public_page_has_units_periods_and_the_day_of_a_correction(
    published, riverton, take, mona_manager, client
):
    paths = (
        "/accomplishments/",
        "/",
        f"/sites/{riverton.slug}/",
        "/core-areas/investigations/",
    )
    full, home, profile, area = (words(client.get(path)) for path in paths)
    assert "1 published result." in full
    assert "50 → 77 guns Guns recovered, 2024" in full
    for said in (full, home, profile, area):
        assert "42 percent Drop in shootings, 2025" in said
        assert "corrected on" not in said
        assert "in our reading" not in said
    for said in (full, home, profile):
        assert "Mar 9, 2026" in said
    assert "See 1 published result" in words(client.get("/about/"))
    with clock.frozen(NIGHT):
        take(published, "correct", mona_manager, reason="Typo.", words={"headline": "Six"})
    for path in paths:
        assert "corrected on Mar 9, 2026" in words(client.get(path))
