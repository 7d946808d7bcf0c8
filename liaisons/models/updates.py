"""Engagement updates by liaisons."""

from datetime import date
from typing import ClassVar, Self
from uuid import UUID

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, TextField, Value, When
from django.db.models.functions import Concat
from django.urls import reverse

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.tenancy.functions import among
from foundation.tenancy.models import SiteScopedModel
from foundation.workflow.words import found_in, search_text
from liaisons.enums import Risk, Stage, UpdateKind, UpdateState
from liaisons.models.rules import CONSTRAINTS, TRIGGERS
from liaisons.models.update_requests import UpdateRequest
from sites.enums import Handling

NEWEST_FIRST = ("-occurred_on", "-id")
OLDEST_FIRST = ("occurred_on", "id")
ENTERED = pgtrigger.Q(new__state=UpdateState.SUBMITTED)
SUBMITTED = pgtrigger.Q(old__state=UpdateState.DRAFT, new__state=UpdateState.SUBMITTED)
CORRECTED = pgtrigger.Q(
    old__state=UpdateState.SUBMITTED, old__version__df=pgtrigger.F("new__version")
)
REVIEWED = pgtrigger.Q(old__state=UpdateState.SUBMITTED, old__review__df=pgtrigger.F("new__review"))


class EngagementUpdateQuerySet(models.QuerySet["EngagementUpdate"]):
    """A queryset of engagement updates."""

    def visible_to(self, actor: Actor) -> Self:
        """Return updates of the actor's sites, without others' drafts and those about requests kept from the actor.

        The database checks it again. Being about a federal request is being a part of it (ADR 74).
        """
        drafts = Q() if actor.is_system else Q(author_id=actor.user_id)
        return self.readable_by(actor).filter(~Q(state=UpdateState.DRAFT) | drafts)

    def readable_by(self, actor: Actor) -> Self:
        """Return the same with others' drafts, for queries that leave out all drafts: whose they are is in no index."""
        sites = actor.sites_for(P.UPDATE_VIEW)
        own = Q() if sites is None else Q(site_id__in=sites)
        kept = UpdateRequest.objects.kept_from(actor).values("update_id")
        return self.filter(own).exclude(pk__in=kept)

    def on_paper(self) -> Self:
        """Leave out the updates about federal requests, for every reader."""
        return self.exclude(pk__in=UpdateRequest.objects.federal().values("update_id"))

    def submitted(self) -> Self:
        """Return the submitted updates."""
        return self.filter(state=UpdateState.SUBMITTED)

    def drafts_of(self, user_id: int | None) -> Self:
        """Return one author's drafts, last saved first."""
        return self.filter(state=UpdateState.DRAFT, author_id=user_id).order_by("-saved_at", "-id")

    def awaiting(self) -> Self:
        """Return updates that await their review, longest waiting first."""
        return self.filter(review=Stage.SUBMITTED).order_by("review_asked_at", "id")

    def returned_to(self, user_id: int | None) -> Self:
        """Return one author's returned updates, the oldest return first."""
        found = self.filter(review=Stage.RETURNED, author_id=user_id)
        return found.order_by("reviewed_at", "id")

    def of(self, pk: UUID) -> "EngagementUpdate | None":
        """Return the update with that id if it is in this queryset, else None."""
        return self.filter(pk=pk).first()

    def last_id_of(self, user_id: int | None) -> UUID | None:
        """Return the id of the update an author created last; None if there is none."""
        own = self.filter(author_id=user_id).order_by("-created_at", "-id")
        return own.values_list("pk", flat=True).first()

    def with_words(self, words: str, *, most: int) -> Self:
        """Return the newest submitted updates with these words, with the match as ``told``."""
        found = among("app_search_updates", search_text(words), most)
        text = Concat("summary", Value(" "), "outcome", output_field=TextField())
        return self.filter(found).annotate(told=found_in(text, words))

    def counted(self, most: int) -> int:
        """Return the number of updates, counting no further than ``most``."""
        return self.order_by()[:most].count()

    def at(self, site_id: int) -> Self:
        """Return updates of one site."""
        return self.filter(site_id=site_id)

    def since(self, day: date) -> Self:
        """Return updates of that day and later ones."""
        return self.filter(occurred_on__gte=day)

    def by(self, user_id: int | None) -> Self:
        """Return one author's updates, newest first."""
        return self.filter(author_id=user_id).order_by(*NEWEST_FIRST)

    def of_site_named(self, slug: str) -> Self:
        """Return updates of the site with that slug."""
        return self.filter(site__slug=slug)

    def about(self, request_id: UUID) -> Self:
        """Return submitted updates linked to a request, newest first."""
        linked = self.filter(request_links__request_id=request_id)
        return linked.submitted().order_by(*NEWEST_FIRST)

    def drafts_about(self, request_id: UUID) -> Self:
        """Return everyone's drafts linked to a request, in order."""
        linked = self.filter(request_links__request_id=request_id)
        return linked.filter(state=UpdateState.DRAFT).order_by("pk")

    def after(self, day: date, pk: UUID) -> Self:
        """Return updates older than that row, in the list's order."""
        return self.filter(Q(occurred_on__lt=day) | Q(occurred_on=day, id__lt=pk))

    def before(self, day: date, pk: UUID) -> Self:
        """Return updates newer than that row, in the list's order."""
        return self.filter(Q(occurred_on__gt=day) | Q(occurred_on=day, id__gt=pk))

    def newest_first(self) -> Self:
        """Return updates in the list's order."""
        return self.order_by(*NEWEST_FIRST)

    def oldest_first(self) -> Self:
        """Reverse the order, for the pages before a row."""
        return self.order_by(*OLDEST_FIRST)

    def for_list(self) -> Self:
        """Load everything the list shows, in one query."""
        return self.select_related("site", "author").with_mark().order_by(*NEWEST_FIRST)

    def with_mark(self) -> Self:
        """Annotate each update with its ``handling`` mark: the strictest of the requests it is about."""
        about = UpdateRequest.objects.federal().filter(update_id=OuterRef("pk"))
        mark = Case(When(Exists(about), then=Value(Handling.FEDERAL)), default=Value(Handling.SITE))
        return self.annotate(handling=mark)


