"""Session notes as what requests and commitments come from, as a kind of ``engagements.models.origins``."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from engagements.models.origins import Origin
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from summits.models import NOTE, SessionNote

# As long as a request's title.
MAX_TITLE = 140


def note(actor: Actor, pk: UUID) -> Origin | None:
    """Find a note of one of the actor's sites."""
    found = SessionNote.objects.visible_to(actor).for_page().filter(pk=pk).first()
    return origin_of(found) if found else None


def origin_of(note: SessionNote) -> Origin:
    """Return a note as an origin: its title names the session and the summit."""
    return Origin(kind=NOTE, pk=note.pk, title=title_of(note), site=note.site)


def title_of(note: SessionNote) -> str:
    """Return the session and summit of a note, such as "From lead to arrest, 2027 Violent Crime Summit"."""
    return f"{note.session.title}, {note.session.summit.name}"


def prefill(actor: Actor, origin: Origin) -> Mapping[str, Any]:
    """Return the first values of a request that is made from a note."""
    found = SessionNote.objects.visible_to(actor).for_page().get(pk=origin.pk)
    area = found.session.core_area
    return {
        "title": found.session.title[:MAX_TITLE],
        "core_area": area.slug if area else "",
        "desired_change": found.text,
    }


def sees_notes(actor: Actor, site_id: int) -> bool:
    """Return whether the actor can open the notes of a site."""
    return actor.may(P.SITE_VIEW, at=site_id)
