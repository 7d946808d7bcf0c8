"""Change what a speaker says of themselves and of their own sessions, until the agenda is locked."""

from collections.abc import Collection

from django.db.models import QuerySet

from foundation.accounts.actors import Actor
from foundation.outbox import emit
from foundation.tenancy.context import atomic_savepoint, powers_of
from foundation.workflow import locks
from foundation.workflow.errors import NotFound
from foundation.workflow.versions import check_version
from summits import policies
from summits.actions.speakers import JOB
from summits.errors import NotSpeaking
from summits.models import Session, Speaker, Summit


@atomic_savepoint
def change_profile(
    speaker: Speaker, *, position: str, biography: str, version: int | str | None, by: Actor
) -> Speaker:
    """Change the actor's own position and biography at one summit; its organizers are notified.

    Raises:
        NotFound: when an organizer removed the speaker.
        NotSpeaking: when it isn't the actor's, without the speaker role, and once the agenda is locked.
        StaleEdit: when someone changed it since.
    """
    _hold(speaker.summit)
    held: Speaker | None = Speaker.objects.select_related("summit").filter(pk=speaker.pk).first()
    if held is None:
        raise NotFound
    if not policies.can_change_profile(by, held):
        raise NotSpeaking
    check_version(held, version)
    held.position, held.biography = position.strip(), biography.strip()
    _save(held, "position", "biography")
    _tell(held.summit, held, by)
    return held


@atomic_savepoint
def describe(
    session: Session,
    *,
    text: str,
    needs: Collection[str],
    version: int | str | None,
    by: Actor,
) -> Session:
    """Change what one of the actor's own sessions is about, and what it needs; organizers are notified.

    Arguments:
        needs: values of ``Equipment``.

    Raises:
        NotSpeaking: when the actor doesn't speak in it, without the speaker role, and once the agenda is locked.
        StaleEdit: when someone changed it since.
    """
    _hold(session.summit)
    held: Session = Session.objects.select_related("summit").get(pk=session.pk)
    if not policies.can_describe(by, held):
        raise NotSpeaking
    check_version(held, version)
    held.text, held.needs = text.strip(), sorted(needs)
    _save(held, "text", "needs")
    _tell(held.summit, held, by)
    return held


def _hold(summit: Summit) -> None:
    """Lock the summit as organizers do, so that no step is taken and nothing is placed meanwhile."""
    rows: QuerySet[Summit, Summit] = Summit.objects.all()
    locks.hold(rows, summit.pk, refusal=NotSpeaking, through=JOB)


def _save(held: Speaker | Session, *changed: str) -> None:
    """Save as the portal: the rows are the organizers' to write; the history names the speaker."""
    held.version += 1
    with powers_of(JOB):
        held.save(update_fields=[*changed, "version"])


def _tell(summit: Summit, held: Speaker | Session, by: Actor) -> None:
    what = "speaker" if isinstance(held, Speaker) else "session"
    emit(
        "summits.tell_speaking",
        key=f"summits.speaking:{held.pk}:{held.version}",
        payload={
            "summit": str(summit.pk),
            what: str(held.pk),
            "version": held.version,
            "by": by.user_id or 0,
        },
    )
