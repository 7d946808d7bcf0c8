"""Decide who imports figures, reviews agencies, and takes the steps of accomplishments."""

from datetime import datetime

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from outcomes.enums import ImportState
from outcomes.models import Accomplishment, FigureImport

TOOK_PART = (
    "You already wrote or answered for this accomplishment. Somebody else takes the next step."
)
WROTE_IT = "The author of an accomplishment can't correct it. Another Program Manager does."
NOT_AGREED = "It names the work of {agency}. That agency's seat at the site agrees first."


def can_import(actor: Actor) -> bool:
    """Return whether the actor imports figures: Program Managers, Analysts, and jobs."""
    return actor.is_system or actor.may_anywhere(P.FIGURE_IMPORT)


def can_undo(kept: FigureImport, at: datetime) -> bool:
    """Return whether an import can still be undone."""
    if kept.state != ImportState.MERGED or kept.merged_at is None:
        return False
    return at <= kept.merged_at + FigureImport.UNDO


def can_discard(kept: FigureImport) -> bool:
    """Return whether a file can be put aside: it is read, or it can't be."""
    return kept.state in {ImportState.READY, ImportState.FAILED}


def can_tell_columns(kept: FigureImport) -> bool:
    """Return whether a person can say what the columns hold: its rows are read, or no header was found."""
    return can_discard(kept) and bool(kept.report.get("columns"))


def can_write_accomplishments(actor: Actor, site_id: int) -> bool:
    """Return whether the actor may write accomplishments of the site."""
    return actor.may(P.ACCOMPLISHMENT_WRITE, at=site_id)


def may_edit(actor: Actor, found: Accomplishment) -> bool:
    """Return whether the actor is its author and still writes at its site."""
    is_author = actor.user_id is not None and actor.user_id == found.author_id
    return is_author and can_write_accomplishments(actor, found.site_id)


def may_concur(actor: Actor, found: Accomplishment) -> bool:
    """Return whether the actor has the seat of the federal partner whose work it names."""
    if not actor.may(P.ACCOMPLISHMENT_CONCUR, at=found.site_id):
        return False
    return (found.site_id, found.federal_agency) in actor.agency_seats


def had_no_part(actor: Actor, found: Accomplishment) -> bool | str:
    """Refuse the next step to everyone who already wrote or answered for it."""
    return TOOK_PART if actor.user_id in found.people else True


def may_be_cleared(actor: Actor, found: Accomplishment) -> bool | str:
    """Refuse clearance by someone who had a part in it, or before its federal partner agreed."""
    if found.federal_agency and found.concurred_by_id is None:
        return NOT_AGREED.format(agency=found.federal_agency)
    return had_no_part(actor, found)


def did_not_write(actor: Actor, found: Accomplishment) -> bool | str:
    """Refuse a correction by the author."""
    return WROTE_IT if actor.user_id == found.author_id else True
