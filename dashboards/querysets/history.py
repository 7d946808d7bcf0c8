"""Find what changed at a site, in the history that the database records."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from engagements.models import Engagement, Milestone
from foundation.accounts.actors import Actor
from foundation.accounts.authors import with_author
from foundation.accounts.models import User
from foundation.accounts.permissions import Permission as P
from foundation.audit.events import events_of
from foundation.timeline.columns import Asked, happened
from sites.models import Membership, Site, SiteAgency

AT = "pgh_created_at"
# What people read of each record: its fields with their labels.
FIELDS: Mapping[str, tuple[Any, Mapping[str, str]]] = {
    "site": (
        Site,
        {
            "name": "Name",
            "kind": "Kind",
            "county": "County",
            "time_zone": "Time zone",
            "population": "Population",
            "lead_agency": "Lead agency",
            "ori": "ORI",
        },
    ),
    "membership": (
        Membership,
        {
            "title": "Title",
            "starts_at": "Start",
            "ends_at": "End",
            "verified_on": "Verified",
            "verified_by": "Verified by",
        },
    ),
    "agency": (
        SiteAgency,
        {
            "name": "Name",
            "kind": "Kind",
            "is_lead": "Lead agency",
            "joined_on": "In the coalition since",
            "left_on": "Last day",
        },
    ),
    "engagement": (
        Engagement,
        {
            "track": "Track",
            "starts_on": "First day",
            "ends_on": "Last day",
            "onboarding_from": "Onboarding from",
            "active_from": "Active from",
            "closing_from": "Closing from",
            "suspended_from": "Suspended from",
            "suspended_until": "Suspended until",
            "plan_approved_on": "Sustainability plan approved",
            "graduated_on": "Graduated",
            "withdrawn_on": "Withdrawn",
        },
    ),
    "milestone": (Milestone, {"due_on": "Due", "done_on": "Reached"}),
}


def changes_of(actor: Actor, asked: Asked) -> Iterator[QuerySet[Any, Any]]:
    """Find versions of a site's records, each with the version before it; columns of the timeline.

    A version of the site itself is for staff alone, as the database has it.
    """
    if P.SITE_VIEW in actor.everywhere:
        # The site's own row is named by its key.
        own = events_of(Site).filter(pgh_obj_id=asked.site_id).annotate(site_id=F("id"))
        yield _versions(own, "site", asked, title=F("name"))
    if not actor.may(P.SITE_VIEW, at=asked.site_id):
        return
    yield _versions(
        events_of(Membership),
        "membership",
        asked,
        title=F("user__name"),
        role=F("role"),
        seat=F("seat"),
    )
    yield _versions(events_of(SiteAgency), "agency", asked, title=F("name"))
    yield _versions(events_of(Engagement), "engagement", asked)
    yield _versions(events_of(Milestone), "milestone", asked, milestone=F("kind"))


def _versions(
    rows: QuerySet[Any, Any], noun: str, asked: Asked, *, title: Any = "", **detail: Any
) -> QuerySet[Any, Any]:
    told = JSONObject(**{name: F(_path(rows.model, name)) for name in FIELDS[noun][1]})
    earlier = rows.model.objects.filter(
        pgh_obj_id=OuterRef("pgh_obj_id"), pgh_id__lt=OuterRef("pgh_id")
    )
    before = earlier.order_by("-pgh_id").annotate(told=told).values("told")[:1]
    return happened(
        with_author(rows),
        asked,
        kind=noun,
        at=AT,
        title=title,
        who=F("author"),
        now=told,
        before=Subquery(before),
        **detail,
    )


def _path(events: Any, name: str) -> str:
    """Return where the words of a field are: of a person, the name."""
    return f"{name}__name" if events._meta.get_field(name).related_model is User else name
