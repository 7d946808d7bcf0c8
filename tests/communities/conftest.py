"""A community that meets, with a facilitator and a member, on a day in November 2026."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from communities.actions import communities, facilitators, members, series
from communities.enums import Frequency
from communities.models import Community, Member, Series
from foundation.accounts.models import User
from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from tests.api.conftest import caller, token_of
from tests.dashboards.conftest import statements_of
from tests.factories.accounts import UserFactory

__all__ = ["caller", "statements_of", "token_of"]

NOW = datetime(2026, 11, 2, 15, tzinfo=UTC)
SECOND_WEDNESDAY: dict[str, Any] = {
    "frequency": Frequency.MONTHLY,
    "week": 2,
    "weekday": 2,
    "at": time(15),
    "minutes": 60,
    "starts_on": date(2026, 11, 2),
}


@pytest.fixture(autouse=True)
def in_november() -> Iterator[None]:
    """Monday, Nov 2, 2026, 10 am Eastern."""
    with clock.frozen(NOW):
        yield


@pytest.fixture
def fay_facilitator(db) -> User:
    """Create a person of no site who facilitates the community."""
    with acting_atomic("system:demo"):
        return UserFactory(name="Fay Facilitator")


@pytest.fixture
def community(act, mona_manager, fay_facilitator) -> Community:
    """Set up an active community with a facilitator."""
    with act(mona_manager) as by:
        made = communities.set_up(slug="analysts", name="Analysts", purpose="Maps", by=by)
        facilitators.give(made, email=fay_facilitator.email, by=by)
        return communities.take(made, "activate", version=1, by=by)


@pytest.fixture
def meets(act, fay_facilitator, community) -> Series:
    """Schedule it on second Wednesdays at 3 pm Eastern for a year."""
    with act(fay_facilitator) as by:
        return series.schedule(community, **SECOND_WEDNESDAY, ends_on=date(2027, 10, 31), by=by)


@pytest.fixture
def joins(act, fay_facilitator, community) -> Callable[[User], Member]:
    """Let a person ask to join, and admit them: ``joins(dana_of_riverton)``."""

    def admit(person: User) -> Member:
        with act(person) as by:
            asked = members.join(community, by=by)
        with act(fay_facilitator) as by:
            return members.answer(asked, is_admitted=True, version=1, by=by)

    return admit
