"""The everyday edition: ten jobs, two workers without a broker, a few kills."""

import random

import pytest

from tests.faults.conftest import manage
from tests.faults.harness import Troupe, wait_for


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_ten_jobs_survive_kills_without_a_broker(variables, judge, tmp_path):
    commands = {
        "submitter": manage("submit_jobs", "10", "--pause", "0.1"),
        "drain1": manage("drain_outbox", "--forever"),
        "drain2": manage("drain_outbox", "--forever"),
    }
    rng = random.Random(20261120)  # noqa: S311 -- repeatable, no secret
    with Troupe(commands, variables, tmp_path) as troupe:
        assert wait_for(lambda: len(judge().effects) >= 1, seconds=60)
        troupe.torment(
            rng,
            until=lambda: len(troupe.kills) >= 3,
            progress=lambda: judge().effects,
            within=0.2,
            patience=90,
        )
        troupe.revive()
        assert wait_for(lambda: len(judge().effects) == 10, seconds=90)
    found = judge()
    assert (found.asked, found.lost, found.doubled, found.unmailed) == (
        set(range(1, 11)),
        set(),
        set(),
        set(),
    )
