"""Technical assistance requests."""

from collections.abc import Iterable
from typing import ClassVar, Self
from uuid import UUID

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from engagements.models import Finding, Plan, Recommendation
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.tenancy.models import SiteScopedModel
from sites.enums import Handling
from sites.models import CoreArea
from tta_requests.enums import (
    LIFECYCLE,
    OPEN_STATUSES,
    PAUSED_STATUSES,
    UNDECIDED_STATUSES,
    WORKED_STATUSES,
    DeliveryMode,
    Kind,
    Source,
    Status,
    Urgency,
)
from tta_requests.models.providers import Provider, workers_of
from tta_requests.models.request_indexes import INDEXES, OF_ITS_ORIGINS_SITE, origin_key


class TTARequestQuerySet(models.QuerySet["TTARequest"]):
    """Queries of requests."""

    def without_others_drafts(self, actor: Actor) -> Self:
        """Leave out drafts, also withdrawn ones, except the actor's own and those of sites where the actor may submit."""
        drafting = actor.sites_for(P.REQUEST_SUBMIT)
        own = Q(requester_id=actor.user_id) | Q(site_id__in=drafting or ())
        return self.filter(Q(~Q(status=Status.DRAFT), submitted_at__isnull=False) | own)

    def open(self) -> Self:
        """Find requests that are submitted and not finished."""
        return self.filter(status__in=OPEN_STATUSES)

    def submitted(self) -> Self:
        """Leave out drafts."""
        return self.filter(submitted_at__isnull=False)

    def undecided(self) -> Self:
        """Find requests in triage's queue: no person has confirmed a provider yet."""
        return self.filter(status__in=UNDECIDED_STATUSES)

    def numbered(self, number: str) -> Self:
        """Find the request with that number."""
        return self.filter(number=number)

    def numbered_among(self, numbers: Iterable[str]) -> Self:
        """Find the requests with any of the numbers."""
        return self.filter(number__in=list(numbers))

    def first_but(self, pk: UUID) -> "TTARequest | None":
        """Return one of the requests other than that one, or None."""
        return self.exclude(pk=pk).first()

    def at(self, site_id: int) -> Self:
        """Find the requests of one site."""
        return self.filter(site_id=site_id)

    def worked_by(self, organizations: Iterable[int]) -> Self:
        """Find requests that the organizations have accepted and not given back."""
        return self.filter(provider_id__in=list(organizations), status__in=WORKED_STATUSES)

    def for_step(self) -> Self:
        """Load only what a step needs: each further join doubles the planning time (13 ms at ten joins)."""
        return self.select_related("site", "core_area", "provider__organization")

    def for_page(self) -> Self:
        """Load everything the request's own row shows on its page."""
        return self.select_related(
            "site__state",
            "site__district",
            "core_area",
            "provider__organization",
            "owner",
            "requester",
            "endorsed_by",
        )

    def made_from(self, origin: str, pks: Iterable[UUID]) -> Self:
        """Find the requests made from findings, recommendations, or plans, newest first."""
        return self.filter(**{f"{origin}__in": list(pks)}).order_by("-created_at", "-id")

    def made_from_notes(self, notes: Iterable[UUID]) -> Self:
        """Find the requests made from session notes, oldest first."""
        return self.filter(session_note__in=list(notes)).order_by("created_at", "id")

    def with_a_question(self) -> Self:
        """Find requests that wait for the site's answer."""
        return self.filter(status=Status.NEEDS_INFORMATION)


