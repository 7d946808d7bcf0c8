"""What was promised to a site, for a request or without one: deliverables, milestones and commitments."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Self
from uuid import UUID

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Case, Q, Value, When

from engagements.enums import CommitmentKind, Party
from engagements.models import origins
from engagements.models.commitment_indexes import INDEXES
from engagements.models.reference import CommitmentTemplate
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.tenancy.constraints import SameSite
from foundation.tenancy.functions import one_of
from foundation.tenancy.models import SiteScopedModel
from foundation.workflow.embedded import columns_of
from sites.enums import Handling
from sites.models import Site


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    """Queries of commitments."""

    def visible_to(self, actor: Actor) -> Self:
        """Find commitments of the actor's sites, and those of requests as the requests' room declares."""
        ids = actor.sites_for(P.SITE_VIEW)
        own = Q() if ids is None else Q(site_id__in=ids)
        # Whoever has nothing shared with them reads only rows of their sites, which an index finds.
        near = self if actor.organizations else self.filter(own)
        return near.filter(
            Q(request=None) & own | Q(request__isnull=False) & origins.readable(actor)
        )

    def of_requests(self) -> Self:
        """Leave out commitments made without a request."""
        return self.filter(request__isnull=False)

    def without_request(self) -> Self:
        """Find commitments made without a request."""
        return self.filter(request=None)

    def of_request(self, request_id: UUID) -> Self:
        """Find the commitments of one request, by due date."""
        return (
            self.filter(request_id=request_id)
            .select_related("owner", "done_by")
            .order_by("due_on", "made_at")
        )

    def of_origins(self, kind: str, pks: Iterable[UUID]) -> Self:
        """Find the commitments that came from things of a kind other than a request, by due date."""
        return self.filter(origin_kind=kind, origin_id__in=list(pks)).order_by("due_on", "made_at")

    def of_batch(self, batch: UUID) -> Self:
        """Find the commitments that were added with one use of a template."""
        return self.filter(batch=batch)

    def of_template(self, template: CommitmentTemplate) -> Self:
        """Find the commitments that were added from a template, at any time."""
        return self.filter(template=template)

    def open(self) -> Self:
        """Find commitments that are neither done, canceled, nor closed with their request."""
        return self.filter(done_at__isnull=True, dropped_reason="")

    def dropped(self) -> Self:
        """Find commitments that someone canceled, or that were closed with their request."""
        return self.filter(done_at__isnull=True).exclude(dropped_reason="")

    def but_canceled(self) -> Self:
        """Leave out commitments that someone canceled, such as those added in error."""
        return self.filter(canceled_at=None)

    def due_by(self, day: date) -> Self:
        """Find open commitments due on that day or earlier."""
        return self.open().filter(due_on__lte=day)

    def of_provider(self, provider_id: int) -> Self:
        """Find the open commitments a provider owes, by due date."""
        owed = self.open().filter(owed_by=Party.PROVIDER, request__provider_id=provider_id)
        return owed.select_related("request").order_by("due_on", "made_at")

    def for_paper(self, site_id: int) -> Self:
        """Find the open commitments of a site, due first, without those of federal items."""
        found = self.open().at(site_id).on_paper()
        return found.select_related("request", "owner").order_by("due_on", "made_at")

    def owned_by(self, owner_id: int | None) -> Self:
        """Find the commitments of one person; None finds those of no one person."""
        return self.filter(owner_id=owner_id)

    def of_site_named(self, slug: str) -> Self:
        """Find the commitments of the site with that slug."""
        return self.filter(site__slug=slug)

    def at(self, site_id: int) -> Self:
        """Find the commitments of one site."""
        return self.filter(site_id=site_id)

    def from_origin(self, kind: str) -> Self:
        """Find the commitments that came from a kind of thing other than a request."""
        return self.filter(origin_kind=kind)

    def of_nothing(self) -> Self:
        """Find the commitments that came from nothing that is named."""
        return self.filter(request=None, origin_kind="")

    def done(self) -> Self:
        """Find the commitments that were marked as done."""
        return self.filter(done_at__isnull=False)

    def in_state(self, state: str) -> Self:
        """Find the commitments in a state of the lists' filter: open, done, canceled, or all."""
        if state == "done":
            return self.done()
        if state == "canceled":
            return self.dropped()
        return self if state == "all" else self.open()

    def due_between(self, first: date, last: date) -> Self:
        """Find the commitments due in a span of days, both included."""
        return self.filter(due_on__gte=first, due_on__lte=last)

    def after(self, day: date, pk: UUID) -> Self:
        """Find the commitments due later than that one; of one day by key."""
        return self.filter(Q(due_on__gt=day) | Q(pk__gt=pk), due_on__gte=day)

    def before(self, day: date, pk: UUID) -> Self:
        """Find the commitments due earlier than that one; of one day by key."""
        return self.filter(Q(due_on__lt=day) | Q(pk__lt=pk), due_on__lte=day)

    def by_day(self, *, latest: bool = False) -> Self:
        """Order commitments by due date, as pages and positions in lists read them."""
        return self.order_by("-due_on", "-pk") if latest else self.order_by("due_on", "pk")

    def first_due(self, most: int) -> Self:
        """Find those due first, in their table alone: joined, behind the policies, all of them would be read."""
        found: Self = type(self)(self.model)
        return found.filter(one_of(self.by_day().values("pk")[:most]))

    def on_paper(self) -> Self:
        """Leave out the commitments of federal items."""
        return self.exclude(request__handling=Handling.FEDERAL)

    def counted(self, most: int) -> int:
        """Return the number of commitments, counting no further than ``most``."""
        return self.order_by()[:most].count()

    def for_site(self, site_id: int) -> Self:
        """Load the commitments of a site: open ones first, by due date."""
        found = self.at(site_id).select_related("site", "request", "owner", "template")
        return found.order_by(_is_closed(), "due_on", "made_at")

    def for_page(self) -> Self:
        """Load what the page of one commitment shows."""
        return self.select_related("site", "owner", "made_by")

    def for_notice(self) -> Self:
        """Load what a reminder shows of a commitment."""
        return self.select_related("site", "request__site", "owner")

    def for_list(self) -> Self:
        """Load what a line of a list or of an export shows of a commitment, and what decides who can mark it as done."""
        # All of its own columns: Django takes longer to leave out a few of a row than to read them.
        own = columns_of(self.model)
        return self.select_related("site", "request", "owner").only(*own, *LISTED)


