"""Settings of the app, actors with their transactions, and one running engagement."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from engagements.actions import goals, plans, reference
from engagements.enums import PlanKind, PlanState
from engagements.models import Engagement, Plan, PlanVersion
from foundation.accounts.actors import Actor, resolve
from foundation.accounts.models import User
from foundation.calendars import clock
from foundation.tenancy.context import acting, acting_atomic
from sites.models import CoreArea
from tests.api.conftest import caller, token_of
from tests.factories.engagements import EngagementFactory
from tests.factories.tta_requests import CoreAreaFactory
from tests.reference.files import rows

__all__ = ["caller", "token_of"]
FIGURES = {
    "text": "Clear more homicides",
    "unit": "percent",
    "direction": "up",
    "baseline": Decimal(41),
    "baseline_on": date(2026, 1, 1),
    "target": Decimal(60),
    "due_on": date(2027, 8, 31),
}


@pytest.fixture
def in_its_term() -> Iterator[None]:
    """Monday, Nov 30, 2026, 10 am in Chicago: within the engagement's term, whenever the tests run."""
    with clock.frozen(datetime(2026, 11, 30, 16, tzinfo=UTC)):
        yield


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


@pytest.fixture
def ella(riverton, member) -> User:
    """A member of Riverton's executive leadership."""
    return member(riverton, "executive-leadership", "executive", name="Ella").user


@pytest.fixture
def area(db) -> CoreArea:
    return CoreAreaFactory()


@pytest.fixture
def draft(engagement, area, acting_as, lee_liaison) -> Plan:
    """A strategic plan with one goal and one action, written by the liaison."""
    with acting_as(lee_liaison) as by:
        plan = plans.start(engagement, PlanKind.STRATEGIC, by=by)
        goal = goals.write(plan, core_area=area, version=1, **FIGURES, by=by)
        goals.write_action(
            goal,
            text="Share the on-call list",
            side="site",
            due_on=date(2026, 12, 1),
            version=2,
            by=by,
        )
    with acting_atomic("system:demo"):
        return Plan.objects.for_page().get(pk=plan.pk)


def approve_plan(engagement: Engagement, on: date) -> None:
    """Give an engagement a sustainability plan that was approved on a day."""
    with acting("system:demo"):
        plan = Plan.objects.create(
            site_id=engagement.site_id,
            engagement=engagement,
            kind=PlanKind.SUSTAINABILITY,
            status=PlanState.APPROVED,
        )
        PlanVersion.objects.create(
            site_id=engagement.site_id,
            plan=plan,
            number=1,
            goals=[],
            approved_on=on,
            approved_at=clock.now(),
        )
