"""The liaison's log on a site's timeline: visits, calls, and other contacts."""

from collections.abc import Iterator
from typing import Any

from django.db.models import F, QuerySet

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.timeline.columns import Asked, Row, happened, name_of
from foundation.timeline.registry import Kind, Source, declare
from foundation.workflow.declarations import address_of
from liaisons.enums import UpdateKind
from liaisons.models import EngagementUpdate, UpdateArea


def _updates(actor: Actor, asked: Asked) -> Iterator[QuerySet[Any, Any]]:
    """Find submitted updates on the day of the contact."""
    if not actor.may(P.UPDATE_VIEW, at=asked.site_id):
        return
    found = EngagementUpdate.objects.visible_to(actor).submitted()
    found = found.on_paper() if asked.on_paper else found
    if asked.area_id is not None:
        about = UpdateArea.objects.filter(core_area_id=asked.area_id, site_id=asked.site_id)
        found = found.filter(pk__in=about.values("update_id"))
    yield happened(
        found.with_mark(),
        asked,
        kind="update",
        day="occurred_on",
        title=F("summary"),
        who=name_of("author"),
        note=F("outcome"),
        contact=F("kind"),
        handling=F("handling"),
    )


def _contact(row: Row) -> str:
    return UpdateKind(row.detail["contact"]).label


declare(
    Source(
        name="updates",
        label="Updates and visits",
        rows=_updates,
        kinds=(Kind(slug="update", what=_contact, href=address_of("liaisons:detail", "subject")),),
        has_areas=True,
        order=20,
    )
)