# What a line of a list shows of other tables.
LISTED = (
    *("site__slug", "site__name", "site__time_zone", "owner__name"),
    *("request__number", "request__status", "request__site_id"),
    *("request__provider_id", "request__co_leads"),
)


def _is_closed() -> Case:
    return Case(When(done_at=None, dropped_reason="", then=Value(0)), default=Value(1))


def _person() -> Any:
    """Return a foreign key to a user that prevents deleting that user."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )


# The tables keep their names: rows, policies, and history stay where they are (ADR 0047).
@pghistory.track(meta={"db_table": "tta_requests_commitmentevent"}, exclude=["reminded_on"])
class Commitment(SiteScopedModel):
    """Something promised to a site: a deliverable, milestone, or commitment, with its owner and due date.

    Attributes:
        request: the request it was made for, whose readers alone see it; None when it was made without one.
        dropped_reason: why nobody owes it any more, whether someone canceled it or its request ended.
        canceled_at: when someone canceled it; None when it was closed with its request.
        evidence: what shows that it is done: a line of text or a link.
        date_reason: why it last got a new date; earlier reasons are in the history.
        origin_kind: the kind of thing it came from other than a request; its key and title follow.
        batch: what was added with it in one action from a template; None when it was added alone.
        reminded_on: the day at its site on which someone last sent its owner a reminder; not in the history.
    """

    # Without an index of its own, which PostgreSQL took for the cheapest way to what a longer one has (ADR 109).
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+", db_index=False)
    # By label: a key to a table of a room above, which declares who reads these rows.
    request = models.ForeignKey(
        "tta_requests.TTARequest",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="commitments",
    )
    kind = models.CharField(
        max_length=12, choices=CommitmentKind, default=CommitmentKind.COMMITMENT
    )
    text = models.CharField(max_length=240)
    owed_by = models.CharField(max_length=8, choices=Party)
    owner = _person()
    due_on = models.DateField()
    made_by = _person()
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = _person()
    dropped_reason = models.CharField(max_length=240, blank=True)
    canceled_at = models.DateTimeField(null=True, blank=True)
    canceled_by = _person()
    evidence = models.CharField(max_length=500, blank=True, default="")
    date_reason = models.CharField(max_length=240, blank=True, default="")
    origin_kind = models.CharField(max_length=16, blank=True, default="")
    origin_id = models.UUIDField(null=True, blank=True)
    origin_title = models.CharField(max_length=200, blank=True, default="")
    template = models.ForeignKey(
        CommitmentTemplate, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    batch = models.UUIDField(null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        db_table = "tta_requests_commitment"
        ordering = ["due_on", "made_at"]
        constraints = [
            models.UniqueConstraint(fields=["site", "id"], name="commitment_is_known_by_its_site"),
            SameSite(field="request", name="commitment_is_of_its_requests_site"),
            models.CheckConstraint(
                name="a_kept_commitment_says_by_whom",
                condition=Q(done_at__isnull=True, done_by__isnull=True)
                | Q(done_at__isnull=False, done_by__isnull=False),
            ),
            models.CheckConstraint(
                name="a_canceled_commitment_says_by_whom_and_why",
                condition=Q(canceled_at__isnull=True, canceled_by__isnull=True)
                | Q(canceled_at__isnull=False, canceled_by__isnull=False, done_at__isnull=True)
                & ~Q(dropped_reason=""),
            ),
            models.CheckConstraint(
                name="a_commitments_origin_is_named_once",
                condition=Q(origin_kind="", origin_id__isnull=True, origin_title="")
                | Q(origin_id__isnull=False, request__isnull=True)
                & ~Q(origin_kind="")
                & ~Q(origin_title=""),
            ),
            models.CheckConstraint(
                name="a_batch_comes_from_a_template",
                condition=Q(batch__isnull=True, template__isnull=True)
                | Q(batch__isnull=False, template__isnull=False, request__isnull=True),
            ),
        ]
        indexes = INDEXES

    def __str__(self) -> str:
        return self.text

    @property
    def is_open(self) -> bool:
        """Whether it is neither done, canceled, nor closed with its request."""
        return self.done_at is None and not self.dropped_reason
