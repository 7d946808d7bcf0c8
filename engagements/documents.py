"""The files of recommendations' evidence among a site's documents."""

from collections.abc import Iterator
from typing import Any

from django.db.models import F, QuerySet

from engagements.models import EvidenceFile
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.timeline.columns import Asked, Row, happened, name_of
from foundation.timeline.documents import Kind, Source, declare, of_file
from foundation.workflow.declarations import address_of
from foundation.workflow.words import Named


def _files(actor: Actor, asked: Asked, words: str) -> Iterator[QuerySet[Any, Any]]:
    """Find the standing files that show that a recommendation was carried out."""
    if not actor.may(P.SITE_VIEW, at=asked.site_id):
        return
    found = EvidenceFile.objects.visible_to(actor).standing()
    yield happened(
        found.filter(Named(["name"], words)) if words else found,
        asked,
        kind="evidence-file",
        at="uploaded_at",
        title=F("name"),
        who=name_of("uploaded_by"),
        note=F("evidence__text"),
        of=F("evidence__recommendation__headline"),
        recommendation=F("evidence__recommendation_id"),
        **of_file(),
    )


def _recommendation(row: Row) -> str:
    return f"Recommendation: {row.detail['of']}"


declare(
    Source(
        name="recommendations",
        rows=_files,
        kinds=(
            Kind(
                slug="evidence-file",
                origin=_recommendation,
                origin_href=address_of("engagements:recommendation", "recommendation"),
                href=address_of("engagements:evidence-file", "subject"),
            ),
        ),
    )
)
