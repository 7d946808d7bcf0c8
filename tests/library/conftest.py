"""Resources of one site, of everyone, and of the public, on a day in November 2026."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from foundation.accounts.models import User
from foundation.calendars import clock
from library.actions import resources
from library.models import Resource
from tests.api.conftest import caller, token_of
from tests.dashboards.conftest import statements_of

__all__ = ["caller", "statements_of", "token_of"]

NOW = datetime(2026, 11, 2, 15, tzinfo=UTC)
VALUES: dict[str, Any] = {
    "title": "Weekly shooting review",
    "type": "guide",
    "summary": "One page for each shooting.",
    "url": "https://example.gov/review",
    "review_by": date(2027, 11, 2),
}


@pytest.fixture(autouse=True)
def in_november() -> Iterator[None]:
    """Monday, Nov 2, 2026, 10 am Eastern."""
    with clock.frozen(NOW):
        yield


@pytest.fixture
def add(act, gun_violence) -> Callable[..., Resource]:
    """Add a resource: ``add(dana, site=riverton)``; for everyone unless a site or an audience is named."""

    def make(user: User, **more: Any) -> Resource:
        audience = "site" if more.get("site") else "network"
        values = VALUES | {"core_areas": [gun_violence], "audience": audience} | more
        with act(user) as by:
            return resources.add(**values, by=by)

    return make
