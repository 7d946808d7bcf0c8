"""Fire clocks at scale: claim them, move them to the next step, write outbox rows; find what clocks are yet to be counted with.

The handlers' work is not measured: it depends on whom a step notifies.
"""

import json
import time

import pytest
from django.db import connection, connections

from foundation.calendars import clock
from foundation.outbox import due_claims
from foundation.outbox.models import Message
from foundation.tenancy.context import acting_atomic
from tests.benchmarks.plans import Plan
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


# As many messages done as there are requests, and some that wait or failed.
HANDLED = """
INSERT INTO outbox_message
       (kind, key, payload, lane, due_at, attempts, state, last_error, created_at, done_at, maybe_sent)
SELECT 'tta_requests.recount_clocks', 'plan-' || n, '{}', 50, now(), 1, state, '', now(),
       CASE state WHEN 'done' THEN now() END, 0
  FROM (SELECT n, CASE n %% 1000 WHEN 0 THEN 'queued' WHEN 1 THEN 'dead' ELSE 'done' END AS state
          FROM generate_series(1, %(rows)s) AS n) AS messages
"""


@pytest.fixture
def handled(large):
    """Create a message of a change for each request, nearly all of them done; return how many aren't."""
    with connection.cursor() as cursor:
        cursor.execute(HANDLED, {"rows": large})
    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM ANALYZE outbox_message")
    yield large // 1000 * 2
    Message.objects.filter(key__startswith="plan-").delete()


def test_changes_that_wait_are_found_without_those_that_are_done(handled):
    """Each clock that goes on asks for them."""
    found = Message.objects.unfinished("tta_requests.recount_clocks")
    [told] = json.loads(found.explain(analyze=True, buffers=True, format="json"))
    plan = Plan(told["Plan"])
    read = plan.rows_of("outbox_message")
    assert read < 2 * handled, plan.told()


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
