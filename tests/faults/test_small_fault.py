"""The everyday edition: ten jobs and one process that does them, killed twice. ``make chaos`` has the large one."""

import random

import pytest
from django.db import connection

from foundation import outbox
from foundation.tenancy.context import acting_atomic
from tests.faults.conftest import manage
from tests.faults.harness import Troupe, wait_for


@pytest.fixture
def ten_jobs(fault_tables) -> set[int]:
    """Asked for and committed."""
    with acting_atomic("system:faults"), connection.cursor() as cursor:
        cursor.execute("INSERT INTO faults_asked SELECT generate_series(1, 10)")
        outbox.emit_many("faults.job", [(f"faults:{n}", {"job": n}) for n in range(1, 11)])
    return set(range(1, 11))


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_ten_jobs_survive_kills_without_a_broker(ten_jobs, variables, judge, progress, tmp_path):
    rng = random.Random(20261120)  # noqa: S311 -- repeatable, no secret
    commands = {"drain": manage("drain_outbox", "--forever")}
    with Troupe(commands, variables, tmp_path) as troupe:
        troupe.torment(
            rng,
            until=lambda: len(troupe.kills) == 2,
            progress=progress,
            within=0.05,
            patience=120,
        )
        # A mail follows its effect; on a busy machine it is still on its way.
        assert wait_for(lambda: progress()[1] == 10 and not judge().unmailed, seconds=90)
    found = judge()
    assert (found.asked, found.lost, found.doubled, found.unmailed) == (
        ten_jobs,
        set(),
        set(),
        set(),
    )
