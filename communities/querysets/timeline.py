"""Find the meetings of communities to which a site's people came, as columns of ``foundation.timeline.columns``."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Exists, F, IntegerField, OuterRef, QuerySet, Subquery, Value

from communities.models import Attendance, Meeting
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.timeline.columns import Asked, happened


def of_meetings(actor: Actor, asked: Asked) -> Iterator[QuerySet[Any, Any]]:
    """Find the meetings with how many of the site's people came; nobody else's attendance is read."""
    if not actor.may(P.SITE_VIEW, at=asked.site_id):
        return
    theirs = Attendance.objects.visible_to(actor).at_site(asked.site_id)
    came = theirs.filter(meeting=OuterRef("pk"))
    found = Meeting.objects.visible_to(actor).filter(Exists(came))
    if asked.area_id is not None:
        found = found.filter(community__core_area_id=asked.area_id)
    count = came.order_by().values("meeting").annotate(n=Count("pk")).values("n")
    yield happened(
        found.annotate(site_id=Value(asked.site_id)),
        asked,
        kind="community-meeting",
        at="starts_at",
        title=F("community__name"),
        people=Subquery(count, output_field=IntegerField()),
    )
