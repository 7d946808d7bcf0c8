"""The files of engagement updates among a site's documents."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse

from foundation.accounts.actors import Actor
from foundation.timeline.columns import Asked, Row, happened, name_of
from foundation.timeline.documents import Kind, Source, declare, of_file
from foundation.ui import dates
from foundation.workflow.words import Named
from liaisons.enums import UpdateKind
from liaisons.models import UpdateFile


def _files(actor: Actor, asked: Asked, words: str) -> Iterator[QuerySet[Any, Any]]:
    """Find the standing files of updates the actor reads."""
    found = UpdateFile.objects.visible_to(actor).standing()
    yield happened(
        found.filter(Named(["name", "description"], words)) if words else found,
        asked,
        kind="update-file",
        at="uploaded_at",
        title=F("name"),
        who=name_of("uploaded_by"),
        note=F("description"),
        update=F("update_id"),
        contact=F("update__kind"),
        occurred_on=F("update__occurred_on"),
        **of_file(),
    )


def _update(row: Row) -> str:
    day = dates.full_day(date.fromisoformat(row.detail["occurred_on"]))
    return f"{UpdateKind(row.detail['contact']).label} on {day}"


def _page(row: Row) -> str:
    return reverse("liaisons:detail", args=[row.detail["update"]])


def _file(row: Row) -> str:
    return reverse("liaisons:file", args=[row.detail["update"], row.subject])


declare(
    Source(
        name="updates",
        rows=_files,
        kinds=(Kind(slug="update-file", origin=_update, origin_href=_page, href=_file),),
    )
)
