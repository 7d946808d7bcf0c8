"""``make chaos``: a hundred jobs, Celery workers, relay and a real Valkey, all killed at random moments.

The control runs the same way with ``transaction.on_commit(task.delay)`` in place of the outbox and must
lose jobs; without it the experiment would prove nothing.
"""

import random

import pytest

from foundation.outbox.models import Message
from tests.faults.conftest import manage, worker
from tests.faults.harness import Troupe, wait_for

pytestmark = pytest.mark.django_db(transaction=True)
JOBS = 100
SEED = 20261120


def _commands(way: str) -> dict[str, list[str]]:
    return {
        "submitter": manage("submit_jobs", str(JOBS), "--way", way, "--pause", "0.4"),
        "worker1": worker("one"),
        "worker2": worker("two"),
        "relay": manage("relay"),
    }


def _run(way: str, variables, judge, progress, broker, logs, *, settle: float):
    """Start, kill until all is asked for, let what is left of it settle."""
    rng = random.Random(SEED)  # noqa: S311 -- repeatable, no secret
    with Troupe(_commands(way), variables, logs) as troupe:
        assert wait_for(lambda: progress()[1] >= 3, seconds=120)
        halfway = iter([broker])

        def enough() -> bool:
            asked, _ = progress()
            if asked >= JOBS // 2 and (server := next(halfway, None)):
                server.stop()  # the broker forgets everything and comes back
                server.start()
                troupe.kills.append("broker")
            return asked == JOBS

        troupe.torment(
            rng,
            until=enough,
            progress=progress,
            within=0.8,
            patience=900,
        )
        troupe.revive()
        wait_for(lambda: not judge().lost, seconds=settle)
    return judge(), troupe.kills


def test_a_hundred_jobs_survive(variables, broker, judge, progress, tmp_path, capsys):
    found, kills = _run("outbox", variables, judge, progress, broker, tmp_path, settle=120)
    with capsys.disabled():
        told = f"{len(kills)} kills, lost {len(found.lost)}, doubled {len(found.doubled)}"
        again = f"mails sent again with their Message-ID: {found.extra_mails}"
        print(f"\noutbox: {told}, {again}; {kills}")  # noqa: T201 -- the finding
    assert (len(found.asked), found.lost, found.doubled, found.unmailed) == (
        JOBS,
        set(),
        set(),
        set(),
    )
    assert Message.objects.filter(state="done").count() == JOBS


def test_the_control_loses_some(variables, broker, judge, progress, tmp_path, capsys):
    found, kills = _run("on-commit", variables, judge, progress, broker, tmp_path, settle=20)
    with capsys.disabled():
        print(f"\non_commit(delay): {len(kills)} kills, lost {len(found.lost)} of {JOBS}")  # noqa: T201 -- the finding
    assert found.lost, "the control lost nothing: the experiment has no power"


def test_without_a_broker_the_relay_does_the_work(variables, judge, progress, tmp_path):
    commands = {
        "submitter": manage("submit_jobs", "20", "--pause", "0.05"),
        "relay": manage("relay"),
    }
    with Troupe(commands, variables, tmp_path):
        assert wait_for(lambda: progress()[1] == 20, seconds=60)
    assert not judge().doubled
