"""Receive a file of figures, say how it is read, and confirm, undo, or discard it."""

from collections.abc import Iterable, Mapping
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
from outcomes.parsing.places import fold
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
        header = [fold(name) for name in reading.names]
        kept.source = Source.objects.with_header(header).first()
        if kept.source is None:
            kept.source = Source.objects.create(
                slug=_free_slug(kept.name), name=kept.name, header=header
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
        _say_why(kept, wrong)


@atomic
def confirm(kept: FigureImport, *, version: int | str | None, by: Actor) -> FigureImport:
    """Let a job import what can be imported, once however many people confirm it.

    Raises:
        StaffOnly: when the actor doesn't import figures.
        NotReady: when it is being imported, or was.
        NothingToImport: when no row can be.
        StaleEdit: when someone changed it since.
    """
    held = _held(kept, by)
    if held.state != ImportState.READY:
        raise NotReady
    check_version(held, version)
    if not held.report["accepted"] + held.report["unchanged"]:
        raise NothingToImport
    held.state = ImportState.MERGING
    held.job = jobs.start("outcomes.merge", total=1, by_user=by.user_id, phase="Importing")
    return _keep(held)


@atomic
def pick(kept: FigureImport, line: int, *, by: Actor) -> FigureImport:
    """Choose one of the lines that differ, and read the file again.

    Raises:
        StaffOnly: when the actor doesn't import figures.
        NotReady: when it is being imported, or was, or the line isn't one of them.
    """
    held = _held(kept, by)
    groups = [each["lines"] for each in held.report.get("rejected", []) if len(each["lines"]) > 1]
    group = next((lines for lines in groups if line in lines), None)
    if held.state != ImportState.READY or group is None:
        raise NotReady
    held.picks = sorted({*held.picks, line} - {other for other in group if other != line})
    return read(held)


@atomic_savepoint
def tell_columns(
    kept: FigureImport,
    mapping: Mapping[str, str],
    *,
    heading_line: int | None = None,
    version: int | str | None,
    by: Actor,
) -> FigureImport:
    """Say what the columns hold, remember it for the source, and read the file again.

    Arguments:
        mapping: folded heading → a key of ``ROLES``, or a measure.
        heading_line: the line of the file that names the columns. Where it moves, the file is read by that line, and
            the mapping, which is about other columns, is left out.

    Raises:
        StaffOnly: when the actor doesn't import figures.
        NotReady: when it is being imported, or was.
        StaleEdit: when someone changed it since.
        Unreadable: when no table is left.
    """
    held = _held(kept, by)
    if not policies.can_tell_columns(held):
        raise NotReady
    check_version(held, version)
    if heading_line is not None and heading_line != held.named_at:
        return _read_by(held, heading_line)
    held.mapping = {**held.mapping, **mapping}
    read(held)
    if held.source is not None:
        held.source.mapping = {**held.source.mapping, **mapping}
        held.source.save(update_fields=["mapping"])
    return held


@atomic_savepoint
def tell_zeros(kept: FigureImport, key: str, *, are_absent: bool, by: Actor) -> FigureImport:
    """Say whether doubtful counts of 0 mean "not reported", remember it for the source, and read the file again.

    Arguments:
        key: of the doubtful counts, as the report lists them.
        are_absent: False for counts that are 0.

    Raises:
        StaffOnly: when the actor doesn't import figures.
        NotReady: when it is being imported, or was, or has no such counts.
    """
    held = _held(kept, by)
    listed = {each["key"] for each in held.report.get("zeros", [])}
    if held.state != ImportState.READY or key not in listed or held.source is None:
        raise NotReady
    held.absent = _told(held.absent, key, are_absent=are_absent)
    read(held)
    held.source.absent = _told(held.source.absent, key, are_absent=are_absent)
    held.source.save(update_fields=["absent"])
    return held


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
def discard(kept: FigureImport, *, by: Actor) -> FigureImport:
    """Put a file aside without importing it.

    Raises:
        StaffOnly: when the actor doesn't import figures.
        NotReady: when it is being imported, or was.
    """
    held = _held(kept, by)
    if not policies.can_discard(held):
        raise NotReady
    held.state = ImportState.DISCARDED
    return _keep(held)


@atomic
def undo(kept: FigureImport, *, by: Actor) -> FigureImport:
    """Take the figures of an import back within 30 days.

    Raises:
        StaffOnly: when the actor doesn't import figures.
        NotReady: when it isn't imported.
        TooLate: when it was imported more than 30 days ago.
    """
    held = _held(kept, by)
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


def _read_by(held: FigureImport, heading_line: int) -> FigureImport:
    """Read the file again by the line that names the columns; where its names say too little, a person says what they hold."""
    held.heading_line = heading_line
    try:
        return read(held)
    except NoHeader as wrong:
        return _say_why(held, wrong)


def _say_why(kept: FigureImport, wrong: Unreadable) -> FigureImport:
    """Keep why a file can't be read, with the names of its columns where a line looks like names."""
    names = wrong.names if isinstance(wrong, NoHeader) else ()
    columns = [{"name": name, "holds": "ignore"} for name in names]
    kept.state, kept.report = ImportState.FAILED, {"error": str(wrong), "columns": columns}
    return _keep(kept)


def _held(kept: FigureImport, by: Actor) -> FigureImport:
    """Lock an import for somebody who imports figures."""
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


def _told(absent: Iterable[str], key: str, *, are_absent: bool) -> list[str]:
    """Return the keys of absent counts with one more, or without it."""
    return sorted({*absent, key} if are_absent else {*absent} - {key})


def _free_slug(name: str) -> str:
    base = slugify(name.rpartition(".")[0] or name)[:70] or "source"
    taken = set(Source.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    tries = (base, *(f"{base}-{number}" for number in range(2, len(taken) + 3)))
    return next(slug for slug in tries if slug not in taken)
