"""Writes of exports: request one, write it step by step, end it."""

import json
from hashlib import sha256

from django.http import HttpRequest, QueryDict

from foundation.accounts.actors import Actor, resolve
from foundation.accounts.models import User
from foundation.accounts.permissions import Permission
from foundation.accounts.permissions import Permission as P
from foundation.audit.enums import Kind
from foundation.audit.record import record
from foundation.calendars import clock
from foundation.exports import write
from foundation.exports.enums import Format
from foundation.exports.errors import AccessChanged
from foundation.exports.models import Export
from foundation.exports.registry import Exportable, find
from foundation.files.errors import NoRoom
from foundation.notifications import notify
from foundation.outbox import emit, jobs
from foundation.outbox.enums import JobState
from foundation.tenancy.context import acting, atomic
from foundation.workflow.cursors import LostPlace
from foundation.workflow.errors import InvalidInput, Refused

STEP = 2_000
# A workbook with more rows is hard to use; narrower filters help more.
MAX_ROWS = 200_000
MAX_AT_ONCE = 3
LOST = "The unfinished file is no longer available. Request this export again."
NO_ROOM = "There wasn't enough room for this export. Request it again later."


@atomic
def ask(
    what: str, *, query: str, kind: Format, by: Actor, request: HttpRequest | None = None
) -> Export:
    """Start an export, and record in the security log who exported what.

    Arguments:
        what: a registered list.
        query: its filters, as in the list's URL.
        kind: the file format.
        by: the person who exports; the rows are those they may see while it is written.
        request: the HTTP request, for the security log.

    Raises:
        InvalidInput: when the list does not exist or the person may not export it.
        Refused: when three exports are in progress, or the list is longer than the maximum.
    """
    exportable = find(what)
    if exportable is None or by.user_id is None or not _may(by, exportable):
        raise InvalidInput("Your role can't export this list.")
    if Export.objects.of(by.user_id).running().count() >= MAX_AT_ONCE:
        raise Refused(
            "You already have three exports in progress. Wait for one to finish, or cancel one."
        )
    total = exportable.count(by, QueryDict(query), MAX_ROWS + 1)
    if total > MAX_ROWS:
        raise Refused(f"This list has more than {MAX_ROWS:,} rows. Filter it, then export it.")
    # An empty list makes a file with the header row only.
    job = jobs.start(
        "exports.step", total=max(total, 1), by_user=by.user_id, phase="Waiting to start"
    )
    export = Export.objects.create(
        user_id=by.user_id,
        job=job,
        what=what,
        query=query,
        narrowed=list(exportable.narrowed(by, QueryDict(query))),
        format=kind,
        scope=scope_of(by, exportable.permission),
        expires_at=clock.now() + Export.LIFETIME,
    )
    record(
        Kind.EXPORTED,
        user_id=by.user_id,
        request=request,
        detail={"list": what, "filters": query, "format": str(kind), "rows": total},
    )
    return export


@atomic
def step(export: Export) -> None:
    """Write the next rows, as the requester may see them now; the last step makes the file.

    The export ends with an error if the person's access has changed or the disk is full: rows read
    with different access do not belong in one file.
    """
    if export.job.state != JobState.RUNNING:
        return None
    exportable, kind = find(export.what), Format(export.format)
    reader = User.objects.get(pk=export.user_id)
    with acting(f"user:{reader.pk}"):
        actor = resolve(reader)
        if exportable is None or not _sees_the_same(actor, export, exportable):
            return end(export, error=AccessChanged.message)
        try:
            rows, place = exportable.rows(actor, QueryDict(export.query), export.place, STEP)
        except LostPlace:
            return end(export, error=LOST)
        left = export.job.total - export.job.done
        last = len(rows) < STEP or left <= len(rows)
        pack = exportable.files if last else None
        files = list(pack(actor, QueryDict(export.query))) if pack else []
    try:
        lines = rows if export.written else [exportable.columns, *rows]
        export.written = write.append(export.pk.hex, lines, kind=kind, at=export.written)
    except NoRoom:
        return end(export, error=NO_ROOM)
    except FileNotFoundError:
        return end(export, error=LOST)
    export.place = place
    if last:
        try:
            made = write.finish(export.pk.hex, kind, files)
        except NoRoom:
            return end(export, error=NO_ROOM)
        export.content, export.size = made.name, made.size
    export.save(update_fields=["written", "place", "content", "size"])
    jobs.advance(export.job_id, by=left if last else len(rows), phase="Writing rows")
    if last:
        emit("exports.announce", key=f"export:{export.pk}", payload={"export": str(export.pk)})
    return None


def end(export: Export, *, error: str) -> None:
    """End an export that cannot continue; the requester is shown the sentence ``error``."""
    write.forget(export.pk.hex)
    jobs.fail(export.job_id, error=error)


@atomic
def cancel(export: Export) -> None:
    """Cancel an export that the requester no longer wants.

    Raises:
        Refused: when it is not in progress.
    """
    if not export.is_running:
        raise Refused("This export is no longer in progress.")
    end(export, error="You canceled it.")


@atomic
def note_download(export: Export) -> None:
    """Mark the notice that a file is ready as read, because its reader has the file."""
    notify.seen(export.user_id, key=f"export:{export.pk}")


@atomic
def tidy() -> int:
    """Delete expired exports, their files first; return how many."""
    over = list(Export.objects.expired(clock.now()))
    for export in over:
        write.forget(export.pk.hex)
        if export.content:
            payload = {"content": export.content}
            emit("files.discard", key=f"discard:{export.content}", payload=payload)
        export.delete()
    return len(over)


def scope_of(actor: Actor, permission: Permission) -> str:
    """Return a digest of what the actor may see of such a list; it differs when that changes."""
    sites = actor.sites_for(permission)
    told = [
        None if sites is None else sorted(sites),
        None if actor.cleared_sites is None else sorted(actor.cleared_sites),
        sorted(f"{site}:{agency}" for site, agency in actor.agency_seats),
        sorted(actor.organizations),
    ]
    return sha256(json.dumps(told).encode()).hexdigest()


def _may(actor: Actor, exportable: Exportable) -> bool:
    return actor.may_anywhere(P.LIST_EXPORT) and actor.may_anywhere(exportable.permission)


def _sees_the_same(actor: Actor, export: Export, exportable: Exportable) -> bool:
    return _may(actor, exportable) and scope_of(actor, exportable.permission) == export.scope
