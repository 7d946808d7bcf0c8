"""Two at once over one request's clocks, with real commits."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connections

from foundation.calendars import clock
from foundation.outbox import due_claims
from foundation.tenancy.context import acting
from tta_requests.actions import clocks, urgency
from tta_requests.enums import Urgency

pytestmark = pytest.mark.django_db(transaction=True)

MONDAY_10 = datetime(2026, 11, 30, 16, 0, tzinfo=UTC)  # 10:00 in Chicago
DUE = datetime(2026, 12, 1, 23, 0, tzinfo=UTC)  # an expedited request is acknowledged in one day


@pytest.fixture
def elsewhere() -> Iterator[ThreadPoolExecutor]:
    """A second connection, in a thread of its own."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        yield pool
        pool.submit(connections.close_all).result(10)


def claim() -> int:
    with acting("system:reminders"), clock.frozen(DUE):
        return due_claims.run("tta_requests_claim_clocks", DUE)


def test_a_clock_that_falls_due_while_its_urgency_changes_is_told_late_once(
    sent_by, dana_of_riverton, riverton, act, cora_coordinator, monkeypatch, elsewhere, drain, told
):
    with clock.frozen(MONDAY_10):
        tta_request = sent_by(dana_of_riverton, riverton)
    with clock.frozen(DUE - timedelta(minutes=1)), acting("system:reminders"):
        due_claims.run("tta_requests_claim_clocks", DUE - timedelta(minutes=1))
    replace, claimed = clocks._replace, []

    def meanwhile(*args: object) -> None:
        claimed.append(elsewhere.submit(claim).result(10))
        replace(*args)

    monkeypatch.setattr(clocks, "_replace", meanwhile)
    with clock.frozen(DUE), act(cora_coordinator) as by:
        urgency.change(tta_request, urgency=Urgency.ROUTINE, reason="It can wait.", by=by)
    claim()
    with clock.frozen(DUE):
        drain()
    assert claimed == [0, 0]  # both clocks were held by who changed the urgency
    assert sum(line.startswith("Past due: Acknowledge") for line in told(tta_request)) == 1
