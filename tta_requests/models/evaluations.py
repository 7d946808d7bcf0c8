"""How it went: what the requester, the provider and participants say, and whether it held."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from foundation.tenancy.constraints import SameSite
from foundation.tenancy.models import SiteScopedModel
from tta_requests.enums import EvaluationKind
from tta_requests.models.providers import Provider
from tta_requests.models.requests import TTARequest
from tta_requests.querysets.evaluations import EvaluationQuerySet, ParticipantLinkQuerySet

LOWEST, HIGHEST = 1, 5


class Evaluation(SiteScopedModel):
    """One person's answer, asked for or given through a participants' link; never changed once given."""

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
        """Where it is answered."""
        return reverse("tta_requests:evaluation", args=[self.pk])


class ParticipantLink(SiteScopedModel):
    """A way to say how a request's training went without an account, until a day or until it is ended."""

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
