"""The files of peer exchanges among the documents of both sites."""

from collections.abc import Iterator
from typing import Any

from django.db.models import F, QuerySet, Value

from exchanges.models import ExchangeFile
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.timeline.columns import Asked, Row, happened, name_of
from foundation.timeline.documents import Kind, Source, declare, of_file
from foundation.workflow.declarations import address_of
from foundation.workflow.words import Named


def _files(actor: Actor, asked: Asked, words: str) -> Iterator[QuerySet[Any, Any]]:
    """Find the standing files of the exchanges in which the site takes part."""
    if not actor.may(P.SITE_VIEW, at=asked.site_id):
        return
    seen = ExchangeFile.objects.visible_to(actor).between_any([asked.site_id])
    standing: QuerySet[Any, Any] = seen.standing()
    found = standing.annotate(site_id=Value(asked.site_id))
    yield happened(
        found.filter(Named(["name", "description"], words)) if words else found,
        asked,
        kind="exchange-file",
        at="uploaded_at",
        title=F("name"),
        who=name_of("uploaded_by"),
        note=F("description"),
        of=F("exchange__title"),
        exchange=F("exchange_id"),
        **of_file(),
    )


def _exchange(row: Row) -> str:
    return f"Peer exchange: {row.detail['of']}"


declare(
    Source(
        name="exchanges",
        rows=_files,
        kinds=(
            Kind(
                slug="exchange-file",
                origin=_exchange,
                origin_href=address_of("exchanges:detail", "exchange"),
                href=address_of("exchanges:file", "subject"),
            ),
        ),
    )
)
