"""Meetings of communities on a site's timeline, in words; the query is in ``querysets/timeline.py``."""

from communities.querysets import timeline
from foundation.timeline.columns import Row
from foundation.timeline.registry import Kind, Source, declare
from foundation.workflow.declarations import address_of


def _attended(row: Row) -> str:
    people = row.detail["people"]
    return f"{people} {'person' if people == 1 else 'people'} attended a community meeting"


declare(
    Source(
        name="community-meetings",
        label="Communities of practice",
        rows=timeline.of_meetings,
        kinds=(
            Kind(
                slug="community-meeting",
                what=_attended,
                href=address_of("communities:meeting", "subject"),
            ),
        ),
        has_areas=True,
        order=107,
    )
)
