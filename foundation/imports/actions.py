"""The writes of this room: keeping a spreadsheet, telling its columns apart, bringing its rows."""

from collections.abc import Mapping

from django.http import HttpRequest

from foundation.accounts.actors import Actor, resolve
from foundation.accounts.models import User
from foundation.audit.enums import Kind
from foundation.audit.record import record
from foundation.calendars import clock
from foundation.files import store
from foundation.files.intake import Checked
from foundation.imports import questions, read, row_validation
from foundation.imports.errors import NotAHeader, Unreadable
from foundation.imports.models import Import, ImportedKey
from foundation.imports.registry import Importable, find
from foundation.imports.row_validation import before_said
from foundation.outbox import emit, jobs
from foundation.outbox.enums import JobState
from foundation.tenancy.context import acting, atomic, atomic_savepoint
from foundation.tenancy.turns import take_turn
from foundation.workflow import locks
from foundation.workflow.errors import DomainError, InvalidInput, Refused

# Each step reads its table again: 0.5 s for the longest workbook, beside 0.8 s for bringing fifty rows.
# More rows a step would read less, and keep others longer from the counter of request numbers.
STEP = 50
# Names the turn of files that bring removed rows again, among the database's advisory locks.
AGAIN = 7_502


@atomic_savepoint
def receive(importable: Importable, file: Checked, *, by: Actor) -> Import:
    """Keep a spreadsheet whose table can be read; its columns are guessed, or as they were told last time.

    If the guessed header row can't be it, but another row can, it's kept without a header.

    Raises:
        InvalidInput: when the actor brings no such rows.
        Unreadable: when the file has no table.
        NoRoom: when the disk is full.
    """
    if by.user_id is None or not by.may_anywhere(importable.permission):
        raise InvalidInput("Your role can't import this kind of data.")
    if file.media_type not in read.READABLE:
        raise Unreadable(
            "This file isn't a spreadsheet. Save it as CSV (UTF-8), .xlsx, or .ods, then upload it again."
        )
    known = [name for column in importable.columns for name in column.headings]
    known += [part for column in importable.columns for part in column.parts or ()]
    header: list[str] = []
    try:
        table = read.table(file.file, file.media_type, known=known)
        header, line = list(table.header), table.header_line
    except NotAHeader as wrong:  # its page asks for the row
        line = wrong.line
    now = clock.now()
    return Import.objects.create(
        user_id=by.user_id,
        what=importable.slug,
        name=file.name,
        media_type=file.media_type,
        content=store.write(file.file).name,
        header=header,
        header_line=line,
        created_at=now,
        expires_at=now + Import.LIFETIME,
    )


@atomic
def tell_columns(kept: Import, mapping: Mapping[str, int]) -> Import:
    """Record which column is which; until the rows are imported it can be changed.

    Raises:
        Refused: when the rows are being brought, or another row was chosen to name the columns.
    """
    seen, kept = kept.header, _held(kept)
    if kept.header != seen:
        raise Refused(
            "You chose another header row for this file. Open it again, then match its columns."
        )
    kept.mapping = dict(mapping)
    kept.save(update_fields=["mapping"])
    return kept


@atomic_savepoint
def choose_header(kept: Import, line: int) -> Import:
    """Take another line of the file for its header; its columns are to be told apart again.

    Raises:
        Refused: when the rows are being brought.
        Unreadable: when that line cannot name the columns.
    """
    kept = _held(kept)
    kept.header_line = line
    kept.header, kept.mapping = list(table_of(kept).header), {}
    kept.save(update_fields=["header_line", "header", "mapping"])
    return kept


@atomic
def answer(kept: Import, answers: Mapping[str, str]) -> Import:
    """Record how unclear dates and names are read.

    Raises:
        Refused: when the rows are being brought.
    """
    kept = _held(kept)
    kept.answers = {**kept.answers, **answers}
    kept.save(update_fields=["answers"])
    return kept


