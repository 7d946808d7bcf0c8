"""Doors of the outbox: reading a file of figures, merging it, computing trends, and notices of accomplishments."""

import logging
from collections.abc import Callable

from foundation.outbox import jobs
from foundation.outbox.registry import Payload, handler
from foundation.tenancy.context import atomic_savepoint
from foundation.tenancy.outages import is_outage
from foundation.workflow.errors import DomainError
from outcomes.actions import accomplishment_notices, imports, merges
from outcomes.enums import AccomplishmentStepKind, ImportState
from outcomes.models import Accomplishment, FigureImport

logger = logging.getLogger(__name__)
STOPPED = (
    "Something in this file stopped the {work}, and nothing was imported. "
    "Try again. If it stops again, discard the file and contact support."
)


@handler("outcomes.read")
def read(payload: Payload) -> None:
    """Read the file of an import."""
    kept = _of_job(payload)
    if kept is not None and kept.state == ImportState.READING:
        _run(kept, lambda: imports.read_by_job(kept), STOPPED.format(work="reading"))


@handler("outcomes.merge")
def merge(payload: Payload) -> None:
    """Merge the figures of an import: all of them, or none."""
    kept = _of_job(payload)
    if kept is not None and kept.job is not None and kept.state == ImportState.MERGING:
        by_user = kept.job.by_user
        _run(kept, lambda: merges.merge(kept, by_user=by_user), STOPPED.format(work="import"))


@handler("outcomes.announce_step")
def announce_step(payload: Payload) -> None:
    """Notify the people who had a part in an accomplishment of a step with it."""
    found = Accomplishment.objects.select_related("site").get(pk=str(payload["accomplishment"]))
    accomplishment_notices.announce(
        found,
        step=AccomplishmentStepKind(str(payload["step"])),
        people=[int(pk) for pk in str(payload["people"]).split()],
        version=int(payload["version"]),
    )


@handler("outcomes.compute_trends")
def compute_trends(payload: Payload) -> None:
    """Compute the trends again after figures changed."""
    from outcomes.actions import trends  # scipy, which web processes load handlers without

    trends.compute()


def _run(kept: FigureImport, work: Callable[[], object], stopped: str) -> None:
    """Do the work, or leave the import where a person can go on, with the reason on its page."""
    try:
        with atomic_savepoint:
            work()
    except DomainError as refused:
        imports.stop(kept, str(refused))
    except Exception as error:
        if is_outage(error):  # the outbox tries again
            raise
        logger.exception("the import %s stopped", kept.pk)
        imports.stop(kept, stopped)
    else:
        jobs.advance(kept.job_id or 0, by=1)


def _of_job(payload: Payload) -> FigureImport | None:
    found = FigureImport.objects.select_related("job", "source")
    return found.filter(job_id=int(payload["job"])).first()
