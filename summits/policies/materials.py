"""Decide who adds files and links to a summit and its sessions, and who removes them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from foundation.accounts.actors import Actor
from summits.enums import State
from summits.models import MaterialFile, MaterialLink, Session, Summit
from summits.policies.feedback import is_speaker
from summits.policies.summits import can_organize


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialPowers:
    """What the reader of a page may do with the files and links on it.

    Attributes:
        organizes: whether they remove anything, and add anywhere.
        is_closed: whether nothing is added: the summit is canceled, where what is wrong can still be removed.
        speaks_in: the keys of the sessions they speak in, where they add, and remove what they added.
    """

    organizes: bool = False
    is_closed: bool = False
    speaks_in: Collection[UUID] = frozenset()


def takes_materials(summit: Summit) -> bool:
    """Return whether files and links are taken: also long after the summit, unless it is canceled or imported."""
    return not summit.is_imported and summit.status != State.CANCELED


def speaks_in(actor: Actor, session: Session) -> bool:
    """Return whether the actor has the speaker role and is named as a speaker of the session."""
    return names(session, actor) and is_speaker(actor, session.summit)


def names(session: Session, actor: Actor) -> bool:
    """Return whether a session names the actor as a speaker; that alone gives no power."""
    people = {speaker.person_id for speaker in session.speakers.all()}
    return actor.user_id is not None and actor.user_id in people


def can_add_material(actor: Actor, summit: Summit, session: Session | None = None) -> bool:
    """Return whether the actor adds files and links: an organizer anywhere, a speaker to their own sessions."""
    if not takes_materials(summit):
        return False
    return can_organize(actor, summit) or (session is not None and speaks_in(actor, session))


def material_powers(actor: Actor, summit: Summit, sessions: Iterable[Session]) -> MaterialPowers:
    """Return what the actor may do with the files and links of a summit and those sessions, in two queries at most."""
    if actor.user_id is None or summit.is_imported:
        return MaterialPowers()
    is_closed = not takes_materials(summit)
    if can_organize(actor, summit):
        return MaterialPowers(organizes=True, is_closed=is_closed)
    named = [each.pk for each in sessions if names(each, actor)]
    own = named if named and is_speaker(actor, summit) else ()
    return MaterialPowers(speaks_in=own, is_closed=is_closed)


def can_remove_material(actor: Actor, material: MaterialFile | MaterialLink) -> bool:
    """Return whether the actor removes it: an organizer any, a speaker what they added to their own sessions."""
    if material.summit.is_imported:
        return False
    if can_organize(actor, material.summit):
        return True
    by = material.uploaded_by_id if isinstance(material, MaterialFile) else material.added_by_id
    session = material.session
    return by == actor.user_id and session is not None and speaks_in(actor, session)