@pghistory.track()
class TTARequest(SiteScopedModel):
    """A site's request for training or technical assistance."""

    number = models.CharField(max_length=20, unique=True, editable=False)
    title = models.CharField(max_length=140)
    problem = models.TextField("What is the problem?", blank=True)
    desired_change = models.TextField("What should change?", blank=True)
    core_area = models.ForeignKey(
        CoreArea, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.TECHNICAL_ASSISTANCE)
    urgency = models.CharField(max_length=10, choices=Urgency, default=Urgency.EXPEDITED)
    urgency_reason = models.TextField(blank=True)
    needed_by = models.DateField(null=True, blank=True)
    delivery_mode = models.CharField(
        max_length=10, choices=DeliveryMode, default=DeliveryMode.EITHER
    )
    audience = models.CharField(max_length=140, blank=True)
    source = models.CharField(max_length=20, choices=Source, default=Source.TEAM)
    finding = origin_key(Finding)
    recommendation = origin_key(Recommendation)
    plan = origin_key(Plan)
    plan_action = models.UUIDField(null=True, blank=True, help_text="A plan may drop the action.")
    # By label: a table of a room above, which declares how it is found and shown (ADR 0063).
    session_note = origin_key("summits.SessionNote")
    principles = ArrayField(models.SlugField(max_length=40), default=list, blank=True)
    handling = models.CharField(max_length=10, choices=Handling, default=Handling.SITE)
    federal_agencies = ArrayField(
        models.CharField(max_length=4),
        default=list,
        blank=True,
        help_text="For a federal item: the agency that owns it first, then agencies it's shared with.",
    )
    status = models.CharField(max_length=20, choices=Status, default=Status.DRAFT)
    requester = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The coordinator it's assigned to.",
    )
    provider = models.ForeignKey(
        Provider, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    co_leads = ArrayField(
        models.CharField(max_length=4),
        default=list,
        blank=True,
        help_text="Federal agencies that lead together with the provider.",
    )
    created_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    status_since = models.DateTimeField(null=True, blank=True, editable=False)
    returns_to = models.CharField(
        max_length=20,
        choices=Status,
        blank=True,
        help_text="The state it returns to when a pause ends.",
    )
    endorsed_at = models.DateTimeField(null=True, blank=True)
    endorsed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    hold_until = models.DateField(null=True, blank=True)
    sent_to_site_at = models.DateTimeField(
        null=True, blank=True, help_text="When DOJ staff sent their draft to the site to review."
    )
    scope_signed_at = models.DateTimeField(
        null=True, blank=True, help_text="When both sides had signed the current scope."
    )
    people_trained = models.PositiveIntegerField(null=True, blank=True)
    reopen_until = models.DateTimeField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    flag = models.CharField(
        max_length=40, blank=True, help_text="A short note for DOJ staff in triage."
    )
    legal_hold_since = models.DateTimeField(
        null=True, blank=True, help_text="While set, nothing in it can be removed or deleted."
    )
    version = models.PositiveIntegerField(default=1)

    REVISABLE: ClassVar[tuple[str, ...]] = (
        "title",
        "problem",
        "desired_change",
        "core_area",
        "kind",
        "urgency",
        "urgency_reason",
        "needed_by",
        "delivery_mode",
        "audience",
        "principles",
    )
    objects = TTARequestQuerySet.as_manager()

    class Meta:
        verbose_name = "TTA request"
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["site", "id"], name="request_is_known_by_its_site"),
            models.CheckConstraint(
                name="request_has_submission_time_unless_draft",
                condition=Q(status__in=[Status.DRAFT, Status.WITHDRAWN])
                | Q(submitted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="submitted_request_names_its_core_area",
                condition=Q(status__in=[Status.DRAFT, Status.WITHDRAWN])
                | Q(core_area__isnull=False),
            ),
            models.CheckConstraint(
                name="critical_request_says_why",
                condition=Q(status=Status.DRAFT)
                | ~Q(urgency=Urgency.CRITICAL)
                | ~Q(urgency_reason=""),
            ),
            models.CheckConstraint(
                name="an_endorsement_says_by_whom",
                condition=Q(endorsed_at__isnull=True, endorsed_by__isnull=True)
                | Q(endorsed_at__isnull=False, endorsed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="federal_item_names_its_agency",
                condition=~Q(handling=Handling.FEDERAL) | Q(federal_agencies__len__gt=0),
            ),
            models.CheckConstraint(
                name="paused_request_knows_where_it_returns",
                condition=~Q(status__in=PAUSED_STATUSES) | ~Q(returns_to=""),
            ),
            models.CheckConstraint(
                name="scheduled_request_has_a_signed_scope",
                condition=~Q(status__in=[Status.SCHEDULED, Status.IN_DELIVERY, Status.DELIVERED])
                | Q(scope_signed_at__isnull=False, provider__isnull=False)
                | Q(scope_signed_at__isnull=False, co_leads__len__gt=0),
            ),
            *OF_ITS_ORIGINS_SITE,
            models.CheckConstraint(
                name="request_status_is_known", condition=Q(status__in=Status.values)
            ),
        ]
        indexes = INDEXES
        triggers = [
            pgtrigger.FSM(
                name="request_moves_along_its_table",
                field="status",
                transitions=LIFECYCLE.pairs(),
            ),
            pgtrigger.Protect(
                name="a_held_request_is_not_deleted",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__legal_hold_since__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        """Return the address of the request's page."""
        return reverse("tta_requests:detail", args=[self.number])

    @property
    def is_draft(self) -> bool:
        """Whether it was not yet submitted."""
        return self.status == Status.DRAFT

    @property
    def is_open(self) -> bool:
        """Whether someone still has to act on it."""
        return self.status in OPEN_STATUSES

    @property
    def workers(self) -> str:
        """Names of the provider and co-leading agencies that do the work; empty before there are any."""
        return workers_of(str(self.provider) if self.provider_id else "", self.co_leads)

    @property
    def is_on_legal_hold(self) -> bool:
        """Whether a legal hold prevents deleting anything of it."""
        return self.legal_hold_since is not None

    @property
    def is_federal(self) -> bool:
        """Whether it has the federal handling mark, which limits its readers."""
        return self.handling == Handling.FEDERAL
