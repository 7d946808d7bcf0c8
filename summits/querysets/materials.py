"""The files and links that a page shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from foundation.accounts.actors import Actor
from summits.models import MaterialFile, MaterialLink, Session, Summit


@dataclass(frozen=True, slots=True)
class Materials:
    """Files and links, each in the order in which they were added."""

    files: Sequence[MaterialFile] = ()
    links: Sequence[MaterialLink] = ()

    def of(self, session: UUID | None) -> "Materials":
        """Return those of one session, or of the summit as a whole for None."""
        return Materials(
            [each for each in self.files if each.session_id == session],
            [each for each in self.links if each.session_id == session],
        )


def of_whole(actor: Actor, summit: Summit) -> Materials:
    """Return what belongs to a summit as a whole; nothing, and no question, for visitors and imported summits."""
    if actor.user_id is None or summit.is_imported:
        return Materials()
    return Materials(
        list(
            MaterialFile.objects.visible_to(actor)
            .standing()
            .of_summit(summit.pk)
            .of_no_session()
            .for_page()
        ),
        list(
            MaterialLink.objects.visible_to(actor)
            .standing()
            .of_summit(summit.pk)
            .of_no_session()
            .for_page()
        ),
    )


def of_summit(actor: Actor, summit: Summit) -> Materials:
    """Return what belongs to a summit, its sessions' included."""
    return Materials(
        list(MaterialFile.objects.visible_to(actor).standing().of_summit(summit.pk).for_page()),
        list(MaterialLink.objects.visible_to(actor).standing().of_summit(summit.pk).for_page()),
    )


def of_sessions(actor: Actor, sessions: Sequence[Session]) -> Materials:
    """Return what belongs to some sessions; nothing, and no question, for none."""
    pks = [session.pk for session in sessions]
    if actor.user_id is None or not pks:
        return Materials()
    return Materials(
        list(MaterialFile.objects.visible_to(actor).standing().of_sessions(pks).for_page()),
        list(MaterialLink.objects.visible_to(actor).standing().of_sessions(pks).for_page()),
    )