@pghistory.track(
    pghistory.InsertEvent("entered", condition=ENTERED),
    pghistory.UpdateEvent("submitted", condition=SUBMITTED),
    pghistory.UpdateEvent("corrected", condition=CORRECTED),
    pghistory.UpdateEvent("reviewed", condition=REVIEWED),
    exclude=["extras", "extras_digest"],
)
class EngagementUpdate(SiteScopedModel):
    """What a liaison did with a site on a day; timeline, reports and executive page use it.

    A draft has no history; after submission each correction is saved as a version.
    """

    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=UpdateState, default=UpdateState.DRAFT)
    occurred_on = models.DateField(null=True, blank=True)
    kind = models.CharField(max_length=12, choices=UpdateKind, blank=True)
    participants = models.CharField(max_length=300, blank=True)
    summary = models.TextField(blank=True)
    outcome = models.TextField(blank=True)
    agenda = models.TextField(blank=True)
    findings = models.TextField(blank=True)
    risk = models.CharField(max_length=8, choices=Risk, default=Risk.NONE)
    next_contact_on = models.DateField(null=True, blank=True)
    hours = models.DecimalField(max_digits=4, decimal_places=2, null=True, blank=True)
    extras = models.JSONField(
        default=dict,
        blank=True,
        help_text="Of a draft: the commitments to make or finish when it is submitted, as typed.",
    )
    extras_digest = models.CharField(
        max_length=64, blank=True, help_text="Recognizes a form that was sent twice."
    )
    correction_reason = models.CharField(
        max_length=240, blank=True, help_text="Why its author corrected it last."
    )
    version = models.PositiveIntegerField(default=1)
    edited_in = models.CharField(
        max_length=64, blank=True, help_text="The nonce of the form it was last saved from."
    )
    created_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    review = models.CharField(
        max_length=10,
        blank=True,
        choices=Stage,
        help_text="Empty for a draft, and for updates older than reviews: those need none.",
    )
    review_asked_at = models.DateTimeField(null=True, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_version = models.PositiveIntegerField(null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    review_reason = models.TextField(blank=True)

    # Annotated by ``with_mark``: it follows from the requests, so that no copy of it can be out of date.
    handling: str

    REVISABLE: ClassVar[tuple[str, ...]] = (
        "occurred_on",
        "kind",
        "participants",
        "summary",
        "outcome",
        "agenda",
        "findings",
        "risk",
        "next_contact_on",
        "hours",
    )
    objects = EngagementUpdateQuerySet.as_manager()

    class Meta:
        ordering = ["-occurred_on", "-id"]
        constraints = CONSTRAINTS
        indexes = [
            models.Index(
                fields=["site", "-occurred_on", "-id"],
                condition=Q(state=UpdateState.SUBMITTED),
                name="updates_newest_of_a_site",
            ),
            models.Index(
                fields=["-occurred_on", "-id"],
                condition=Q(state=UpdateState.SUBMITTED),
                name="updates_newest_first",
            ),
            models.Index(
                fields=["author", "-saved_at"],
                condition=Q(state=UpdateState.DRAFT),
                name="drafts_of_an_author",
            ),
            models.Index(
                fields=["occurred_on", "author"],
                condition=Q(hours__isnull=False),
                name="hours_of_a_month",
            ),
            models.Index(
                fields=["review_asked_at", "id"],
                condition=Q(review=Stage.SUBMITTED),
                name="updates_awaiting_review",
            ),
            models.Index(
                fields=["author"],
                condition=Q(review=Stage.RETURNED),
                name="returned_updates_of_an_author",
            ),
        ]
        triggers = TRIGGERS

    def __str__(self) -> str:
        return self.headline

    def get_absolute_url(self) -> str:
        """Return the URL of the update's page, or of the form for a draft."""
        name = "liaisons:draft" if self.is_draft else "liaisons:detail"
        return reverse(name, args=[self.pk])

    @property
    def is_draft(self) -> bool:
        """Whether only its author can see it."""
        return self.state == UpdateState.DRAFT

    @property
    def status(self) -> Stage:
        """How far it is, as the table of transitions reads it."""
        return Stage.DRAFT if self.is_draft else Stage(self.review or Stage.RECORDED)

    @property
    def is_corrected_since(self) -> bool:
        """Whether its text changed after its review."""
        return self.review == Stage.REVIEWED and self.version != self.reviewed_version

    @property
    def headline(self) -> str:
        """The kind and day of the update: "Visit, 2026-11-20"."""
        kind = self.get_kind_display() if self.kind else "Update"
        return f"{kind}, {self.occurred_on:%Y-%m-%d}" if self.occurred_on else kind
