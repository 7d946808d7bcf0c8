"""Lock rows, and look again at who acts when somebody else held them: the one door to row locks.

A statement that waits for a lock answers with what its actor could read before the wait. So nothing that a
waiting statement gave is used before the actor was found to reach as much as then
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
    """Lock one row until the transaction ends, and return it as it is now.

    A row that is free costs one statement. Where none is given it is held by somebody, not the actor's to
    change, or gone: then it is waited for, and the actor and the row are read again afterwards.

    Arguments:
        rows: where the row is looked for, with what the caller wants read along (``select_related``).
        pk: which one.
        refusal: what is raised when the actor sees the row and may not change it.
        through: the job that locks in the actor's place, such as ``system:offers``, where a person writes
            no more than an answer.

    Raises:
        NotFound: when the actor does not see it, or no longer.
        AccessChanged: when the actor still sees it and lost a power during the wait.
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


def hold_all(rows: QuerySet[M, M]) -> list[M]:
    """Lock every row of these that the actor may change, in their order; others are left out.

    For rows that belong to one that is held, for which nobody waits as a rule, and for those that may not exist.

    Raises:
        AccessChanged: when the actor lost a power while this waited.
    """
    watch = powers.begin()
    held = list(_locking(rows))
    if watch.lost():
        raise AccessChanged
    return held


def _as(job: str) -> AbstractContextManager[None]:
    return powers_of(job) if job else nullcontext()


def _locking(rows: QuerySet[M, M], *, skip_locked: bool = False) -> QuerySet[M, M]:
    return rows.select_for_update(of=("self",), skip_locked=skip_locked)


def _bare(rows: QuerySet[M, M]) -> QuerySet[M, M]:
    """Only the key: what a waiting statement reads is thrown away."""
    return rows.select_related(None).prefetch_related(None).only("pk")
