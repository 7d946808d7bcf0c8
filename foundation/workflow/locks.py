"""Lock rows, and check the actor's access again after waiting: the only way to row locks.

A statement that waits for a lock returns what its actor could read before the wait. So nothing from
a waiting statement is used before the actor was found to have the same access as then
(``docs/how-to/lock-a-row.md``).
"""

from contextlib import AbstractContextManager, nullcontext
from typing import TypeVar

from django.db.models import Model, QuerySet

from foundation.tenancy import powers
from foundation.tenancy.context import powers_of
from foundation.workflow.errors import AccessChanged, DomainError, NotAllowed, NotFound

M = TypeVar("M", bound=Model)


def hold(
    rows: QuerySet[M, M],
    pk: object,
    *,
    refusal: type[DomainError] | DomainError = NotAllowed,
    through: str = "",
) -> M:
    """Lock one row until the transaction ends, and return its current version.

    A free row costs one statement. If none is returned, the row is locked by someone, not the
    actor's to change, or gone: then this waits for it, and reads the actor and the row again.

    Arguments:
        rows: the queryset with the row, and with the relations the caller needs
            (``select_related``).
        pk: the row's primary key.
        refusal: the error when the actor sees the row and may not change it.
        through: the job that locks in the actor's place, such as ``system:offers``, where the
            person may write no more than an answer.

    Raises:
        NotFound: when the actor can't see it, or no longer can.
        AccessChanged: when the actor still sees it but lost access during the wait.
        refusal: when the actor sees it and may not change it.
    """
    with _as(through):
        free = list(_locking(rows.filter(pk=pk), skip_locked=True))
    if free:
        return free[0]
    watch, bare = powers.begin(), _bare(rows.filter(pk=pk))
    with _as(through):
        held = bool(list(_locking(bare)))
    if watch.lost():
        raise AccessChanged if bare.exists() else NotFound
    if not held:
        raise refusal if bare.exists() else NotFound
    with _as(through):
        row = rows.filter(pk=pk).first()
    if row is None:
        raise NotFound
    return row


def hold_all(rows: QuerySet[M, M], *, no_key: bool = False) -> list[M]:
    """Lock every row of a queryset that the actor may change, in order; skip the others.

    For rows that belong to a locked row, which rarely wait, and for rows that may not exist.

    Arguments:
        rows: the queryset, in the order in which its rows are locked.
        no_key: leave others free to save rows that point to these, as nearly every row points to a person.

    Raises:
        AccessChanged: when the actor lost access while this waited.
    """
    watch = powers.begin()
    held = list(rows.select_for_update(of=("self",), no_key=no_key))
    if watch.lost():
        raise AccessChanged
    return held


def _as(job: str) -> AbstractContextManager[None]:
    return powers_of(job) if job else nullcontext()


def _locking(rows: QuerySet[M, M], *, skip_locked: bool = False) -> QuerySet[M, M]:
    return rows.select_for_update(of=("self",), skip_locked=skip_locked)


def _bare(rows: QuerySet[M, M]) -> QuerySet[M, M]:
    """Return a queryset with only the key, as what a waiting statement reads is discarded."""
    return rows.select_related(None).prefetch_related(None).only("pk")
