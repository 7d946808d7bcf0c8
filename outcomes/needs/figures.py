"""What of the figures needs people, in words: files that were read and wait for their check."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet

from foundation.accounts.actors import Actor
from foundation.needs.columns import needing
from foundation.needs.registry import Cause, Declaration, Within, declare
from foundation.workflow.declarations import address_of
from outcomes.enums import ImportState
from outcomes.models import FigureImport


def _imports(actor: Actor, now: datetime, within: Within) -> Iterator[QuerySet[Any, Any]]:
    """Find the actor's own imports whose rows are read."""
    if within.thing or within.site_id is not None or actor.user_id is None:
        return
    mine = FigureImport.objects.visible_to(actor).uploaded_by_person(actor.user_id)
    yield needing(
        mine.ready(),
        cause="check-figures",
        site=None,
        number=F("name"),
        since=F("created_at"),
        pk=F("pk"),
    )


declare(
    Declaration(
        name="figures",
        states=ImportState,
        rows=_imports,
        causes=(
            Cause(
                slug="check-figures",
                states=(ImportState.READY,),
                verb="Check import",
                title="Check the rows of a file, then import or discard it",
                why="The file is read. Nothing is imported until you say so.",
                href=address_of("outcomes:import", "pk"),
            ),
        ),
        nobody={
            ImportState.READING: "The portal is reading the file.",
            ImportState.MERGING: "The portal is importing its figures.",
            ImportState.MERGED: "Its figures are imported; undoing them is anyone's choice.",
            ImportState.UNDONE: "Its figures don't count.",
            ImportState.DISCARDED: "It was discarded.",
            ImportState.FAILED: "It can't be read; its page says why.",
        },
    )
)
