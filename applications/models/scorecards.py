"""What reviewers score, and each reviewer's scores and note."""

import uuid
from typing import Self
from uuid import UUID

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from applications.models.applications import Application
from applications.models.reviewers import Reviewer
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock

# More steps than a person can tell apart; a scale begins at 1.
MAX_SCALE = 10
NOTE = 4000


class CriterionQuerySet(models.QuerySet["Criterion"]):
    """A queryset of criteria."""

    def in_use(self) -> Self:
        """Return those that reviewers score, in order."""
        return self.filter(is_in_use=True)


class Criterion(models.Model):
    """What reviewers score an application by. A setting: an administrator edits it."""

    slug = models.SlugField(max_length=40, primary_key=True)
    name = models.CharField(max_length=80)
    description = models.CharField(max_length=300)
    highest = models.PositiveSmallIntegerField(
        "highest score",
        default=5,
        validators=[MinValueValidator(2), MaxValueValidator(MAX_SCALE)],
        help_text="The scale runs from 1 to this. It can't be changed later.",
    )
    lowest_means = models.CharField("what 1 means", max_length=80)
    highest_means = models.CharField("what the highest score means", max_length=80)
    is_in_use = models.BooleanField(
        "in use", default=True, help_text="Clear it to stop asking reviewers about it."
    )
    order = models.PositiveSmallIntegerField(default=0)
    source = models.CharField(max_length=200)

    objects = CriterionQuerySet.as_manager()

    class Meta:
        ordering = ["order", "slug"]
        verbose_name_plural = "criteria"
        constraints = [
            models.CheckConstraint(
                name="a_scale_has_two_to_ten_steps",
                condition=Q(highest__gte=2, highest__lte=MAX_SCALE),
            )
        ]

    def __str__(self) -> str:
        return self.name


class ScorecardQuerySet(models.QuerySet["Scorecard"]):
    """A queryset of scorecards."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the actor's own, and the others' where they have submitted theirs; Program Managers who don't review read all."""
        mine = Reviewer.objects.held_by(actor, clock.now())
        own = Q(reviewer__person_id=actor.user_id)
        if actor.may(P.APPLICATION_MANAGE, at=None):
            return self.filter(own | ~Q(application__in=mine.waiting().values("application_id")))
        scored = mine.exclude(scorecard=None).values("application_id")
        return self.filter(own | Q(application__in=scored))

    def of_application(self, pk: UUID) -> Self:
        """Return an application's scorecards with their scores."""
        return self.filter(application_id=pk).prefetch_related("scores")


class Scorecard(models.Model):
    """One reviewer's scores and note. Never changed: a reviewer who submits theirs may then read the others'."""

    DATABASE_PRIVILEGES = "SELECT, INSERT"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="scorecards"
    )
    reviewer = models.OneToOneField(Reviewer, on_delete=models.PROTECT, related_name="scorecard")
    note = models.TextField(max_length=NOTE, blank=True)
    submitted_at = models.DateTimeField()

    objects = ScorecardQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Scores of {self.reviewer_id}"


class Score(models.Model):
    """The points of one criterion on a scorecard."""

    DATABASE_PRIVILEGES = "SELECT, INSERT"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    scorecard = models.ForeignKey(Scorecard, on_delete=models.PROTECT, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    points = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scorecard", "criterion"], name="a_criterion_is_scored_once"
            ),
            models.CheckConstraint(
                name="points_are_on_a_scale",
                condition=Q(points__gte=1, points__lte=MAX_SCALE),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion_id}: {self.points}"
