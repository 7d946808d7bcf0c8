"""Questions about requests."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Self
from uuid import UUID

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    Exists,
    OuterRef,
    Q,
    Subquery,
    Sum,
    TextField,
    Value,
    When,
)
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Concat, Extract, JSONObject, Substr

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.workflow.cursors import Cursors
from foundation.workflow.words import found_in
from sites.models import Membership
from tta_requests.enums import (
    OPEN_STATUSES,
    UNDECIDED_STATUSES,
    WORKED_STATUSES,
    ClockState,
    Status,
    Urgency,
)
from tta_requests.querysets.visibility import handling_allows, shared_with

if TYPE_CHECKING:
    from tta_requests.models import TTARequest


A_YEAR = timedelta(days=365)
# Places of the list, for its page and for the API.
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
    )
} | {"effort_seconds": Extract("effort", "epoch")}
COMMITMENT = {name: name for name in ("pk", "kind", "text", "owed_by", "due_on", "done_at")}
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
RESOURCE = {name: name for name in ("office", "title", "url", "note", "added_at")} | {
    "who": "added_by__name"
}
COLLEAGUE = {"pk": "pk", "office": "organization__name", "ends_at": "ends_at"}
RELATED = {"kind": "kind", "number": "other__number", "title": "other__title"}


def _of(model: str) -> Any:
    """Rows of a model that hang on the request of the outer query."""
    return apps.get_model("tta_requests", model).objects.filter(request_id=OuterRef("pk"))


class TTARequestQuerySet(models.QuerySet["TTARequest"]):
    """Requests."""

    def visible_to(self, actor: Actor) -> Self:
        """What the actor's role, sites and shares allow; the database checks it again.

        The site condition is always spelled: without it no index serves a site user.
        """
        sites = actor.sites_for(P.REQUEST_VIEW)
        if sites is None:
            own = Q()
        elif actor.organizations:
            own = Q(site_id__in=sites) | Q(id__in=shared_with(actor))
        else:
            own = Q(site_id__in=sites)
        return self.filter(own, handling_allows(actor))

    def without_others_drafts(self, actor: Actor) -> Self:
        """A draft is its site's own until it is submitted, and of who entered it on behalf."""
        drafting = actor.sites_for(P.REQUEST_SUBMIT)
        own = Q(requester_id=actor.user_id) | Q(site_id__in=drafting or ())
        return self.filter(~Q(status=Status.DRAFT) | own)

    def open(self) -> Self:
        """Submitted and not finished."""
        return self.filter(status__in=OPEN_STATUSES)

    def submitted(self) -> Self:
        """No drafts."""
        return self.filter(submitted_at__isnull=False)

    def undecided(self) -> Self:
        """What the triage queue holds: nobody has confirmed yet who delivers."""
        return self.filter(status__in=UNDECIDED_STATUSES)

    def numbered(self, number: str) -> Self:
        """The one with that number."""
        return self.filter(number=number)

    def numbered_among(self, numbers: Iterable[str]) -> Self:
        """Those with one of the numbers."""
        return self.filter(number__in=list(numbers))

    def first_but(self, pk: UUID) -> "TTARequest | None":
        """Any of them but that one."""
        return self.exclude(pk=pk).first()

    def at(self, site_id: int) -> Self:
        """Requests of one site."""
        return self.filter(site_id=site_id)

    def worked_by(self, organizations: Iterable[int]) -> Self:
        """What the organizations have accepted and not given back, the newest first."""
        return self.filter(provider_id__in=list(organizations), status__in=WORKED_STATUSES)

    def after(self, created_at: datetime, pk: UUID) -> Self:
        """Older than that row, in the list's order."""
        return self._beside(created_at, pk, "lt")

    def before(self, created_at: datetime, pk: UUID) -> Self:
        """Newer than that row, in the list's order."""
        return self._beside(created_at, pk, "gt")

    def _beside(self, created_at: datetime, pk: UUID, side: str) -> Self:
        """One side of a row in (created_at, id) order; the plain bound lets the index start there."""
        return self.filter(
            Q(**{f"created_at__{side}": created_at})
            | Q(created_at=created_at, **{f"id__{side}": pk}),
            **{f"created_at__{side}e": created_at},
        )

    def with_found_words(self, words: str) -> Self:
        """With the part of the text that has the words, marked by ``FOUND``, as a column."""
        text = Concat("problem", Value(" "), "desired_change", output_field=TextField())
        return self.annotate(told=found_in(text, words))

    def in_status(self, status: str) -> Self:
        """In that state; all of them for none."""
        return self.filter(status=status) if status else self

    def in_area(self, area_id: int | None) -> Self:
        """With that primary core area; all of them for none."""
        return self if area_id is None else self.filter(core_area_id=area_id)

    def with_urgency(self, urgency: str) -> Self:
        """With that urgency; all of them for none."""
        return self.filter(urgency=urgency) if urgency else self

    def of_site(self, site_id: int | None) -> Self:
        """Of that site; of all of them for none."""
        return self if site_id is None else self.filter(site_id=site_id)

    def for_list(self) -> Self:
        """Everything the list shows, in one query: names and the clock that is due next."""
        clocks = (
            apps.get_model("tta_requests", "Clock")
            .objects.filter(request_id=OuterRef("pk"), state=ClockState.RUNNING)
            .order_by("due_at")
        )
        return self.select_related("site", "core_area", "provider__organization", "owner").annotate(
            clock_due_at=Subquery(clocks.values("due_at")[:1]),
            clock_warn_at=Subquery(clocks.values("warn_at")[:1]),
            clock_kind=Subquery(clocks.values("kind")[:1]),
        )

    def for_step(self) -> Self:
        """What a step on it needs, and no more: each further join doubles what planning costs (13 ms at ten)."""
        return self.select_related("site", "core_area", "provider__organization")

    def for_page(self) -> Self:
        """Everything the request's own row shows on its page."""
        return self.select_related(
            "site__state",
            "site__district",
            "core_area",
            "provider__organization",
            "owner",
            "requester",
            "endorsed_by",
        )

    def with_surroundings(self, at: datetime) -> Self:
        """With its further areas, its site's liaison and the exception a person must solve, as columns."""
        areas = apps.get_model("tta_requests", "RequestArea").objects.order_by("core_area__name")
        further = areas.filter(request_id=OuterRef("pk"))
        liaisons = Membership.objects.live(at).with_role("strategic-site-liaison")
        exceptions = apps.get_model("tta_requests", "RoutingException").objects.open()
        return self.annotate(
            further_area_names=ArraySubquery(further.values("core_area__name")),
            further_area_slugs=ArraySubquery(further.values("core_area__slug")),
            liaison_name=Subquery(
                liaisons.filter(site_id=OuterRef("site_id")).values("user__name")[:1]
            ),
            exception_reason=Subquery(
                exceptions.filter(request_id=OuterRef("pk")).values("reason")[:1]
            ),
        )

    def with_work(self) -> Self:
        """With its scope, commitments, hours, last letter and related requests, as columns."""
        scopes, letters = _of("Scope"), _of("Letter")
        commitments, hours, links = _of("Commitment"), _of("HoursEntry"), _of("RequestLink")
        return self.annotate(
            scope_now=Subquery(scopes.order_by("-number").values(told=JSONObject(**SCOPE))[:1]),
            commitments_told=ArraySubquery(
                commitments.order_by("due_on", "made_at").values(told=JSONObject(**COMMITMENT))
            ),
            hours_spent=Subquery(
                hours.order_by().values("request_id").annotate(total=Sum("spent")).values("total")
            ),
            letter_now=Subquery(
                letters.order_by("-created_at").values(told=JSONObject(**LETTER))[:1]
            ),
            related=ArraySubquery(
                # A draft is its site's own, also where a row links to it.
                links.exclude(other__status=Status.DRAFT)
                .order_by("made_at")
                .values(told=JSONObject(**RELATED))
            ),
        )

    def critical_share(self, now: datetime) -> dict[str, int]:
        """Of those sent in the last 12 months: how many, and how many of them critical."""
        recent = self.filter(submitted_at__gte=now - A_YEAR, submitted_at__lte=now)
        critical = Count("pk", filter=Q(urgency=Urgency.CRITICAL))
        return recent.order_by().aggregate(sent=Count("pk"), critical=critical)

    def with_own_evaluation(self, actor: Actor, at: datetime) -> Self:
        """With the evaluation the actor is asked for, as a column."""
        asked = _of("Evaluation").of_respondent(actor.user_id).waited_for(at)
        return self.annotate(own_evaluation=Subquery(asked.values("pk")[:1]))

    def with_files(self, actor: Actor) -> Self:
        """With the files the actor reads, as a column, the newest first."""
        files = _of("Attachment").standing().readable_by(actor).order_by("-uploaded_at", "-id")
        return self.annotate(files_told=ArraySubquery(files.values(told=JSONObject(**FILE))))

    def with_federal(self, at: datetime) -> Self:
        """With the agencies asked, the resources pointed to and the offices that comment, as columns."""
        referrals, resources = _of("FederalReferral"), _of("ProgramResource")
        offices = _of("Share").live(at).for_talk().order_by("organization__name")
        return self.annotate(
            referrals_told=ArraySubquery(
                referrals.order_by("agency").values(told=JSONObject(**REFERRAL))
            ),
            resources_told=ArraySubquery(
                resources.order_by("added_at").values(told=JSONObject(**RESOURCE))
            ),
            colleagues_told=ArraySubquery(offices.values(told=JSONObject(**COLLEAGUE))),
        )

    def with_resource(self) -> Self:
        """With whether a program office's resource stands on it, as a column."""
        return self.annotate(has_resource=Exists(_of("ProgramResource")))

    def with_scope_to_sign(self) -> Self:
        """With whether the scope in force waits for the site's signature, as a column."""
        latest = _of("Scope").order_by("-number")
        waits = Case(When(site_signed_at__isnull=True, then=True), default=False)
        return self.annotate(scope_waits_for_site=Subquery(latest.values(waits=waits)[:1]))

    def events_of(self, request_id: UUID) -> Any:
        """The history of one request among these, oldest first, with the name of who made each change."""
        events = apps.get_model("tta_requests", "TTARequestEvent").objects
        users = apps.get_model("accounts", "User").objects
        person = Cast(Substr("actor", len("user:") + 1), BigIntegerField())
        return (
            events.filter(pgh_obj_id__in=self.filter(pk=request_id).values("pk"))
            .select_related("core_area", "provider__organization", "owner")
            .annotate(actor=KT("pgh_context__actor"))
            .annotate(actor_id=Case(When(actor__startswith="user:", then=person)))
            .annotate(who=Subquery(users.filter(pk=OuterRef("actor_id")).values("name")[:1]))
            .order_by("pgh_created_at", "pgh_id")
        )

    def with_a_question(self) -> Self:
        """Those that wait for the site's answer."""
        return self.filter(status=Status.NEEDS_INFORMATION)
