"""Queries for the pages of updates that span several tables."""

from datetime import date

from django.db.models import Case, Prefetch, QuerySet, Value, When

from foundation.accounts.actors import Actor
from foundation.accounts.compiled import Compiled
from foundation.workflow.cursors import Cursors, Position
from liaisons.enums import UpdateKind
from liaisons.models import (
    EngagementUpdate,
    EngagementUpdateQuerySet,
    UpdateCommitment,
    UpdateFile,
    UpdateRequest,
)
from liaisons.models.updates import NEWEST_FIRST
from sites.enums import Handling
from sites.models import Site
from tta_requests.models import TTARequest
from tta_requests.querysets import requests

PLACES = Cursors(
    "liaisons.updates", lambda row: Position(row.occurred_on, row.pk), read_at=date.fromisoformat
)


def log_of(actor: Actor, site_id: int | None) -> EngagementUpdateQuerySet:
    """Find what the log of the actor's sites shows, newest first; of one site, where it is given."""
    found = EngagementUpdate.objects.visible_to(actor).submitted().for_list()
    return found if site_id is None else found.at(site_id)


@Compiled
def newest_of(actor: Actor, site_id: int | None, most: int) -> EngagementUpdateQuerySet:
    """Find the log's first page, which is asked for most: building it takes Django longer than reading it."""
    return log_of(actor, site_id)[:most]


@Compiled
def drafts_of(actor: Actor) -> EngagementUpdateQuerySet:
    """Find the actor's own drafts, last saved first."""
    seen = EngagementUpdate.objects.visible_to(actor)
    return seen.drafts_of(actor.user_id).select_related("site")


def for_page(updates: EngagementUpdateQuerySet, actor: Actor) -> EngagementUpdateQuerySet:
    """Load everything the update's page shows, with those of its requests and commitments the actor may see."""
    seen = requests.visible_to(actor).order_by()
    shown = UpdateRequest.objects.filter(request__in=seen.values("pk")).select_related("request")
    loaded = updates.select_related("site", "author", "reviewed_by").with_mark()
    return loaded.prefetch_related(
        "area_links__core_area",
        "participant_links__membership__user",
        Prefetch("request_links", queryset=shown),
        Prefetch("commitment_links", queryset=UpdateCommitment.objects.shown_to(actor)),
        Prefetch("files", queryset=UpdateFile.objects.visible_to(actor).standing()),
    )


def federal_requests(update: EngagementUpdate) -> list[TTARequest]:
    """Find the requests with the federal mark that the update is about, of those the reader is cleared for."""
    links = update.request_links.filter(request__handling=Handling.FEDERAL)
    return [link.request for link in links.select_related("request").order_by("request__number")]


def versions_of(update: EngagementUpdate) -> QuerySet[EngagementUpdate]:
    """Return the versions of its text in order; rows of its event table, without reviews."""
    events = update.events  # type: ignore[attr-defined]  # -- pghistory adds it at run time
    found: QuerySet[EngagementUpdate] = events.exclude(pgh_label="reviewed").order_by("pgh_id")
    return found


def last_visit(site: Site, actor: Actor) -> EngagementUpdate | None:
    """Return the actor's own last visit to a site, or else the last visit anyone logged there."""
    visits = EngagementUpdate.objects.visible_to(actor).submitted().at(site.pk)
    own = Case(When(author_id=actor.user_id or 0, then=Value(0)), default=Value(1))
    found = visits.filter(kind=UpdateKind.VISIT).select_related("author")
    return found.order_by(own, *NEWEST_FIRST).first()
