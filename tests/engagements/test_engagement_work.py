"""The work on an engagement's page: how the plan's goals move, and the commitments due next."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from engagements.actions import measurements
from engagements.models import Commitment
from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from tests.pages import words
from tests.tta_requests.states import put
from tta_requests.models import TTARequest

PAGE = "/sites/riverton-ex/engagement/"
NOON = datetime(2026, 12, 2, 18, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "heading", "progress"),
    [
        (45, "Strategic plan: 1 of 1 goal behind", "Behind"),
        (55, "Strategic plan", "On track"),
        (60, "Strategic plan", "Target met"),
    ],
)
def test_a_goal_says_how_far_it_is(
    draft, acting_as, lee_liaison, client_of, dana_of_riverton, value, heading, progress
):
    """The line from 41 on January 1 to 60 passes 51.5 on December 2."""
    with clock.frozen(NOON):
        client = client_of(dana_of_riverton)
        assert "Not measured yet 1 action" in words(client.get(PAGE))
        with acting_as(lee_liaison) as by:
            goal = draft.goals.get()
            measurements.enter(goal, value=Decimal(value), measured_on=date(2026, 12, 2), by=by)
        shown = words(client.get(PAGE))
    assert f"{heading} No approved version yet" in shown
    assert f"{progress} 1 action" in shown
    assert f"{value} percent on Dec 2, 2026" in shown


def test_open_commitments_are_shown_due_first_without_federal_ones(
    engagement,
    riverton,
    client_of,
    mona_manager,
    dana_of_riverton,
    gun_violence,
    standards,
    best_provider,
):
    asked = put(
        "triage",
        site=riverton,
        area=gun_violence,
        requester=dana_of_riverton,
        provider=best_provider,
    )
    with acting_atomic("system:demo"):
        TTARequest.objects.filter(pk=asked.pk).update(handling="federal", federal_agencies=["ATF"])
        made = {"site": riverton, "owed_by": "site", "made_at": NOON}
        for day in range(7, 0, -1):
            Commitment.objects.create(text=f"Step {day}", due_on=date(2026, 12, day), **made)
        Commitment.objects.create(text="Secret", due_on=date(2026, 12, 1), request=asked, **made)
        Commitment.objects.filter(text="Step 3").update(owner=mona_manager)
        theirs = Commitment.objects.filter(text__in=["Step 4", "Step 5"])
        theirs.update(owner=dana_of_riverton)
        theirs.filter(text="Step 5").update(reminded_on=date(2026, 12, 2))
    with clock.frozen(NOON):
        shown = words(client_of(mona_manager).get(PAGE))
    late, today, next_one = (
        shown.index(each)
        for each in ("Past due: 1 1 day late was due Tue Dec 1 Step 1",
                     "Due in the next 7 days: 4 Due today due Wed Dec 2 Step 2",
                     "1 day left due Thu Dec 3 Step 3")
    )  # fmt: skip
    assert late < today < next_one
    assert "Step 5" in shown
    assert "Step 6" not in shown
    assert "See all commitments, open and done" in shown
    assert "Secret" not in shown
    assert "Commitments: 1 past due" in shown
    # Mark as done what is one's own, and remind others of theirs, once a day.
    assert "Step 3 Mona Manager Mark as done" in shown
    assert "Nothing needs you right now" in shown
    assert "Step 4 Dana of Riverton Send a reminder" in shown
    assert "Step 5 Dana of Riverton Reminder sent Wed Dec 2 Open" in shown
    with acting_atomic("system:demo"):
        Commitment.objects.filter(text="Step 1").update(owner=mona_manager)
    with clock.frozen(NOON):
        shown = words(client_of(mona_manager).get(PAGE))
    assert "1 thing needs you Step 1. Was due Tue Dec 1. You're responsible." in shown
