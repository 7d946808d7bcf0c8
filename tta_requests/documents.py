"""The files of requests among a site's documents."""

from collections.abc import Iterator
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, F, Q, QuerySet
from django.urls import reverse

from foundation.accounts.actors import Actor
from foundation.timeline.columns import Asked, Row, happened, name_of
from foundation.timeline.documents import Kind, Source, declare, of_file
from foundation.workflow.words import Named
from tta_requests.enums import MessageAudience
from tta_requests.models import Attachment

INTERNAL = ExpressionWrapper(Q(audience=MessageAudience.INTERNAL), output_field=BooleanField())


def _files(actor: Actor, asked: Asked, words: str) -> Iterator[QuerySet[Any, Any]]:
    """Find the standing files of requests the actor reads in full."""
    found = Attachment.objects.visible_to(actor).standing()
    yield happened(
        found.filter(Named(["name", "description"], words)) if words else found,
        asked,
        kind="request-file",
        at="uploaded_at",
        number=F("request__number"),
        title=F("name"),
        who=name_of("uploaded_by"),
        note=F("description"),
        of=F("request__title"),
        **of_file(internal=INTERNAL),
    )


def _request(row: Row) -> str:
    return f"{row.number} {row.detail['of']}"


def _page(row: Row) -> str:
    return reverse("tta_requests:detail", args=[row.number])


def _file(row: Row) -> str:
    return reverse("tta_requests:attachment", args=[row.number, row.subject])


declare(
    Source(
        name="requests",
        rows=_files,
        kinds=(Kind(slug="request-file", origin=_request, origin_href=_page, href=_file),),
    )
)
