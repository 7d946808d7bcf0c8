"""Queries of requests that also read other tables: each takes requests and filters them or adds columns."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    TextField,
    UUIDField,
    Value,
    When,
)
from django.db.models.functions import (
    Coalesce,
    Concat,
    Extract,
    Greatest,
    JSONObject,
)

from engagements.models import Commitment, Engagement
from foundation.accounts.actors import Actor
from foundation.accounts.authors import with_author
from foundation.accounts.compiled import Compiled
from foundation.accounts.roles import LIAISON
from foundation.calendars import clock
from foundation.workflow.cursors import Cursors
from foundation.workflow.words import found_in
from sites.models import Membership, Site
from tta_requests.enums import Status, Urgency
from tta_requests.models import (
    Attachment,
    FederalReferral,
    Follower,
    HoursEntry,
    Letter,
    ProgramResource,
    RequestArea,
    RequestLink,
    RoutingException,
    Scope,
    Share,
    TTARequest,
    TTARequestQuerySet,
)
from tta_requests.models.visibility import readable
from tta_requests.querysets.abandoned import is_left_alone
from tta_requests.querysets.clocks import next_of_request
from tta_requests.querysets.limits import limit_of_status

A_YEAR = timedelta(days=365)
# Pagination positions in the list, for its page and for the API.
PLACES = Cursors("tta_requests.list")
SCOPE = {
    name: name
    for name in (
        "number",
        "objectives",
        "activities",
        "starts_on",
        "ends_on",
        "written_by_id",
        "site_signed_by_id",
        "doj_signed_by_id",
        "site_signed_at",
        "doj_signed_at",
        "change",
    )
} | {"effort_seconds": Extract("effort", "epoch")}
COMMITMENT = {
    name: name
    for name in (
        "pk",
        "kind",
        "text",
        "owed_by",
        "due_on",
        "done_at",
        "dropped_reason",
        "canceled_at",
    )
}
LETTER = {name: name for name in ("step", "text", "alternatives", "created_at")}
FILE = {
    name: name
    for name in (
        "pk",
        "name",
        "description",
        "size",
        "scan",
        "finding",
        "audience",
        "uploaded_at",
        "uploaded_by_id",
    )
} | {"who": "uploaded_by__name"}
REFERRAL = {
    name: name
    for name in ("agency", "why", "note", "state", "answer", "answered_at", "membership_id")
}
RESOURCE = {
    name: name for name in ("pk", "office", "title", "url", "note", "added_at", "added_by_id")
} | {"who": "added_by__name"}
COLLEAGUE = {"pk": "pk", "office": "organization__name", "ends_at": "ends_at"}


def _of(rows: Any) -> Any:
    """Limit rows to those of the request in the outer query."""
    return rows.filter(request_id=OuterRef("pk"))


def visible_to(actor: Actor) -> TTARequestQuerySet:
    """Find the requests that the actor's role, sites, and shares allow; the database checks it again."""
    return TTARequest.objects.filter(readable(actor))


def drafts_to_finish() -> TTARequestQuerySet:
    """Find drafts of sites that can ask for new help: their engagement isn't over."""
    former = Engagement.objects.former_sites(clock.now())
    return TTARequest.objects.filter(status=Status.DRAFT).exclude(site_id__in=former)


def idle_drafts() -> TTARequestQuerySet:
    """Find drafts to finish with ``touched_at``: when they were last changed, or sent to the site."""
    changes = TTARequest.pgh_event_models["update"].objects  # type: ignore[attr-defined]  # -- pghistory's own register
    last = changes.filter(pgh_obj_id=OuterRef("pk")).order_by("-pgh_id").values("pgh_created_at")
    touched = Greatest(
        Coalesce(Subquery(last[:1]), "created_at"), Coalesce("sent_to_site_at", "created_at")
    )
    return drafts_to_finish().annotate(touched_at=touched)


def shown_to(actor: Actor) -> TTARequestQuerySet:
    """Find the requests for pages, lists, and the API: those the actor may see, without others' drafts."""
    return visible_to(actor).without_others_drafts(actor)


def keys_by_site(
    rows: QuerySet[Any, Any], sites: Collection[int] | None, most: int
) -> QuerySet[Any, Any]:
    """Find the keys of the first rows of each site, as ``key``.

    Each site's are read from an index, and no further: behind the row-security policies PostgreSQL would rather
    look up the rows of all sites.

    Arguments:
        rows: requests, or other rows of sites, in their order.
        sites: the sites; None for every one.
        most: how many of a site.
    """
    every = Site.objects.all() if sites is None else Site.objects.filter(pk__in=sites)
    of_site = ArraySubquery(rows.filter(site_id=OuterRef("pk")).values("pk")[:most])
    each = Func(of_site, function="unnest", output_field=UUIDField(), set_returning=True)
    return every.annotate(key=each).order_by().values("key")


def begun_by(actor: Actor, most: int) -> TTARequestQuerySet:
    """Find the drafts the actor started, the newest first."""
    own = shown_to(actor).filter(status=Status.DRAFT, requester_id=actor.user_id)
    return own.select_related("site").order_by("-created_at", "-pk")[:most]


def on_hold_until(day: date) -> TTARequestQuerySet:
    """Find requests on hold whose review date is that day or earlier."""
    return TTARequest.objects.filter(status=Status.ON_HOLD, hold_until__lte=day)


def with_found_words(rows: TTARequestQuerySet, words: str) -> TTARequestQuerySet:
    """Add the part of the text that contains the searched words, marked by ``FOUND``, as a column."""
    text = Concat("problem", Value(" "), "desired_change", output_field=TextField())
    return rows.annotate(told=found_in(text, words))


