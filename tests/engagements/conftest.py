"""Settings of the app, actors with their transactions, and one running engagement."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest

from engagements.actions import reference
from engagements.models import Engagement
from foundation.accounts.actors import Actor, resolve
from foundation.accounts.models import User
from foundation.tenancy.context import acting, acting_atomic
from tests.factories.engagements import EngagementFactory
from tests.reference.files import rows


@pytest.fixture
def room_settings(db) -> None:
    with acting_atomic("system:demo"):
        reference.load_track_lengths(rows("engagements/data/track_lengths.csv"))
        reference.load_milestone_rules(rows("engagements/data/milestone_rules.csv"))


@pytest.fixture
def acting_as(db) -> Callable[[User], AbstractContextManager[Actor]]:
    """Act as a person in one transaction: ``with acting_as(mona) as by:``."""

    @contextmanager
    def enter(user: User) -> Iterator[Actor]:
        with acting_atomic(f"user:{user.pk}"):
            yield resolve(user)

    return enter


@pytest.fixture
def engagement(riverton) -> Engagement:
    """Create Riverton's active engagement: 2024-10-01 to 2027-09-30."""
    with acting("system:demo"):
        return EngagementFactory(site=riverton, active=True)
