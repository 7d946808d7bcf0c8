"""An agency's application: a draft behind a mailed link, then a row of the review list."""

import uuid
from datetime import datetime
from typing import Self
from uuid import UUID

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Left, Upper

from applications.enums import Status
from applications.models.rounds import Round
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.workflow.cursors import Cursors, Position

# A name is as long as a site's lead agency and an invited person's may be, which it becomes.
SHORT, TEXT = 120, 4000

# The list of the API: newest submission first.
PLACES = Cursors("applications", lambda row: Position(row.submitted_at, row.pk))


# An ORI has seven characters for the agency, and in some states two more for a part of it.
AGENCY = 7


def agency_part(column: str) -> Upper:
    """Return the part of an ORI that names the agency, as ``app_held_seat_at()`` compares it."""
    return Upper(Left(column, AGENCY))


class ApplicationQuerySet(models.QuerySet["Application"]):
    """A queryset of applications: rows of no site, as there is no site yet."""

    def visible_to(self, actor: Actor) -> Self:
        """Return what was submitted for Program Managers, and what is under review for its reviewers."""
        if actor.may(P.APPLICATION_MANAGE, at=None):
            return self.exclude(submitted_at=None)
        if actor.user_id is None:
            return self.none()
        return self.reviewed_by(actor, clock.now())

    def reviewed_by(self, actor: Actor, at: datetime) -> Self:
        """Return the applications under review that the actor reviews at a moment."""
        return self.filter(
            Q(reviewers__ends_at=None) | Q(reviewers__ends_at__gt=at),
            reviewers__person_id=actor.user_id,
            reviewers__starts_at__lte=at,
            status=Status.UNDER_REVIEW,
        )

    def of_link(self, link: UUID, at: datetime) -> Self:
        """Return the application that a link opens at a moment, unless the link is over."""
        return self.filter(links__pk=link, links__revoked_at=None, links__expires_at__gt=at)

    def of_contact(self, email: str) -> Self:
        """Return the applications of an email address, newest first."""
        return self.filter(contact_email=email).order_by("-started_at")

    def of_agency(self, ori: str) -> Self:
        """Return the applications of an agency, by the part of its ORI that names it."""
        return self.alias(agency=agency_part("ori")).filter(agency=ori[:AGENCY].upper())

    def of_round(self, found: Round) -> Self:
        """Return the applications of a round."""
        return self.filter(round=found)

    def drafts(self) -> Self:
        """Return the applications that agencies are still writing."""
        return self.filter(status=Status.DRAFT)

    def never_submitted(self) -> Self:
        """Return drafts, and those that their agency withdrew as a draft."""
        return self.filter(submitted_at=None)

    def in_state(self, status: str) -> Self:
        """Return the applications in a state."""
        return self.filter(status=status)

    def named(self, words: str) -> Self:
        """Return those whose ORI is the words, or whose agency's or contact's name has them."""
        return self.filter(
            Q(ori=words.strip().upper())
            | Q(agency_name__icontains=words.strip())
            | Q(contact_name__icontains=words.strip())
        )

    def sorted_as(self, *, junk: bool) -> Self:
        """Return those that look like junk, or those that don't."""
        return self.filter(is_likely_junk=junk)

    def by_submission(self) -> Self:
        """Put the newest submission first, in the order of ``PLACES``."""
        return self.order_by("-submitted_at", "-pk")

    def after(self, at: datetime, pk: UUID) -> Self:
        """Return the applications after that one in the order of ``PLACES``."""
        return self.filter(Q(submitted_at__lt=at) | Q(submitted_at=at, pk__lt=pk))

    def with_parts(self) -> Self:
        """Load the answers, the self-assessment with its core areas, and the letters."""
        return self.prefetch_related("answers", "assessments__core_area", "letters")

    def for_list(self) -> Self:
        """Load the round, newest submission first, likely junk last."""
        return self.select_related("round").order_by("is_likely_junk", "-submitted_at", "pk")


# A draft leaves no history, so that nothing of it is left once it is deleted: history begins with the submission.
SUBMITTED = 'NEW."submitted_at" IS NOT NULL'
CHANGED = f"OLD.* IS DISTINCT FROM NEW.* AND {SUBMITTED}"


@pghistory.track(
    pghistory.InsertEvent(condition=pgtrigger.Condition(SUBMITTED)),
    pghistory.UpdateEvent(condition=pgtrigger.Condition(CHANGED)),
)
class Application(models.Model):
    """A statement of interest in one cohort, by a law enforcement agency."""

    DATABASE_PRIVILEGES = "SELECT, INSERT, UPDATE, DELETE"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="applications")
    status = models.CharField(max_length=12, choices=Status, default=Status.DRAFT)
    contact_email = models.EmailField(help_text="Where the links go, in small letters.")
    contact_name = models.CharField(max_length=SHORT, blank=True)
    contact_title = models.CharField(max_length=SHORT, blank=True)
    contact_phone = models.CharField(max_length=40, blank=True)
    agency_name = models.CharField(max_length=SHORT, blank=True)
    ori = models.CharField("ORI", max_length=9, blank=True)
    state = models.CharField(max_length=2, blank=True, help_text="The state's two letters.")
    problem = models.TextField(max_length=TEXT, blank=True)
    change = models.TextField(max_length=TEXT, blank=True)
    is_likely_junk = models.BooleanField(default=False)
    started_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="what_is_reviewed_was_submitted",
                condition=Q(status__in=[Status.DRAFT, Status.WITHDRAWN])
                | Q(submitted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="a_draft_is_not_submitted",
                condition=~Q(status=Status.DRAFT) | Q(submitted_at=None),
            ),
            models.UniqueConstraint(
                fields=["round", "contact_email"],
                condition=Q(status=Status.DRAFT),
                name="an_address_writes_one_draft_at_a_time",
            ),
        ]
        indexes = [
            models.Index(fields=["round", "-submitted_at"], name="applications_of_a_round"),
            models.Index(fields=["ori"], name="applications_by_ori"),
            models.Index(fields=["contact_email"], name="applications_of_a_contact"),
        ]

    def __str__(self) -> str:
        return self.agency_name or "Application"

    @property
    def site_id(self) -> int | None:
        """No site: there is none before an agency is selected."""
        return None

    @property
    def is_draft(self) -> bool:
        """Whether the agency is still writing it."""
        return self.status == Status.DRAFT


class DraftLink(models.Model):
    """A link mailed to an applicant. Its token is signed and stored nowhere; the row can end it."""

    DATABASE_PRIVILEGES = "SELECT, INSERT, UPDATE, DELETE"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="links")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"Link of {self.application_id}, until {self.expires_at:%Y-%m-%d}"
