"""Two calls with one key at one moment, with real commits: the second waits for the first."""

from threading import Event, Thread

import pytest
from django.db import connection

from foundation.api import actions
from foundation.api.models import KeptAnswer
from foundation.tenancy.context import acting_atomic
from tests.factories.accounts import UserFactory

DIGEST = "d" * 64
ANSWER = {"status": 201, "data": {"number": "PSP-2026-0001"}, "headers": {}}


class Undone(Exception):
    """Raised to undo the first call, as an answer of 400 and above is."""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("first_fails", [False, True])
def test_the_second_call_waits_for_the_first(first_fails):
    user = UserFactory()
    inside, go_on = Event(), Event()
    found: dict[str, tuple[object, bool]] = {}

    def slow() -> None:
        try:
            with acting_atomic(f"user:{user.pk}"):
                kept, _ = actions.claim(user_id=user.pk, key="one-call", digest=DIGEST)
                inside.set()
                assert go_on.wait(10)
                actions.keep(kept, ANSWER)
                if first_fails:
                    raise Undone
        except Undone:
            pass
        finally:
            connection.close()

    def quick() -> None:
        try:
            with acting_atomic(f"user:{user.pk}"):
                kept, mine = actions.claim(user_id=user.pk, key="one-call", digest=DIGEST)
                found["second"] = (kept.answer, mine)
        finally:
            connection.close()

    first, second = Thread(target=slow), Thread(target=quick)
    first.start()
    assert inside.wait(10)
    second.start()
    second.join(0.3)
    assert second.is_alive()
    go_on.set()
    first.join(10)
    second.join(10)
    assert found["second"] == ((None, True) if first_fails else (ANSWER, False))


@pytest.mark.django_db
def test_a_kept_answer_is_nobody_elses_by_the_databases_wall(dana_of_riverton, mona_manager):
    with acting_atomic(f"user:{dana_of_riverton.pk}"):
        kept, _ = actions.claim(user_id=dana_of_riverton.pk, key="one-call", digest=DIGEST)
        actions.keep(kept, ANSWER)
        assert KeptAnswer.objects.count() == 1
    with acting_atomic(f"user:{mona_manager.pk}"):
        assert KeptAnswer.objects.count() == 0
