"""Many requests at once, for what must not depend on how many there are."""

from datetime import timedelta

import pytest

from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from tests.api.conftest import caller, token_of
from tests.tta_requests.states import put
from tta_requests.models import Clock, Entry, TTARequest

__all__ = ["caller", "token_of"]


@pytest.fixture
def put_in(standards, riverton, gun_violence, dana_of_riverton, best_provider):
    """Put a request of Riverton into a state: ``put_in("in-delivery")``."""

    def make(status, **more):
        return put(
            status,
            site=riverton,
            area=gun_violence,
            requester=dana_of_riverton,
            provider=best_provider,
            **more,
        )

    return make


@pytest.fixture
def fresh():
    """A request as it is now."""

    def read(request):
        with acting_atomic("system:demo"):
            found = TTARequest.objects.select_related("site", "provider__organization")
            return found.get(pk=request.pk)

    return read


@pytest.fixture
def clocks_of():
    """A request's clocks by their kind, the newest of each."""

    def read(request):
        with acting_atomic("system:demo"):
            return {clock.kind: clock for clock in Clock.objects.of_request(request.pk)}

    return read


@pytest.fixture
def told():
    """What the timeline says, the newest first."""

    def read(request):
        with acting_atomic("system:demo"):
            return [entry.text for entry in Entry.objects.of_request(request.pk).for_page()]

    return read


@pytest.fixture
def rows(dana_of_riverton, riverton, gun_violence):
    """Make so many requests of Riverton, a minute apart, some at the same instant."""

    def make(count, first=1):
        start = clock.now() - timedelta(days=3)
        with acting_atomic("system:demo"):
            made = TTARequest.objects.bulk_create(
                TTARequest(
                    site=riverton,
                    number=f"PSP-2020-{k:04d}",
                    title=f"Request {k:04d}",
                    core_area=gun_violence,
                    requester=dana_of_riverton,
                    status="triage",
                    created_at=start + timedelta(minutes=k // 3),
                    submitted_at=start,
                )
                for k in range(first, first + count)
            )
        return [tta_request.number for tta_request in made]

    return make
