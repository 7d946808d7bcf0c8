"""Two managers at one moment: one engagement a site, and each step once, whoever is first."""

from collections.abc import Callable
from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connection

from engagements.actions import begin, change, finish, reference
from engagements.enums import Track
from engagements.errors import AlreadyEngaged, WrongMoment
from engagements.models import Engagement, EngagementStep
from foundation.accounts.actors import Actor, resolve
from foundation.tenancy.context import acting_atomic
from foundation.workflow.errors import DomainError
from tests.factories.engagements import EngagementFactory
from tests.reference.files import rows

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2026, 3, 2)


def at_once(user, act: Callable[[Actor, int], object], times: int = 2) -> list[type[DomainError]]:
    """Run an action so many times at one moment; return what was refused."""
    start, refused = Barrier(times), []

    def one(number: int) -> None:
        try:
            with acting_atomic(f"user:{user.pk}"):
                by = resolve(user)
                start.wait(10)
                act(by, number)
        except DomainError as error:
            refused.append(type(error))
        finally:
            connection.close()

    threads = [Thread(target=one, args=(number,)) for number in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    return refused


@pytest.fixture
def settings_of_the_room(riverton):
    with acting_atomic("system:demo"):
        reference.load_track_lengths(rows("engagements/data/track_lengths.csv"))
        reference.load_milestone_rules(rows("engagements/data/milestone_rules.csv"))


def test_a_site_gets_one_engagement(settings_of_the_room, riverton, mona_manager):
    def open_one(by: Actor, number: int) -> None:
        starts = date(2026 + 4 * number, 10, 1)
        begin.engagement(site=riverton, year=starts.year, track=Track.PSP, starts_on=starts, by=by)

    assert at_once(mona_manager, open_one) == [AlreadyEngaged]
    with acting_atomic("system:demo"):
        assert Engagement.objects.count() == 1


def test_a_diagnostic_leads_to_one_operations_engagement(
    settings_of_the_room, riverton, mona_manager
):
    with acting_atomic("system:demo"):
        diagnostic = EngagementFactory(site=riverton, active=True, track=Track.DIAGNOSTIC)
    refused = at_once(
        mona_manager, lambda by, _: finish.start_operations(diagnostic, on=DAY, by=by)
    )
    assert refused == [WrongMoment]
    with acting_atomic("system:demo"):
        assert Engagement.objects.filter(track=Track.OPERATIONS).count() == 1


def test_it_is_withdrawn_once(riverton, mona_manager):
    with acting_atomic("system:demo"):
        engagement = EngagementFactory(site=riverton, active=True)
    refused = at_once(
        mona_manager, lambda by, _: change.withdraw(engagement, on=DAY, reason="Over.", by=by)
    )
    assert refused == [WrongMoment]
    with acting_atomic("system:demo"):
        assert EngagementStep.objects.filter(step="withdrawn").count() == 1
