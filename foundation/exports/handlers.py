"""Outbox jobs of exports: one step of writing, and the notice that the file is ready."""

from django.urls import reverse

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.exports import actions
from foundation.exports.models import Export
from foundation.exports.registry import find
from foundation.notifications import notify
from foundation.notifications.gate import declare
from foundation.notifications.notices import Due
from foundation.outbox.registry import Payload, handler


def _is_kept(actor: Actor, export_id: str) -> bool:
    found = Export.objects.filter(pk=export_id, user_id=actor.user_id or 0)
    return found.filter(expires_at__gt=clock.now()).exists()


KEPT = declare("export-is-kept", _is_kept)


@handler("exports.step")
def step(payload: Payload) -> None:
    """Write the next rows of an export."""
    found = Export.objects.select_related("job").filter(job_id=int(payload["job"])).first()
    if found is not None:
        actions.step(found)


@handler("exports.announce")
def announce(payload: Payload) -> None:
    """Notify the requester; the notice names the list, and nothing from its rows."""
    found = Export.objects.filter(pk=str(payload["export"])).first()
    if found is None:
        return
    exportable = find(found.what)
    notify.send(
        "export",
        Due(
            key=f"export:{found.pk}",
            recipients=[found.user_id],
            gate=KEPT(found.pk),
            number=f"Export of {exportable.title.lower()}" if exportable else "Export",
            action="download the file within three days",
            url=reverse("exports:index"),
            why="You requested this export.",
        ),
    )
