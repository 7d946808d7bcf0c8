"""Many requests at once, for what must not depend on how many there are."""

from datetime import timedelta

import pytest

from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from tta_requests.models import TTARequest


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
        return [request.number for request in made]

    return make
