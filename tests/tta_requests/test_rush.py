"""A rush: a hundred expedited requests for four providers with three places each, real commits."""

import pytest

from foundation.outbox.models import Message
from foundation.outbox.worker import drain
from foundation.tenancy.context import acting_atomic
from tests.factories.accounts import UserFactory
from tests.factories.tta_requests import CapabilityFactory
from tests.together import Meet, at_once
from tta_requests.actions import routing
from tta_requests.models import MatchRun, Offer, Provider, RoutingException, TTARequest

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
MANY, PROVIDERS, PLACES = 100, 4, 3


def test_nobody_gets_more_than_its_places_and_no_request_is_forgotten(
    sent_by, dana_of_riverton, riverton, gun_violence
):
    for level in range(PROVIDERS):
        provider = CapabilityFactory(level=min(level + 1, 3)).provider
        UserFactory(organization=provider.organization)  # nobody is offered what nobody can answer

    def send(meet: Meet) -> list[TTARequest]:
        meet()
        return [sent_by(dana_of_riverton, riverton, title=f"Rush {k}") for k in range(MANY // 2)]

    def work(meet: Meet) -> list[TTARequest]:
        meet()
        for _ in range(10):
            drain(limit=40)
        return []

    def finish(meet: Meet) -> None:
        meet()
        drain(limit=10_000)

    made = [tta_request for sent in at_once(send, work, send, work) for tta_request in sent]
    assert at_once(*[finish] * 4) == [None] * 4
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
