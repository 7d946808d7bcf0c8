"""A rush: a hundred expedited requests for four providers with three places each, real commits."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from foundation.outbox.models import Message
from foundation.outbox.worker import drain
from foundation.tenancy.context import acting_atomic
from tests.factories.accounts import UserFactory
from tests.factories.tta_requests import CapabilityFactory
from tta_requests.actions import routing
from tta_requests.models import MatchRun, Offer, Provider, RoutingException

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
MANY, PROVIDERS, PLACES, HANDS = 100, 4, 3, 4


def beside_each_other(function, times):
    """Run it so many times at once, each on a connection of its own; what went wrong is raised here."""

    def one(number):
        try:
            return function(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(one, range(times)))


def test_nobody_gets_more_than_its_places_and_no_request_is_forgotten(
    sent_by, dana_of_riverton, riverton, gun_violence
):
    for level in range(PROVIDERS):
        provider = CapabilityFactory(level=min(level + 1, 3)).provider
        UserFactory(organization=provider.organization)  # nobody is offered what nobody can answer

    def hand(number):
        if number % 2:
            for _ in range(10):
                drain(limit=40)
            return []
        titles = [f"Rush {number}-{k}" for k in range(MANY // (HANDS // 2))]
        return [sent_by(dana_of_riverton, riverton, title=title) for title in titles]

    made = [tta_request for sent in beside_each_other(hand, HANDS) for tta_request in sent]
    beside_each_other(lambda _: drain(limit=10_000), HANDS)
    with acting_atomic("system:demo"):
        held = list(Provider.objects.values_list("places_held", flat=True))
        offered = set(Offer.objects.open().values_list("request_id", flat=True))
        waiting = set(RoutingException.objects.open().values_list("request_id", flat=True))
        runs = list(MatchRun.objects.select_related("weights"))
        failed = Message.objects.exclude(last_error="").count()
    assert held == [PLACES] * PROVIDERS
    assert len(offered) == PROVIDERS * PLACES
    assert offered | waiting == {tta_request.pk for tta_request in made}
    assert offered & waiting == set()
    assert len(made) == MANY
    assert [run.pk for run in runs if routing.replay(run) != run.ranking] == []
    assert failed == 0
