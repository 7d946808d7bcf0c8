"""Nothing written after an end is read by the one whose membership, role or share ended: at every lock."""

from contextlib import ExitStack

import pytest

from foundation.accounts.actors import resolve
from foundation.accounts.models import User
from foundation.tenancy.context import acting, acting_atomic
from foundation.workflow.errors import AccessChanged, NotFound
from tests.locks.race import Outcome, lock, put_back, race
from tests.locks.table import LOCKS, Case
from tests.locks.world import Loss, World
from tests.tta_requests.conftest import put_in  # noqa: F401 -- a fixture

pytestmark = pytest.mark.django_db(transaction=True)
TRIES = 200


@pytest.fixture
def world(request: pytest.FixtureRequest) -> World:
    return World(request.getfixturevalue)


def attempt(world: World, case: Case, loss: Loss) -> Outcome:
    """One try; everything is afterwards as it was."""
    row = case.row(world)

    def hold() -> None:
        with acting(case.holder(world)):
            lock(row)

    def end(canary: str) -> None:
        loss.happen()
        if case.text:
            with acting(case.holder(world)):
                type(row)._default_manager.filter(pk=row.pk).update(**{case.text: canary})

    def act() -> object:
        user = User.objects.select_related("organisation").get(pk=loss.who.pk)
        with acting_atomic(f"user:{user.pk}"):
            answer = case.call(world, resolve(user))
            # Whoever goes on after the wait reads further rows.
            return answer, list(type(row)._default_manager.filter(pk=row.pk))

    with ExitStack() as stack:
        if case.text:
            stack.enter_context(put_back(row, case.text, holder=case.holder(world)))
        for lost in loss.rows:
            # A DOJ role is given back by the job that makes invented people.
            stack.enter_context(put_back(lost, *loss.change, holder="system:demo"))
        return race(hold=hold, end=end, act=act)


def test_who_waited_at_a_lock_while_their_powers_ended_reads_nothing(world):
    tries, wrong = 0, []
    for name, case in LOCKS.items():
        for lost in case.losses:
            tries += 1
            outcome = attempt(world, case, world.losses(lost))
            refused = isinstance(outcome.error, AccessChanged | NotFound)
            if outcome.read or not outcome.waited or not refused:
                wrong.append(f"{name}, {lost}: {outcome}")
    assert not wrong, "\n".join(wrong)
    assert tries >= TRIES
