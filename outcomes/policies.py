"""Decide who imports figures and reviews agencies."""

from datetime import datetime

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from outcomes.enums import ImportState
from outcomes.models import FigureImport


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
