"""Reminders of what stands still: drafts, scopes without a signature, deliverables."""

from datetime import UTC, date, datetime, timedelta

import pytest

from engagements.models import Commitment
from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from tests.notifications.sending import gate_is_open, remind, told
from tta_requests.actions import drafts
from tta_requests.models import Scope
from tta_requests.reminders import ScopeUnsigned

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)
TUESDAY_10 = datetime(2026, 12, 1, 16, tzinfo=UTC)  # 10:00 in Chicago
# Five business days later, at 17:00 in Chicago.
IDLE = datetime(2026, 12, 8, 23, tzinfo=UTC)


def test_a_draft_is_idle_after_five_business_days_and_again_after_a_change(
    draft_of, act, dana_of_riverton, riverton
):
    with clock.frozen(TUESDAY_10):
        draft = draft_of(dana_of_riverton, riverton)
    remind(IDLE - MINUTE)
    assert told("draft-idle") == []
    for moment in (IDLE, IDLE + timedelta(days=4)):
        remind(moment)
    assert told("draft-idle") == [("Dana of Riverton", "")]
    with clock.frozen(IDLE + timedelta(days=6)), act(dana_of_riverton) as by:  # Mon Dec 14
        drafts.revise(draft, values={"title": "A new title"}, version=draft.version, by=by)
    remind(IDLE + timedelta(days=10))
    assert len(told("draft-idle")) == 1
    remind(IDLE + timedelta(days=13))
    assert len(told("draft-idle")) == 2


def test_a_submitted_draft_is_idle_no_more(draft_of, act, dana_of_riverton, riverton):
    with clock.frozen(TUESDAY_10):
        draft = draft_of(dana_of_riverton, riverton)
        with act(dana_of_riverton) as by:
            drafts.submit(draft, by=by)
    remind(IDLE)
    assert told("draft-idle") == []


def test_each_side_is_reminded_of_its_own_signature_once(
    put_in, dana_of_riverton, cora_coordinator
):
    with clock.frozen(TUESDAY_10):
        tta_request = put_in("scoping")
    due = datetime(2026, 12, 4, 23, tzinfo=UTC)  # the third business day, 17:00
    remind(due - MINUTE)
    assert told("scope-unsigned") == []
    remind(due)
    remind(due + timedelta(days=3))
    assert told("scope-unsigned") == [("Cora Coordinator", "3"), ("Dana of Riverton", "3")]
    with acting_atomic("system:demo"):
        rows = Scope.objects.filter(request=tta_request)
        rows.update(site_signed_by=dana_of_riverton, site_signed_at=clock.now())
    with acting_atomic("system:reminders"):
        (still,) = ScopeUnsigned().due(due)
    assert still.recipient_ids == {cora_coordinator.pk}
    assert not gate_is_open(still, dana_of_riverton)


@pytest.fixture
def deliverable(put_in, dana_of_riverton):
    """A deliverable due on Dec 10, 2026."""
    with clock.frozen(TUESDAY_10 - timedelta(days=30)):
        tta_request = put_in("in-delivery")
    with acting_atomic("system:demo"):
        return Commitment.objects.create(
            site_id=tta_request.site_id,
            request=tta_request,
            kind="deliverable",
            text="The report",
            owed_by="site",
            owner=dana_of_riverton,
            due_on=date(2026, 12, 10),
            made_by=dana_of_riverton,
            made_at=TUESDAY_10,
        )


def test_a_deliverable_is_reminded_of_ten_and_three_days_before_then_weekly(deliverable):
    midnight = datetime(2026, 12, 10, 6, tzinfo=UTC)
    remind(midnight - timedelta(days=10) - MINUTE)
    assert told("commitment") == []
    for days in (-10, -3, 0, 6, 7, 14):
        remind(midnight + timedelta(days=days))
    steps = [step for _, step in told("commitment")]
    assert steps == ["ahead-10", "ahead-3", "due", "late-7", "late-14"]


def test_a_commitment_is_reminded_of_six_times_at_most(deliverable):
    with acting_atomic("system:demo"):
        Commitment.objects.filter(pk=deliverable.pk).update(kind="commitment")
    midnight = datetime(2026, 12, 10, 6, tzinfo=UTC)
    for days in (-5, 0, 5, 10, 20, 30, 40, 80):
        remind(midnight + timedelta(days=days))
    steps = [step for _, step in told("commitment")]
    assert steps == ["ahead", "due", "late-5", "late-10", "late-20", "late-30"]
