"""People who act at one moment, each on a connection of their own, with real commits."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from django.db import connections

from foundation.accounts.actors import Actor, resolve
from foundation.accounts.models import User
from foundation.tenancy.context import acting_atomic

T = TypeVar("T")
Meet = Callable[[], object]
PATIENCE = 60.0


def at_once(*acts: Callable[[Meet], T]) -> list[T | Exception]:
    """Run every act in a thread of its own; return what each returned, or raised, in their order.

    Arguments:
        acts: each calls what it is given once it is ready, and waits there until all are.
    """
    start = Barrier(len(acts), timeout=PATIENCE)

    def run(act: Callable[[Meet], T]) -> T | Exception:
        try:
            return act(start.wait)
        except Exception as error:  # noqa: BLE001 -- the test says which are allowed
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def does(user: User, act: Callable[[Actor], T]) -> Callable[[Meet], T]:
    """Return an act of a person who meets the others inside the transaction, with their powers read."""

    def acting(meet: Meet) -> T:
        with acting_atomic(f"user:{user.pk}"):
            by = resolve(user)
            meet()
            return act(by)

    return acting


def refusals(outcomes: list[T | Exception]) -> list[type[Exception]]:
    """Return what kinds of errors were raised."""
    return [type(each) for each in outcomes if isinstance(each, Exception)]
