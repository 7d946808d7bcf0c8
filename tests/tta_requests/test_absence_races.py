"""Two colleagues of a provider who add the same time away at once, with real commits."""

from datetime import date

import pytest

from foundation.accounts.actors import Actor
from foundation.tenancy.context import acting_atomic
from foundation.workflow.errors import Refused
from tests.factories.accounts import UserFactory
from tests.together import at_once, does, refusals
from tta_requests.actions import providers
from tta_requests.models import Absence

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_at_once_add_one_absence(best_provider, pat_provider):
    other = UserFactory(name="Quin of the provider", organization=pat_provider.organization)

    def add(by: Actor) -> None:
        days = {"starts_on": date(2026, 12, 1), "ends_on": date(2026, 12, 4)}
        providers.add_absence(best_provider, **days, reason="Leave", by=by)

    done = at_once(does(pat_provider, add), does(other, add))
    assert refusals(done) == [Refused]
    with acting_atomic("system:demo"):
        assert Absence.objects.count() == 1
