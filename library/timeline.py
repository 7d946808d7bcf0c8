"""A site's own resources on its timeline; what the program shares with everyone is help to no one site."""

from collections.abc import Iterator
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, QuerySet

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.timeline.columns import Asked, happened
from foundation.timeline.registry import Kind, Source, declare
from foundation.workflow.declarations import address_of
from library.models import Resource
from sites.models import CoreArea


def _added(actor: Actor, asked: Asked) -> Iterator[QuerySet[Any, Any]]:
    """Find when the site's resources were added, archived ones too."""
    if not actor.may(P.SITE_VIEW, at=asked.site_id):
        return
    found = Resource.objects.visible_to(actor)
    if asked.area_id is not None:
        area = CoreArea.objects.filter(pk=asked.area_id)
        found = found.filter(core_areas__overlap=ArraySubquery(area.values("slug")))
    yield happened(
        found,
        asked,
        kind="resource-added",
        at="added_at",
        title=F("title"),
        who=F("added_by__name"),
        slug=F("slug"),
    )


declare(
    Source(
        name="resources",
        label="Resources",
        rows=_added,
        kinds=(
            Kind(
                slug="resource-added",
                what="Resource added",
                href=address_of("library:detail", "slug"),
            ),
        ),
        has_areas=True,
        order=109,
    )
)
