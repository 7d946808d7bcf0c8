"""Receive a file of figures, say how it is read, and confirm, undo, or discard it."""

from collections.abc import Mapping
from typing import Any

from django.utils.text import slugify

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.files import store
from foundation.files.intake import Checked
from foundation.imports.errors import Unreadable
from foundation.outbox import jobs
from foundation.tenancy.context import atomic, atomic_savepoint, powers_of
from foundation.workflow import locks
from foundation.workflow.versions import check_version
from outcomes import policies, querysets
from outcomes.actions import merges, readings
from outcomes.enums import ImportState
from outcomes.errors import NothingToImport, NotReady, StaffOnly, UnknownMapping, UnknownState
from outcomes.models import FigureImport, Source
from outcomes.parsing.figures import Reading
from outcomes.parsing.tables import NoHeader

# Whose powers a merge and its undoing have: they write what many sites show.
JOB = "system:reference"


@atomic
def receive(
    file: Checked, *, state: str = "", year: int | None = None, mapping: str = "", by: Actor
) -> FigureImport:
    """Store a file of figures; nothing is read or imported yet.

    Arguments:
        file: a spreadsheet.
        state: two letters, of rows that name none.
        year: of rows that name none.
        mapping: the source, by name; "" recognizes it by the file's columns.

    Raises:
        StaffOnly: when the actor doesn't import figures.
        UnknownState: when the letters are no state's.
        UnknownMapping: when no source has that name.
        NoRoom: when the disk is full.
    """
    if not policies.can_import(by):
        raise StaffOnly
    if state and querysets.states().resolve(state) != state.upper():
        raise UnknownState
    source = Source.objects.named(mapping).first() if mapping else None
    if mapping and source is None:
        raise UnknownMapping
    written = store.write(file.file)
    return FigureImport.objects.create(
        source=source,
        name=file.name,
        media_type=file.media_type,
        content=written.name,
        sha256=written.sha256,
        only_state=state.upper(),
        only_year=year,
        uploaded_by_id=by.user_id,
        created_at=clock.now(),
    )


@atomic
def start(
    file: Checked, *, state: str = "", year: int | None = None, mapping: str = "", by: Actor
) -> FigureImport:
    """Store a file of figures, and let a job read it.

    Raises:
        StaffOnly: when the actor doesn't import figures.
        UnknownState: when the letters are no state's.
        UnknownMapping: when no source has that name.
        NoRoom: when the disk is full.
    """
    kept = receive(file, state=state, year=year, mapping=mapping, by=by)
    kept.job = jobs.start("outcomes.read", total=1, by_user=by.user_id, phase="Reading the file")
    return _keep(kept)


@atomic_savepoint
def read(kept: FigureImport) -> FigureImport:
    """Read a stored file, and know its source by the columns if nobody named one.

    Raises:
        Unreadable: when the file has no table of figures.
    """
    _read(kept)
    return kept


def _read(kept: FigureImport) -> Reading:
    """Return the reading that the import's report is about."""
    reading = None
    if kept.source is None:
        reading = readings.reading_of(kept)
        kept.source = Source.objects.with_header(reading.header).first()
        if kept.source is None:
            kept.source = Source.objects.create(
                slug=_free_slug(kept.name), name=kept.name, header=reading.header
            )
    if kept.state != ImportState.READY and (kept.source.mapping or kept.source.absent):
        # Kept with the import: what is previewed is merged, whatever the source says by then.
        kept.mapping = {**kept.source.mapping, **kept.mapping}
        kept.absent = sorted({*kept.source.absent, *kept.absent})
        reading = None
    if reading is None:
        reading = readings.reading_of(kept)
    kept.report = readings.report_of(kept, reading)
    kept.state = ImportState.READY
    _keep(kept)
    return reading


@atomic
def read_by_job(kept: FigureImport) -> None:
    """Read a stored file; if it has no table of figures, its page says why."""
    try:
        read(kept)
    except Unreadable as wrong:
        say_why(kept, wrong)


