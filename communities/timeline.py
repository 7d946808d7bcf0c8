"""Meetings of communities on a site's timeline, in words; the query is in ``querysets/timeline.py``."""

from django.urls import reverse

from communities.querysets import timeline
from foundation.timeline.columns import Row
from foundation.timeline.registry import Kind, Source, declare


def _attended(row: Row) -> str:
    people = row.detail["people"]
    return f"{people} {'person' if people == 1 else 'people'} attended a community meeting"


def _page(row: Row) -> str:
    return reverse("communities:meeting", args=[row.subject])


declare(
    Source(
        name="community-meetings",
        label="Communities of practice",
        rows=timeline.of_meetings,
        kinds=(Kind(slug="community-meeting", what=_attended, href=_page),),
        has_areas=True,
        order=107,
    )
)
