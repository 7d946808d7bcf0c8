"""The everyday edition of four claimers, one of them killed. ``make chaos`` has the large one."""

import pytest

from tests.faults import claims
from tta_requests.enums import Rung

CLOCKS = 200


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_every_step_is_claimed_once_though_a_claimer_is_killed(variables, tmp_path):
    claims.plant(CLOCKS)
    found = claims.run(variables, tmp_path, seed=20261120)
    assert found.killed_after < len(Rung) * CLOCKS, "the kill came too late to prove anything"
    assert found.steps == dict.fromkeys(range(len(Rung)), CLOCKS)
    assert (found.unfinished, found.out_of_order) == (0, 0)
    # What the claimers say they committed: a step claimed twice would be counted twice.
    assert found.told == len(Rung) * CLOCKS
