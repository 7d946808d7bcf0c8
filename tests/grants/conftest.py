"""Riverton's grants in November 2026."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from foundation.accounts.models import User
from foundation.calendars import clock
from grants.actions import applications, committees, opportunities
from grants.models import Committee, GrantApplication, Opportunity
from tests.api.conftest import caller, token_of
from tests.dashboards.conftest import statements_of

__all__ = ["caller", "statements_of", "token_of"]

NOW = datetime(2026, 11, 2, 15, tzinfo=UTC)
OPENS, CLOSES = datetime(2026, 10, 1, 4, tzinfo=UTC), datetime(2026, 12, 10, 4, 59, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_november() -> Iterator[None]:
    """Monday, Nov 2, 2026, 9 am at Riverton."""
    with clock.frozen(NOW):
        yield


@pytest.fixture
def announce(act, mona_manager) -> Callable[..., Opportunity]:
    """Add an opportunity: ``announce(name="Microgrants")``."""

    def add(**values: Any) -> Opportunity:
        known = {
            "name": "Microgrants",
            "funder": "Funder of the tests",
            "url": "https://grants.example.gov/1",
            "opens_at": OPENS,
            "closes_at": CLOSES,
            "time_zone": "America/New_York",
            "who_may_apply": "Law enforcement agencies.",
            "core_areas": [],
            "source": "Announcement 1",
            "source_as_of": date(2026, 10, 15),
        }
        with act(mona_manager) as by:
            return opportunities.add(**known | values, by=by)

    return add


@pytest.fixture
def considered(act, announce, riverton, dana_of_riverton) -> GrantApplication:
    """Return a grant that Riverton considers."""
    found = announce()
    with act(dana_of_riverton) as by:
        return applications.add(riverton, opportunity=found, by=by)


@pytest.fixture
def step(act) -> Callable[..., GrantApplication]:
    """Take a step as a person: ``step(application, "apply", dana)``."""

    def take(row: GrantApplication, name: str, person: User, **values: Any) -> GrantApplication:
        with act(person) as by:
            version = GrantApplication.objects.get(pk=row.pk).version
            return applications.take(row, name, version=version, **values, by=by)

    return take


@pytest.fixture
def committee(act, riverton, dana_of_riverton) -> Committee:
    """Return Riverton's committee."""
    with act(dana_of_riverton) as by:
        return committees.set_up(riverton, purpose="Looks for grants.", by=by)
