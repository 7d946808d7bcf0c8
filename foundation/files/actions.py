"""Writes of files: store a file, record the scanner's result."""

import logging
from datetime import timedelta
from typing import TypeVar

from django.conf import settings

from foundation.calendars import clock
from foundation.files import clamav, store
from foundation.files.enums import ScanState
from foundation.files.intake import Checked
from foundation.files.models import StoredFile
from foundation.outbox import emit
from foundation.tenancy.context import atomic
from foundation.workflow import locks

logger = logging.getLogger(__name__)

# An unavailable scanner is asked again for as long as it takes: its absence must not end in a dead
# letter that leaves files waiting for good.
AGAIN = timedelta(minutes=5)
MAX_FINDING = 200

F = TypeVar("F", bound=StoredFile)


@atomic
def keep(row: F, checked: Checked, *, by_user: int | None) -> F:
    """Write the content to the store, save the row, and queue a virus scan if there is a scanner.

    Arguments:
        row: a new instance of an app's own model, with its own fields set.
        checked: the result of ``intake.check``.
        by_user: the id of the person who uploaded it; None for a model whose files come from people without an account.

    Raises:
        NoRoom: when the disk is full; neither the row nor the content is saved.
    """
    written = store.write(checked.file)
    if checked.changes:
        checked.file.close()  # a photo written again, which nobody else has
    row.name, row.media_type = checked.name, checked.media_type
    row.content, row.size, row.sha256 = written.name, written.size, written.sha256
    row.scan = ScanState.PENDING if settings.CLAMAV_ADDRESS else ScanState.NOT_SCANNED
    row.uploaded_at = clock.now()
    if by_user is not None:
        row.uploaded_by_id = by_user
    row.save(force_insert=True)
    if row.scan == ScanState.PENDING:
        emit("files.scan", key=f"scan:{row.pk}", payload=_payload(row, tries=1))
    return row


@atomic
def scan(model: type[StoredFile], pk: str, *, tries: int) -> None:
    """Scan one file and record the result; retry later if the scanner is unavailable.

    The content of an infected file is removed once the record is committed.
    """
    row = locks.hold(model._default_manager.all(), pk)  # noqa: SLF001 -- Django's documented API
    if row.scan != ScanState.PENDING:
        return
    if not settings.CLAMAV_ADDRESS:  # scanning was turned off while the file waited
        _record(row, ScanState.NOT_SCANNED)
        return
    try:
        with store.read(row.content) as content:
            finding = clamav.scan(content, settings.CLAMAV_ADDRESS)
    except clamav.ScannerAway as away:
        logger.warning("the virus scanner is unavailable (%s); a file is waiting", away)
        emit(
            "files.scan",
            key=f"scan:{row.pk}:{tries}",
            payload=_payload(row, tries=tries + 1),
            due=clock.now() + AGAIN,
        )
        return
    if not finding:
        _record(row, ScanState.CLEAN)
        return
    logger.warning("the virus scanner found %s in %s %s", finding, model._meta.label, row.pk)
    _record(row, ScanState.INFECTED, finding)
    emit("files.discard", key=f"discard:{row.content}", payload={"content": row.content})


def _record(row: StoredFile, state: ScanState, finding: str = "") -> None:
    row.scan, row.scanned_at, row.finding = state, clock.now(), finding[:MAX_FINDING]
    row.save(update_fields=["scan", "scanned_at", "finding"])


def _payload(row: StoredFile, *, tries: int) -> dict[str, str | int]:
    return {"model": row._meta.label_lower, "file": str(row.pk), "tries": tries}
