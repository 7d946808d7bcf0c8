"""Write a site's notes on sessions, and say that nothing needs to come of one."""

from django.db.models import QuerySet

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow import locks
from foundation.workflow.versions import check_version
from sites.models import Site
from summits import policies
from summits.errors import NotesClosed, NotYourNote
from summits.models import Session, SessionNote


@atomic_savepoint
def write(session: Session, *, site: Site, text: str, by: Actor) -> SessionNote:
    """Write a note on a session for one site.

    Raises:
        NotYourNote: when the actor holds no seat at the site that writes notes.
        NotesClosed: before the summit's first day, and when it is canceled.
    """
    if by.user_id is None or not policies.can_write_notes(by, site.pk):
        raise NotYourNote
    if not policies.takes_notes(session.summit):
        raise NotesClosed
    return SessionNote.objects.create(
        site=site, session=session, text=text.strip(), author_id=by.user_id, made_at=clock.now()
    )


@atomic_savepoint
def change(note: SessionNote, *, text: str, version: int | str | None, by: Actor) -> SessionNote:
    """Change the text of a note; earlier texts stay in the history.

    Raises:
        NotYourNote: when the actor did not write it, or no longer writes notes at the site.
        StaleEdit: when someone changed it since.
    """
    held = _held(note, version=version)
    if not policies.can_change_note(by, held):
        raise NotYourNote
    held.text = text.strip()
    return _saved(held, "text")


@atomic_savepoint
def settle(
    note: SessionNote, *, is_settled: bool, version: int | str | None, by: Actor
) -> SessionNote:
    """Say that nothing needs to come of a note, or take that back.

    Raises:
        NotYourNote: when the actor doesn't write notes at the site.
        StaleEdit: when someone changed it since.
    """
    held = _held(note, version=version)
    if not policies.can_write_notes(by, held.site_id):
        raise NotYourNote
    if is_settled == (held.settled_at is not None):
        return held
    held.settled_at = clock.now() if is_settled else None
    held.settled_by_id = by.user_id if is_settled else None
    return _saved(held, "settled_at", "settled_by")


def _held(note: SessionNote, *, version: int | str | None) -> SessionNote:
    rows: QuerySet[SessionNote, SessionNote] = SessionNote.objects.select_related(
        "session__summit", "site"
    )
    held = locks.hold(rows, note.pk, refusal=NotYourNote)
    check_version(held, version)
    return held


def _saved(held: SessionNote, *changed: str) -> SessionNote:
    held.version += 1
    held.save(update_fields=[*changed, "version"])
    return held
