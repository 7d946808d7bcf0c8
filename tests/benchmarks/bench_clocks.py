"""Fire clocks at scale: claim them, move them to the next step, write outbox rows.

The handlers' work is not measured: it depends on whom a step notifies.
"""

import time

import pytest
from django.db import connection, connections

from foundation.calendars import clock
from foundation.outbox import due_claims
from foundation.outbox.models import Message
from foundation.tenancy.context import acting_atomic
from tta_requests.models import Clock, TTARequest

pytestmark = pytest.mark.django_db(transaction=True)
CLAIM = "tta_requests_claim_clocks"
DUE = 10_000
A_CLAIM = 2_000
RATE = 10_000  # steps a second: the plan's goal
IDLE = 0.05  # seconds of a claim when nothing is due

# A clock of the requests that bench_seed made: one in so many has just reached 80 percent.
PLANT = """
INSERT INTO tta_requests_clock
       (id, site_id, request_id, kind, urgency, amount, unit, state, starts_at, warn_at,
        due_at, rungs, rung, fires_at)
SELECT gen_random_uuid(), site_id, id, 'scope-signed', urgency, 7, 'days', 'running',
       %(now)s - interval '5 days', fires, fires + interval '1 day',
       ARRAY[%(now)s - interval '2 days', fires, fires + interval '1 day',
             fires + interval '2 days', fires + interval '4 days'], 1, fires
  FROM (SELECT id, site_id, urgency,
               %(now)s + CASE WHEN row_number() OVER (ORDER BY id) <= %(due)s
                              THEN interval '-1 second' ELSE interval '1 day' END AS fires
          FROM tta_requests_ttarequest) AS requests
"""


@pytest.fixture
def running(large):
    """Create a running clock on each of ``--rows`` requests, ten thousand of them due."""
    with acting_atomic("system:reminders"):
        due_claims.run(CLAIM, clock.now())  # those of bench_seed
    before = Message.objects.count()
    with acting_atomic("system:demo"), connection.cursor() as cursor:
        cursor.execute(PLANT, {"now": clock.now(), "due": DUE})
    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM ANALYZE tta_requests_clock")
    return before


def test_ten_thousand_due_clocks_fire_at_the_plans_rate(running, large, capsys):
    with acting_atomic("system:demo"):
        due = min(DUE, TTARequest.objects.count())
    started = time.perf_counter()
    claimed = 0
    while more := _claim():
        claimed += more
    seconds = time.perf_counter() - started
    idle = _timed_idle()
    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM tta_requests_clock")
    rested = _timed_idle()
    with capsys.disabled():
        print(  # noqa: T201 -- the finding
            f"\n{claimed} of {large} clocks in {seconds:.2f} s: {claimed / seconds:,.0f} a second; "
            f"when nothing is due {idle * 1000:.1f} ms, {rested * 1000:.1f} ms after a vacuum"
        )
    assert claimed == due
    assert Message.objects.count() - running == due
    with acting_atomic("system:demo"):
        moved = Clock.objects.filter(kind="scope-signed", rung=2)
        assert moved.count() == due
    assert claimed / seconds > RATE
    assert idle < IDLE


def _claim() -> int:
    with acting_atomic("system:reminders"):
        return due_claims.once(CLAIM, clock.now(), most=A_CLAIM)


def _timed_idle() -> float:
    times = []
    for _ in range(5):
        started = time.perf_counter()
        assert _claim() == 0
        times.append(time.perf_counter() - started)
    return min(times)
