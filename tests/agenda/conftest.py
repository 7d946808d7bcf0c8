"""A site with something of every kind on the calendar, in December 2026."""

from datetime import UTC, date, datetime, timedelta

import pytest

from engagements.models import Commitment, Milestone
from foundation.agenda import actions
from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from liaisons.models import PlannedContact
from tests.factories.engagements import EngagementFactory
from tests.factories.liaisons import EngagementUpdateFactory
from tests.tta_requests.conftest import put_in  # noqa: F401 -- a fixture
from tta_requests.models import Clock, Offer, Scope, TTARequest

NOON = datetime(2026, 12, 1, 18, tzinfo=UTC)  # Tuesday, noon in Chicago


@pytest.fixture(autouse=True)
def december():
    """Freeze the clock on Tuesday, December 1, 2026, at noon in Riverton."""
    with clock.frozen(NOON):
        yield


@pytest.fixture
def full(riverton, put_in, member, lee_liaison, dana_of_riverton):  # noqa: F811 -- the fixture above
    """Give Riverton a date of every kind; return its request in delivery."""
    offered = put_in("offered")
    request = put_in("in-delivery")
    member(
        riverton, "executive-leadership", "executive", name="Max Mayor", ends_on=date(2026, 12, 31)
    )
    with acting_atomic("system:demo"):
        TTARequest.objects.filter(pk=request.pk).update(
            needed_by=date(2026, 12, 18), title="Words of the request"
        )
        Scope.objects.filter(request=request).update(
            starts_on=date(2026, 12, 7), ends_on=date(2026, 12, 21)
        )
        Offer.objects.filter(request=offered).update(due_at=NOON + timedelta(days=2))
        due_at = datetime(2026, 12, 9, 23, tzinfo=UTC)
        Clock.objects.create(
            site=riverton,
            request=offered,
            kind="triage-decision",
            urgency="routine",
            amount=5,
            unit="days",
            starts_at=NOON,
            warn_at=NOON,
            due_at=due_at,
            rungs=[due_at] * 5,
        )
        PlannedContact.objects.create(
            site=riverton, planned_on=date(2026, 12, 16), planned_by=lee_liaison, planned_at=NOON
        )
        Commitment.objects.create(
            site=riverton,
            request=request,
            kind="commitment",
            text="Words of the commitment",
            owed_by="site",
            owner=dana_of_riverton,
            due_on=date(2026, 12, 10),
            made_by=dana_of_riverton,
            made_at=NOON,
        )
        Commitment.objects.create(
            site=riverton,
            kind="milestone",
            text="Words of the milestone",
            owed_by="site",
            due_on=date(2026, 12, 18),
            made_by=dana_of_riverton,
            made_at=NOON,
        )
        engagement = EngagementFactory(
            site=riverton, active=True, starts_on=date(2024, 1, 1), ends_on=date(2026, 12, 30)
        )
        Milestone.objects.create(
            site=riverton, engagement=engagement, kind="t-30", due_on=date(2026, 12, 2)
        )
        EngagementUpdateFactory(
            site=riverton,
            author=lee_liaison,
            occurred_on=date(2026, 11, 20),
            summary="Words of the update",
            next_contact_on=date(2026, 12, 4),
        )
    return request


@pytest.fixture
def feed_of():
    """Make a person's feed; return its path."""

    def make(user) -> str:
        with acting_atomic(f"user:{user.pk}"):
            return f"/calendar/{actions.make_feed(by=user)}.ics"

    return make