@atomic
def confirm(kept: FigureImport, *, version: int | str | None, by: Actor) -> FigureImport:
    """Let a job import what can be imported, once however many people confirm it.

    Raises:
        StaffOnly: when the actor doesn't import figures.
        NotReady: when it is being imported, or was.
        NothingToImport: when no row can be.
        StaleEdit: when someone changed it since.
    """
    held = hold(kept, by)
    if held.state != ImportState.READY:
        raise NotReady(policies.why_not_ready(held))
    check_version(held, version)
    if not held.report["accepted"] + held.report["unchanged"]:
        raise NothingToImport
    held.state = ImportState.MERGING
    held.job = jobs.start("outcomes.merge", total=1, by_user=by.user_id, phase="Importing")
    return _keep(held)


@atomic
def stop(kept: FigureImport, why: str) -> None:
    """End a job that can't read or merge a file: it can be imported again, or discarded.

    Arguments:
        why: the sentence for the import's page.
    """
    held = locks.hold(FigureImport.objects.all(), kept.pk)
    held.state = ImportState.READY if held.state == ImportState.MERGING else ImportState.FAILED
    held.report = {**held.report, "error": why}
    _keep(held)
    if held.job_id is not None:
        jobs.fail(held.job_id, error=why)


@atomic
def discard(kept: FigureImport, *, version: int | str | None, by: Actor) -> FigureImport:
    """Put a file aside without importing it.

    Raises:
        StaffOnly: when the actor doesn't import figures.
        NotReady: when it is being imported, or was.
        StaleEdit: when someone changed it since.
    """
    held = hold(kept, by)
    if not policies.can_discard(held):
        raise NotReady(policies.why_not_ready(held))
    check_version(held, version)
    held.state = ImportState.DISCARDED
    return _keep(held)


@atomic
def undo(kept: FigureImport, *, version: int | str | None, by: Actor) -> FigureImport:
    """Take the figures of an import back within 30 days.

    Raises:
        StaffOnly: when the actor doesn't import figures.
        NotReady: when it isn't imported.
        StaleEdit: when someone changed it since.
        TooLate: when it was imported more than 30 days ago.
    """
    held = hold(kept, by)
    if held.state != ImportState.MERGED:
        raise NotReady(policies.why_not_ready(held))
    check_version(held, version)
    with powers_of(JOB):
        return merges.undo(held, by=by)


@atomic
def bring(file: Checked, *, options: Mapping[str, Any], apply: bool, by: Actor) -> FigureImport:
    """Receive a file and, if asked, merge it in the same transaction: for the command.

    Raises:
        Unreadable: when the file has no table of figures.
    """
    kept = receive(file, **options, by=by)
    reading = _read(kept)
    return merges.merge(kept, by_user=by.user_id, reading=reading) if apply else kept


def say_why(kept: FigureImport, wrong: Unreadable) -> FigureImport:
    """Keep why a file can't be read, with the names of its columns where a line looks like names."""
    names = wrong.names if isinstance(wrong, NoHeader) else ()
    columns = [{"name": name, "holds": "ignore"} for name in names]
    kept.state, kept.report = ImportState.FAILED, {"error": str(wrong), "columns": columns}
    return _keep(kept)


def hold(kept: FigureImport, by: Actor) -> FigureImport:
    """Lock an import for somebody who imports figures.

    Raises:
        StaffOnly: when the actor doesn't.
    """
    held = locks.hold(FigureImport.objects.all(), kept.pk, refusal=StaffOnly)
    if not policies.can_import(by):
        raise StaffOnly
    return held


def _keep(kept: FigureImport) -> FigureImport:
    kept.version += 1
    full, kept.report = kept.report, readings.capped(kept.report)
    kept.save()
    kept.report = full
    return kept


def _free_slug(name: str) -> str:
    base = slugify(name.rpartition(".")[0] or name)[:70] or "source"
    taken = set(Source.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    tries = (base, *(f"{base}-{number}" for number in range(2, len(taken) + 3)))
    return next(slug for slug in tries if slug not in taken)
