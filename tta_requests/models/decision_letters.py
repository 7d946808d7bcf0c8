"""Letters to sites whose requests were sent back with a question or declined."""

from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from foundation.tenancy.constraints import SameSite
from foundation.tenancy.models import SiteScopedModel
from tta_requests.enums import ReasonFor
from tta_requests.models.people import person_key
from tta_requests.models.requests import TTARequest


class LetterQuerySet(models.QuerySet["Letter"]):
    """Queries of letters to sites."""

    def last_of(self, request_id: UUID) -> "Letter | None":
        """Return the newest letter about a request, or None."""
        return self.filter(request_id=request_id).order_by("-created_at").first()


class Letter(SiteScopedModel):
    """A letter to the site that asks a question or declines its request: reasons, text, alternatives."""

    request = models.ForeignKey(TTARequest, on_delete=models.CASCADE, related_name="letters")
    step = models.CharField(max_length=10, choices=ReasonFor)
    reasons = ArrayField(models.SlugField(max_length=40))
    text = models.TextField()
    alternatives = models.TextField(blank=True)
    written_by = person_key()
    created_at = models.DateTimeField()

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["created_at"]
        constraints = [
            SameSite(field="request", name="letter_is_of_its_requests_site"),
            models.CheckConstraint(
                name="a_letter_gives_a_reason", condition=Q(reasons__len__gt=0) & ~Q(text="")
            ),
            models.CheckConstraint(
                name="a_declined_site_is_told_what_else_helps",
                condition=~Q(step=ReasonFor.DECLINE) | ~Q(alternatives=""),
            ),
        ]
        indexes = [models.Index(fields=["request", "-created_at"], name="letters_of_a_request")]

    def __str__(self) -> str:
        return f"{self.get_step_display()}, {self.created_at:%Y-%m-%d}"