def for_list(rows: TTARequestQuerySet) -> TTARequestQuerySet:
    """Add everything the list shows, in one query: names, and the clock that is due next."""
    named = rows.select_related("site", "core_area", "provider__organization", "owner")
    return named.annotate(**next_of_request())


@Compiled
def for_page(actor: Actor, *, number: str) -> TTARequestQuerySet:
    """Find a request with everything that its page shows to the actor."""
    now, found = clock.now(), shown_to(actor).for_page().numbered(number)
    found = with_federal(with_files(with_work(with_surroundings(found, now)), actor), now)
    return with_reader(found, actor).annotate(is_left_alone=is_left_alone(now))


def with_surroundings(rows: TTARequestQuerySet, at: datetime) -> TTARequestQuerySet:
    """Add further areas, the site's liaison, the exception a person must solve, and the status's limit, as columns."""
    areas = RequestArea.objects.order_by("core_area__name")
    further = areas.filter(request_id=OuterRef("pk"))
    liaisons = Membership.objects.on_duty(at).with_role(LIAISON.slug)
    exceptions = RoutingException.objects.open()
    return rows.annotate(
        further_area_names=ArraySubquery(further.values("core_area__name")),
        further_area_slugs=ArraySubquery(further.values("core_area__slug")),
        liaison_name=Subquery(
            liaisons.filter(site_id=OuterRef("site_id")).values("user__name")[:1]
        ),
        exception_reason=Subquery(
            exceptions.filter(request_id=OuterRef("pk")).values("reason")[:1]
        ),
        limit=limit_of_status(),
    )


def with_work(rows: TTARequestQuerySet) -> TTARequestQuerySet:
    """Add scope, commitments, hours, last letter, and related requests, as columns."""
    scopes, letters = _of(Scope.objects), _of(Letter.objects)
    commitments, hours = _of(Commitment.objects), _of(HoursEntry.objects.standing())
    return rows.annotate(
        scope_now=Subquery(
            scopes.but_changes().order_by("-number").values(told=JSONObject(**SCOPE))[:1]
        ),
        scope_change=Subquery(scopes.proposed().values(told=JSONObject(**SCOPE))[:1]),
        commitments_told=ArraySubquery(
            commitments.order_by("due_on", "made_at").values(told=JSONObject(**COMMITMENT))
        ),
        hours_spent=Subquery(
            hours.order_by().values("request_id").annotate(total=Sum("spent")).values("total")
        ),
        letter_now=Subquery(letters.order_by("-created_at").values(told=JSONObject(**LETTER))[:1]),
        related=ArraySubquery(_related()),
    )


def _related() -> Any:
    """Find the requests linked to that of the outer query, with the side each was linked from."""
    is_reverse = Q(other_id=OuterRef("pk"))
    other = {
        name: Case(When(is_reverse, then=f"request__{name}"), default=f"other__{name}")
        for name in ("number", "title")
    }
    side = Case(When(is_reverse, then=True), default=False, output_field=BooleanField())
    # Only its site sees a draft, so a link to one is left out.
    told = RequestLink.objects.of_request(OuterRef("pk")).exclude(
        Q(other__status=Status.DRAFT) | Q(request__status=Status.DRAFT)
    )
    return told.order_by("made_at").values(
        told=JSONObject(pk="pk", kind="kind", is_reverse=side, **other)
    )


def critical_share(rows: TTARequestQuerySet, now: datetime) -> dict[str, int]:
    """Count the requests submitted in the last 12 months (``sent``), and how many of them are critical."""
    recent = rows.filter(submitted_at__gte=now - A_YEAR, submitted_at__lte=now)
    critical = Count("pk", filter=Q(urgency=Urgency.CRITICAL))
    return recent.order_by().aggregate(sent=Count("pk"), critical=critical)


def with_files(rows: TTARequestQuerySet, actor: Actor) -> TTARequestQuerySet:
    """Add the files the actor may read, newest first, as a column."""
    files = _of(Attachment.objects).standing().readable_by(actor).order_by("-uploaded_at", "-id")
    return rows.annotate(files_told=ArraySubquery(files.values(told=JSONObject(**FILE))))


def with_reader(rows: TTARequestQuerySet, actor: Actor) -> TTARequestQuerySet:
    """Add whether the actor follows the request, as a column."""
    return rows.annotate(is_followed=Exists(_of(Follower.objects).of_person(actor)))


def with_federal(rows: TTARequestQuerySet, at: datetime) -> TTARequestQuerySet:
    """Add the agencies asked, the resources shared, and the offices that comment, as columns."""
    referrals, resources = _of(FederalReferral.objects), _of(ProgramResource.objects.standing())
    offices = _of(Share.objects).live(at).for_talk().order_by("organization__name")
    return rows.annotate(
        referrals_told=ArraySubquery(
            referrals.order_by("agency").values(told=JSONObject(**REFERRAL))
        ),
        resources_told=ArraySubquery(
            resources.order_by("added_at").values(told=JSONObject(**RESOURCE))
        ),
        colleagues_told=ArraySubquery(offices.values(told=JSONObject(**COLLEAGUE))),
    )


def events_of(tta_request: TTARequest, actor: Actor) -> Any:
    """Find the field history of a request the actor can see, oldest first, with the name of each author."""
    seen = visible_to(actor).filter(pk=tta_request.pk)
    events = tta_request.events  # type: ignore[attr-defined]  # -- pghistory adds it at run time
    return (
        with_author(events.filter(pgh_obj_id__in=seen.values("pk")))
        .select_related("core_area", "provider__organization", "owner")
        .order_by("pgh_created_at", "pgh_id")
    )