@atomic
def begin(kept: Import, *, by: Actor, request: HttpRequest | None = None) -> Import:
    """Bring the rows that are good, in steps; those that are wrong are told by line.

    Raises:
        Refused: when it was begun, or its columns are not told apart yet.
    """
    kept = _held(kept)
    if not kept.mapping:
        raise Refused("Match the columns of this file first, then import its rows.")
    total = len(table_of(kept).lines)
    kept.job = jobs.start("imports.step", total=total, by_user=by.user_id, phase="Importing rows")
    kept.save(update_fields=["job"])
    detail: dict[str, str | int | bool | None] = {"kind": kept.what, "rows": total}
    record(Kind.IMPORTED, user_id=by.user_id, request=request, detail=detail)
    return kept


@atomic
def step(kept: Import) -> None:
    """Bring the next rows as who sent them, each once: a row that is known is left alone."""
    job, importable = kept.job, find(kept.what)
    if job is None or job.state != JobState.RUNNING:
        return
    reader = User.objects.get(pk=kept.user_id)
    with acting(f"user:{reader.pk}"):
        actor = resolve(reader)
        if importable is None or not actor.may_anywhere(importable.permission):
            report = None
        else:
            lines = table_of(kept).lines
            how = questions.reading(importable, lines, kept.mapping, kept.answers, actor)
            lines = lines[job.done : job.done + STEP]
            rows = row_validation.rows(importable, lines, how, actor)
            report = [[row.line, *_brought(importable, row, actor)] for row in rows]
            # Written as they as well: one transaction, one writer.
            kept.report = [*kept.report, *report]
            kept.save(update_fields=["report"])
    if report is None:
        jobs.fail(job.pk, error="Your role can no longer import this kind of data.")
        return
    jobs.advance(job.pk, by=len(report), phase="Importing rows")
    if job.done + len(report) >= job.total:
        emit("imports.announce", key=f"import:{kept.pk}", payload={"import": str(kept.pk)})


@atomic
def tidy() -> int:
    """Forget imports whose time is over, their files first; returns how many. What was brought stays."""
    over = list(Import.objects.expired(clock.now()))
    for kept in over:
        payload = {"content": kept.content}
        emit("files.discard", key=f"discard:{kept.content}", payload=payload)
        kept.delete()
    return len(over)


@atomic
def remove(kept: Import) -> None:
    """Delete a spreadsheet before its rows are imported.

    Raises:
        Refused: when they are, or were.
    """
    kept = _held(kept, "This file was imported. Make changes on each item's page.")
    emit("files.discard", key=f"discard:{kept.content}", payload={"content": kept.content})
    kept.delete()


def _held(kept: Import, begun: str = "This file is already being imported.") -> Import:
    """Lock a spreadsheet whose rows aren't being imported: another tab may begin that at any moment.

    Arguments:
        begun: the sentence for who comes after that.

    Raises:
        Refused: when the rows are being brought, or were.
    """
    held = locks.hold(Import.objects.all(), kept.pk)
    if held.job_id is not None:
        raise Refused(begun)
    return held


def table_of(kept: Import) -> read.Table:
    """Read the table of a stored spreadsheet."""
    with store.read(kept.content) as file:
        return read.table(file, kept.media_type, header_line=kept.header_line)


def _brought(importable: Importable, row: row_validation.Row, actor: Actor) -> tuple[bool, str]:
    """Return whether it was brought, and what came of it."""
    if row.wrong:
        return False, " ".join(row.wrong)
    if row.before:
        return False, before_said(row.before)
    if row.is_again:
        take_turn(AGAIN)
        if importable.identity(row.clean) not in importable.removed([row.clean]):
            told = ImportedKey.objects.told(importable.slug, [row.key])[row.key]
            return False, before_said(told)  # another file brought it since this row was checked
    try:
        with atomic_savepoint:  # one row that is refused leaves the others whole
            told = importable.bring(row.clean, actor)
            if not row.is_again:
                ImportedKey.objects.create(what=importable.slug, key=row.key, told=told)
    except DomainError as refused:
        return False, str(refused)
    return True, told
