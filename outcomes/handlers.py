"""Doors of the outbox: reading a file of figures, and merging it."""

from foundation.outbox import jobs
from foundation.outbox.registry import Payload, handler
from outcomes.actions import imports, merges
from outcomes.enums import ImportState
from outcomes.models import FigureImport


@handler("outcomes.read")
def read(payload: Payload) -> None:
    """Read the file of an import."""
    kept = _of_job(payload)
    if kept is not None and kept.state == ImportState.READING:
        imports.read_by_job(kept)
        jobs.advance(int(payload["job"]), by=1)


@handler("outcomes.merge")
def merge(payload: Payload) -> None:
    """Merge the figures of an import: all of them, or none."""
    kept = _of_job(payload)
    if kept is not None and kept.job is not None and kept.state == ImportState.MERGING:
        merges.merge(kept, by_user=kept.job.by_user)
        jobs.advance(int(payload["job"]), by=1)


def _of_job(payload: Payload) -> FigureImport | None:
    found = FigureImport.objects.select_related("job", "source")
    return found.filter(job_id=int(payload["job"])).first()
