"""Recommendations to a site, and how far each is."""

from datetime import datetime
from typing import Self
from uuid import UUID

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Count, F, Max, Q

from engagements.enums import RecommendationState, ReportedOrigin
from engagements.models.assessments import Assessment, Finding
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.tenancy.constraints import SameSite
from foundation.tenancy.models import SiteScopedModel
from sites.models import CoreArea

PERSON = settings.AUTH_USER_MODEL
S = RecommendationState
# Work still to be done; what is due is late in these states only.
OPEN_STATES = (S.PROPOSED, S.ACCEPTED, S.IN_PROGRESS)
# States in which a repeating check must be made.
CHECKED_STATES = (S.IMPLEMENTED, S.VERIFIED, S.SUSTAINED)


class RecommendationQuerySet(models.QuerySet["Recommendation"]):
    """A queryset of recommendations."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the recommendations of the actor's sites."""
        ids = actor.sites_for(P.SITE_VIEW)
        return self if ids is None else self.filter(site_id__in=ids)

    def of_site(self, site_id: int) -> Self:
        """Return one site's recommendations."""
        return self.filter(site_id=site_id)

    def in_state(self, state: str) -> Self:
        """Return the recommendations in that state."""
        return self.filter(status=state)

    def in_area(self, slug: str) -> Self:
        """Return the recommendations of the core area with that slug."""
        return self.filter(core_area__slug=slug)

    def serving(self, slug: str) -> Self:
        """Return the recommendations that name the principle with that slug."""
        return self.filter(principles__contains=[slug])

    def open(self) -> Self:
        """Return the recommendations with work still to be done."""
        return self.filter(status__in=OPEN_STATES)

    def but_withdrawn(self) -> Self:
        """Leave out the recommendations that were withdrawn, such as those written in error."""
        return self.exclude(status=S.WITHDRAWN)

    def last_number(self) -> int:
        """Return the largest number of them; 0 without any."""
        found: int | None = self.aggregate(last=Max("number"))["last"]
        return found or 0

    def by_state(self) -> dict[str, int]:
        """Return how many there are in each state."""
        return dict(self.order_by().values_list("status").annotate(Count("pk")))

    def for_board(self) -> Self:
        """Load what a card shows, due first."""
        found = self.select_related("site", "core_area", "owner_person")
        found = found.annotate(proofs=Count("evidence"))
        return found.order_by(F("due_on").asc(nulls_last=True), "headline", "pk")

    def for_export(self) -> Self:
        """Load what an export shows, newest first."""
        found = self.select_related("site", "core_area", "owner_person", "assessment", "finding")
        return found.annotate(proofs=Count("evidence")).order_by("-written_at", "-pk")

    def after(self, written_at: datetime, pk: UUID) -> Self:
        """Return the recommendations that come after that one, newest first."""
        older = Q(written_at__lt=written_at) | Q(written_at=written_at, pk__lt=pk)
        return self.filter(older, written_at__lte=written_at)

    def for_page(self) -> Self:
        """Load a recommendation with what its page shows."""
        return self.select_related(
            "site", "core_area", "assessment", "finding", "written_by", "owner_person"
        )


@pghistory.track(exclude=["number"])
class Recommendation(SiteScopedModel):
    """What a site is advised to do: by whom, by when, and how far it is.

    ``number`` counts a site's recommendations in the order they were written, and never changes.
    ``next_check_on`` is when the repeating check is next due; ``sustained_check_on`` is a year after
    it was verified.
    """

    assessment = models.ForeignKey(
        Assessment,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="recommendations",
    )
    finding = models.ForeignKey(
        Finding, null=True, blank=True, on_delete=models.PROTECT, related_name="recommendations"
    )
    number = models.PositiveIntegerField(editable=False)
    headline = models.CharField(max_length=160)
    text = models.TextField(blank=True)
    core_area = models.ForeignKey(CoreArea, on_delete=models.PROTECT, related_name="+")
    owner = models.CharField(
        max_length=160, blank=True, help_text="The position that is responsible at the site."
    )
    owner_person = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    principles = ArrayField(models.SlugField(max_length=40), default=list, blank=True)
    due_on = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=12, choices=S, default=S.PROPOSED)
    repeats_every_days = models.PositiveSmallIntegerField(null=True, blank=True)
    next_check_on = models.DateField(null=True, blank=True)
    sustained_check_on = models.DateField(null=True, blank=True)
    origin = models.CharField(max_length=10, choices=ReportedOrigin, default=ReportedOrigin.PORTAL)
    source = models.TextField(blank=True)
    written_by = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField()
    implemented_by = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    # The lines of evidence, as ``for_board`` and ``for_export`` count them.
    proofs: int
    # Whether the owner has no seat at the site any more, where ``with_owner_left`` asked.
    left: bool
    # Who gave evidence that counts, where ``with_givers`` asked.
    givers: list[int]

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "id"], name="recommendation_is_known_by_its_site"
            ),
            models.UniqueConstraint(
                fields=["site", "number"], name="a_recommendation_has_a_number_of_its_own"
            ),
            models.UniqueConstraint(
                fields=["site", "headline"],
                condition=Q(origin=ReportedOrigin.IMPORTED),
                name="a_recommendation_is_imported_once",
            ),
            SameSite(field="assessment", name="recommendation_is_of_its_assessments_site"),
            SameSite(field="finding", name="recommendation_is_of_its_findings_site"),
            models.CheckConstraint(
                name="an_imported_recommendation_names_no_person",
                condition=~Q(origin=ReportedOrigin.IMPORTED)
                | Q(written_by=None, implemented_by=None, owner_person=None),
            ),
            models.CheckConstraint(
                name="a_check_repeats_after_a_day_or_more",
                condition=Q(repeats_every_days=None) | Q(repeats_every_days__gte=1),
            ),
            models.CheckConstraint(
                name="a_finding_comes_with_its_assessment",
                condition=Q(finding=None) | Q(assessment__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["site", "status", "due_on"], name="recommendations_of_a_site"),
            models.Index(fields=["next_check_on"], name="recommendations_by_check"),
            models.Index(
                fields=["due_on"],
                condition=Q(status__in=OPEN_STATES),
                name="open_recommendations_by_day",
            ),
            models.Index(
                fields=["sustained_check_on"],
                condition=Q(status=S.VERIFIED),
                name="verified_by_sustained_check",
            ),
        ]

    def __str__(self) -> str:
        return self.headline

    @property
    def reference(self) -> str:
        """Its short name at the site, such as "R-3"."""
        return f"R-{self.number}"

    @property
    def handle(self) -> str:
        """What its notices begin with: its short name and its site's, and none of its text."""
        return f"{self.reference}, {self.site.name}"

    @property
    def is_imported(self) -> bool:
        """Whether it was loaded as the program reported it, so that no one takes steps with it."""
        return self.origin == ReportedOrigin.IMPORTED

    @property
    def is_proposed(self) -> bool:
        """Whether the site has still to answer it."""
        return self.status == S.PROPOSED

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was withdrawn, so that nothing more is made from it."""
        return self.status == S.WITHDRAWN

    @property
    def is_open(self) -> bool:
        """Whether there is work still to be done."""
        return self.status in OPEN_STATES
