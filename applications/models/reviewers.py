"""Who reviews one application, from when until when, and by which day their scores are due."""

import uuid
from datetime import datetime
from typing import Self

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from applications.enums import Status
from applications.models.applications import Application
from applications.models.rounds import Moments, Round
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock

PERSON = settings.AUTH_USER_MODEL


class ReviewerQuerySet(models.QuerySet["Reviewer"]):
    """A queryset of reviewers."""

    def visible_to(self, actor: Actor) -> Self:
        """Return every reviewer for Program Managers; others read those of applications they have scored, and themselves."""
        if actor.may(P.APPLICATION_MANAGE, at=None):
            return self
        mine = Reviewer.objects.held_by(actor, clock.now())
        scored = mine.exclude(scorecard=None).values("application_id")
        return self.filter(Q(person_id=actor.user_id) | Q(application__in=scored))

    def of_application(self, application: Application) -> Self:
        """Return an application's reviewers in its present round, in the order in which they were named."""
        found = self.filter(application=application, round=application.round_id)
        return found.select_related("person").order_by("starts_at", "pk")

    def live(self, at: datetime) -> Self:
        """Return those that count at a moment."""
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=at), starts_at__lte=at)

    def held_by(self, actor: Actor, at: datetime) -> Self:
        """Return the actor's own of applications under review that count at a moment."""
        mine = self.filter(person_id=actor.user_id, application__status=Status.UNDER_REVIEW)
        return mine.live(at)

    def waiting(self) -> Self:
        """Leave out those who have submitted their scores."""
        return self.filter(scorecard=None)


@pghistory.track()
class Reviewer(models.Model):
    """The review of one application, given to a person by a colleague; it ends with the decision."""

    DATABASE_PRIVILEGES = "SELECT, INSERT, UPDATE (ends_at)"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="reviewers")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    due_on = models.DateField(help_text="The day by which the scores are due, in Eastern time.")
    given_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    objects = ReviewerQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="a_reviewer_ends_after_they_start",
                condition=Q(ends_at=None) | Q(ends_at__gte=F("starts_at")),
            ),
            models.CheckConstraint(
                name="nobody_names_themselves_a_reviewer",
                condition=~Q(given_by=F("person")),
            ),
            ExclusionConstraint(
                name="a_person_reviews_an_application_once",
                expressions=[
                    (F("application_id"), RangeOperators.EQUAL),
                    (F("person_id"), RangeOperators.EQUAL),
                    (Moments("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes = [models.Index(fields=["person", "application"], name="reviewers_by_person")]

    def __str__(self) -> str:
        return f"{self.person_id} reviews {self.application_id}"
