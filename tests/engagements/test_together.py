"""Two managers at one moment: one engagement a site, and each step once, whoever is first."""

from collections.abc import Callable
from datetime import date

import pytest

from engagements.actions import engagements, graduations, reference
from engagements.enums import Track
from engagements.errors import AlreadyEngaged, WrongMoment
from engagements.models import Engagement, EngagementStep
from foundation.tenancy.context import acting_atomic
from tests.factories.engagements import EngagementFactory
from tests.reference.files import rows
from tests.together import Meet, at_once, does, refusals

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2026, 3, 2)


@pytest.fixture
def settings_of_the_room(riverton):
    with acting_atomic("system:demo"):
        reference.load_track_lengths(rows("engagements/data/track_lengths.csv"))
        reference.load_milestone_rules(rows("engagements/data/milestone_rules.csv"))


def test_a_site_gets_one_engagement(settings_of_the_room, riverton, mona_manager):
    def open_in(year: int) -> Callable[[Meet], object]:
        values = {"year": year, "track": Track.PSP, "starts_on": date(year, 10, 1)}
        return does(mona_manager, lambda by: engagements.open_new(site=riverton, **values, by=by))

    assert refusals(at_once(open_in(2026), open_in(2030))) == [AlreadyEngaged]
    with acting_atomic("system:demo"):
        assert Engagement.objects.count() == 1


def test_a_diagnostic_leads_to_one_operations_engagement(
    settings_of_the_room, riverton, mona_manager
):
    with acting_atomic("system:demo"):
        diagnostic = EngagementFactory(site=riverton, active=True, track=Track.DIAGNOSTIC)
    start = does(mona_manager, lambda by: graduations.start_operations(diagnostic, on=DAY, by=by))
    assert refusals(at_once(start, start)) == [WrongMoment]
    with acting_atomic("system:demo"):
        assert Engagement.objects.filter(track=Track.OPERATIONS).count() == 1


def test_it_is_withdrawn_once(riverton, mona_manager):
    with acting_atomic("system:demo"):
        engagement = EngagementFactory(site=riverton, active=True)
    withdraw = does(
        mona_manager, lambda by: engagements.withdraw(engagement, on=DAY, reason="Over.", by=by)
    )
    assert refusals(at_once(withdraw, withdraw)) == [WrongMoment]
    with acting_atomic("system:demo"):
        assert EngagementStep.objects.filter(step="withdrawn").count() == 1
