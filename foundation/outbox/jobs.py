"""Long jobs in steps: each step is one message, so progress shows and a crash costs one step."""

from collections.abc import Sequence

from foundation.calendars import clock
from foundation.outbox.emit import emit
from foundation.outbox.enums import JobState, Lane
from foundation.outbox.models import Job
from foundation.outbox.registry import Payload
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow import locks

MAX_ERRORS = 100


@atomic_savepoint
def start(
    kind: str, *, total: int, by_user: int | None, args: Payload | None = None, phase: str = ""
) -> Job:
    """Start a long job.

    Arguments:
        kind: a registered kind; its handler gets ``{"job": id}`` and does one step, then calls ``advance``.
        total: the number of units of work.
        by_user: the id of the person who waits for it.
        args: ids the steps need.
        phase: the first text of the progress bar.
    """
    now = clock.now()
    job = Job.objects.create(
        kind=kind,
        total=total,
        by_user=by_user,
        args=dict(args or {}),
        phase=phase,
        created_at=now,
        expires_at=now + Job.LIFETIME,
    )
    _next_step(job)
    return job


@atomic_savepoint
def advance(job_id: int, *, by: int, phase: str = "", errors: Sequence[str] = ()) -> Job:
    """Record ``by`` units as done and queue the next step, unless the job has ended."""
    job = locks.hold(Job.objects.all(), job_id)
    if job.state != JobState.RUNNING:
        return job
    job.done = min(job.done + by, job.total)
    job.phase = phase or job.phase
    job.errors = [*job.errors, *errors][:MAX_ERRORS]
    if job.done == job.total:
        job.state = JobState.DONE
    job.save()
    if job.state == JobState.RUNNING:
        _next_step(job)
    return job


@atomic_savepoint
def fail(job_id: int, *, error: str) -> Job:
    """End a job that cannot continue; the sentence is shown to the person who waits for it."""
    job = locks.hold(Job.objects.all(), job_id)
    job.state = JobState.FAILED
    job.errors = [*job.errors, error][:MAX_ERRORS]
    job.save()
    return job


def _next_step(job: Job) -> None:
    emit(job.kind, key=f"job:{job.pk}:{job.done}", payload={"job": job.pk}, lane=Lane.BULK)
