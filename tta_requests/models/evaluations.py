"""Evaluations by the requester, the provider, and participants, and the six-month outcome check."""

from datetime import datetime
from typing import Any, ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Avg, Count, F, Q
from django.urls import reverse

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.tenancy.constraints import SameSite
from foundation.tenancy.models import SiteScopedModel
from tta_requests.enums import EvaluationKind
from tta_requests.models.providers import Provider
from tta_requests.models.requests import TTARequest
from tta_requests.models.visibility import handling_allows, of_visible_requests, shared_with

LOW = 2


LOWEST, HIGHEST = 1, 5


class EvaluationQuerySet(models.QuerySet["Evaluation"]):
    """Queries of evaluations, answered or still awaited."""

    def visible_to(self, actor: Actor) -> Self:
        """Find evaluations of the actor's sites; a provider sees only its own answers."""
        sites = actor.sites_for(P.REQUEST_VIEW)
        allowed = handling_allows(actor, "request__")
        if sites is None:
            return self.filter(allowed)
        own = Q(site_id__in=sites)
        if actor.organizations:
            worked = shared_with(actor, worked=True)
            own |= Q(respondent_id=actor.user_id, request_id__in=worked)
        return self.filter(own, allowed)

    def of_respondent(self, user_id: int | None) -> Self:
        """Find the evaluations one person is asked to complete."""
        return self.filter(respondent_id=user_id)

    def of_request(self, request_id: UUID) -> Self:
        """Find the evaluations of one request."""
        return self.filter(request_id=request_id)

    def waited_for(self, now: datetime) -> Self:
        """Find evaluations that are open and not answered."""
        return self.filter(answered_at__isnull=True, closes_at__gt=now)

    def answered(self) -> Self:
        """Find answered evaluations."""
        return self.filter(answered_at__isnull=False)

    def low(self) -> Self:
        """Find low ratings: answers of 1 or 2 out of 5."""
        return self.answered().filter(overall__lte=LOW)

    def rates(self) -> dict[str, dict[str, Any]]:
        """Return, by kind, how many were asked, how many answered, and the mean rating."""
        rows = self.order_by().values("kind")
        told = rows.annotate(
            asked=Count("pk"),
            answered=Count("pk", filter=Q(answered_at__isnull=False)),
            mean=Avg("overall"),
        )
        return {row["kind"]: {**row} for row in told}

    def ratings(self) -> dict[int, dict[str, Any]]:
        """Return, by provider, how many requesters rated it (``n``) and the mean rating."""
        rows = self.answered().filter(kind=EvaluationKind.REQUESTER, provider__isnull=False)
        told = rows.order_by().values("provider_id").annotate(n=Count("pk"), mean=Avg("overall"))
        return {row["provider_id"]: {**row} for row in told}

    def for_notice(self) -> Self:
        """Load what a notice or the form shows of an evaluation."""
        return self.select_related("request__site", "respondent", "provider__organization")

    def newest_answers(self, most: int) -> Self:
        """Return the newest answers first, up to a maximum."""
        return self.answered().order_by(F("answered_at").desc(), "-pk")[:most]


class Evaluation(SiteScopedModel):
    """One person's evaluation, requested or given through a participants' link; never changed once given."""

    request = models.ForeignKey(TTARequest, on_delete=models.CASCADE, related_name="evaluations")
    kind = models.CharField(max_length=11, choices=EvaluationKind)
    provider = models.ForeignKey(
        Provider, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    respondent = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Empty for participants, whose answers are anonymous.",
    )
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    overall = models.PositiveSmallIntegerField(null=True, blank=True)
    timely = models.PositiveSmallIntegerField(null=True, blank=True)
    comment = models.TextField(blank=True)

    objects = EvaluationQuerySet.as_manager()

    class Meta:
        ordering = ["opened_at"]
        constraints = [
            SameSite(field="request", name="evaluation_is_of_its_requests_site"),
            models.UniqueConstraint(
                fields=["site", "request", "kind", "respondent"],
                condition=Q(respondent__isnull=False),
                name="a_person_is_asked_once_a_request",
            ),
            models.CheckConstraint(
                name="an_answer_says_how_it_went",
                condition=Q(answered_at__isnull=True, overall__isnull=True)
                | Q(answered_at__isnull=False, overall__range=(LOWEST, HIGHEST)),
            ),
            models.CheckConstraint(
                name="only_participants_carry_no_name",
                condition=Q(kind=EvaluationKind.PARTICIPANT, respondent__isnull=True)
                | (~Q(kind=EvaluationKind.PARTICIPANT) & Q(respondent__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(fields=["request", "opened_at"], name="evaluations_of_a_request"),
            models.Index(
                fields=["provider"],
                condition=Q(answered_at__isnull=False, kind=EvaluationKind.REQUESTER),
                name="evaluations_of_a_provider",
            ),
            models.Index(
                fields=["closes_at"],
                condition=Q(answered_at__isnull=True),
                name="evaluations_waited_for",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.overall or 'not answered'}"

    def get_absolute_url(self) -> str:
        """Return the address of the form to answer it."""
        return reverse("tta_requests:evaluation", args=[self.pk])


class ParticipantLinkQuerySet(models.QuerySet["ParticipantLink"]):
    """Queries of participant links."""

    def visible_to(self, actor: Actor) -> Self:
        """Find participant links of requests the actor reads in full."""
        return self.filter(of_visible_requests(actor))

    def open(self, now: datetime) -> Self:
        """Find links that are neither ended nor expired."""
        return self.filter(ended_at__isnull=True, expires_at__gt=now)

    def of_request(self, request_id: UUID) -> Self:
        """Find the participant links of one request."""
        return self.filter(request_id=request_id)


class ParticipantLink(SiteScopedModel):
    """A link to evaluate a request's training without an account, until it expires or is ended."""

    DATABASE_PRIVILEGES: ClassVar[str] = "SELECT, INSERT, UPDATE (ended_at)"

    request = models.ForeignKey(
        TTARequest, on_delete=models.CASCADE, related_name="participant_links"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ParticipantLinkQuerySet.as_manager()

    class Meta:
        ordering = ["made_at"]
        constraints = [
            SameSite(field="request", name="participant_link_is_of_its_requests_site"),
            models.UniqueConstraint(
                fields=["site", "request"],
                condition=Q(ended_at__isnull=True),
                name="a_request_has_one_open_participant_link",
            ),
        ]

    def __str__(self) -> str:
        return f"until {self.expires_at:%Y-%m-%d}"
