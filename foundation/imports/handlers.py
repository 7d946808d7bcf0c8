"""Doors of the outbox: one step of an import, and the word that it is done."""

from django.urls import reverse

from foundation.imports import actions
from foundation.imports.models import Import
from foundation.notifications import notify
from foundation.notifications.gate import ACCOUNT
from foundation.notifications.notices import Due
from foundation.outbox.registry import Payload, handler


@handler("imports.step")
def step(payload: Payload) -> None:
    """Bring the next rows."""
    found = Import.objects.select_related("job").filter(job_id=int(payload["job"])).first()
    if found is not None:
        actions.step(found)


@handler("imports.announce")
def announce(payload: Payload) -> None:
    """Tell who sent the file."""
    found = Import.objects.filter(pk=str(payload["import"])).first()
    if found is not None:
        notify.send(
            "import",
            Due(
                key=f"import:{found.pk}",
                recipients=[found.user_id],
                gate=ACCOUNT,
                number="Your spreadsheet",
                action="see what was imported",
                url=reverse("imports:show", args=[found.pk]),
                why="You uploaded this spreadsheet.",
            ),
        )
